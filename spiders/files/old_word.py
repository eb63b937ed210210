"""Word files of 1997 to 2003, and WPS's: their text by the table of pieces, cells and rows by their marks.

After Microsoft's open specification MS-DOC. What is older, or is told otherwise, is left to programs of the system.
"""

from __future__ import annotations

import io
import re
import struct
from itertools import pairwise

from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDoc, CompDocError

from spiders.files.text import FIRST, FileText, Rows, UnreadError, cut

_MAGIC, _OLDEST = 0xA5EC, 0x00C1  # Word 97
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_CLX = 0x01A2  # where the table of pieces is named
_PRC, _PCDT = 1, 2
_NARROW = 0x40000000
_MOST_CHARACTERS = 6_000_000
_CELL = "\x07"
_CODE = re.compile("\x13[^\x13\x14\x15]{0,2000}(?:\x14|(?=\x15))")  # of a field; its result stays
_UNSEEN = re.compile("[\x01-\x06\x08\x0e-\x1d\x1f\xad]")
_MOST_COLUMNS = 60
_PROSE = 30  # characters before a paragraph's end that are no cell


def read_doc(body: bytes) -> FileText:
    """The text with its tables. Raises UnreadError: encrypted; damaged where it is not of this form."""
    try:
        text = _text(body)
    except (struct.error, CompDocError, XLRDError, LookupError, ValueError, AssertionError, TypeError) as error:
        raise UnreadError("damaged") from error
    tables: list[Rows] = []
    shown = _shown(text, tables)
    whole, unread = cut(shown.strip())
    if not whole:
        raise UnreadError("scanned" if "\x01" in text or "\x08" in text else "damaged")
    return FileText("doc", whole, whole[:FIRST], tables=tuple(tables), unread=unread)


def _text(body: bytes) -> str:
    streams = CompDoc(body, logfile=io.StringIO())
    main = streams.get_named_stream("WordDocument")
    if main is None:
        raise UnreadError("damaged")
    magic, version = struct.unpack_from("<HH", main, 0)
    (flags,) = struct.unpack_from("<H", main, 0x0A)
    if flags & _ENCRYPTED:
        raise UnreadError("encrypted")
    if magic != _MAGIC or version < _OLDEST:
        raise UnreadError("damaged")
    table = streams.get_named_stream("1Table" if flags & _TABLE_1 else "0Table")
    start, length = struct.unpack_from("<II", main, _CLX)
    if table is None or not length:
        raise UnreadError("damaged")
    return "".join(_pieces(main, table[start : start + length]))


def _pieces(main: bytes, clx: bytes) -> list[str]:
    at = 0
    while clx[at] == _PRC:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != _PCDT:
        raise UnreadError("damaged")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    said: list[str] = []
    left = _MOST_CHARACTERS
    for number, (first, last) in enumerate(pairwise(ends)):
        (place,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
        letters = min(max(last - first, 0), left)
        left -= letters
        if place & _NARROW:
            begin = (place & ~_NARROW) // 2
            said.append(main[begin : begin + letters].decode("cp1252", "replace"))
        else:
            said.append(main[place : place + 2 * letters].decode("utf-16-le", "replace"))
    return said


def _shown(text: str, tables: list[Rows]) -> str:
    """Lines as people see them; a table's cells are parted by tabs."""
    text = _UNSEEN.sub("", _CODE.sub("", text.replace("\x1e", "-").replace("\x15", "")))
    text = text.replace("\x0b", "\n").replace("\x0c", "\r")
    said: list[str] = []
    cells: list[str] = []
    for token in text.split(_CELL)[:-1]:
        before, ended, after = token.rpartition("\r")
        if ended and (not cells or (cells[-1] == "" and len(before) > _PROSE)):
            _settle(cells, tables, said)
            said.append(before.replace("\r", "\n"))
            token = after
        cells.append(" ".join(token.split()))
    _settle(cells, tables, said)
    said.append(text.rpartition(_CELL)[2].replace("\r", "\n"))
    return "\n".join(part for part in said if part.strip())


def _settle(cells: list[str], tables: list[Rows], said: list[str]) -> None:
    """The cells since the last prose are a table: a row ends with a mark of its own, which looks like a blank cell."""
    if not cells:
        return
    width = _width(cells)
    rows: list[tuple[str, ...]] = []
    if width is not None:
        rows = [tuple(cells[at : at + width]) for at in range(0, len(cells), width + 1)]
    else:
        row: list[str] = []
        for cell in cells:
            if cell:
                row.append(cell)
            elif row:
                rows.append(tuple(row))
                row = []
        rows += [tuple(row)] if row else []
    tables.append(tuple(rows))
    said += ["\t".join(row) for row in rows]
    cells.clear()


def _width(cells: list[str]) -> int | None:
    """How many cells a row has, where all rows have as many: then every so-many-and-first is a mark."""
    for width in range(1, min(_MOST_COLUMNS, len(cells))):
        marks = cells[width :: width + 1]
        if len(cells) % (width + 1) == 0 and not any(marks) and any(cells[:width]):
            return width
    return None
