"""Tables out of exported files: workbooks, CSV in any charset, and web pages that call themselves .xls."""

from __future__ import annotations

import csv
import io
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.markup import bounded
from spiders.media.export_books import read_xls, read_xlsx
from spiders.media.export_cells import MAX_COLUMNS, Cell, Row, Table, TableError, cell_of, table_of
from spiders.reading.charset import decode

MAX_BYTES = 32 * 1024 * 1024  # of the file
_MOST_MARKUP = 8 * 1024 * 1024  # characters of a web page
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET_XML = re.compile(r"<(?:\w{1,10}:)?Workbook[\s>]")
_SHEET_NAME = re.compile(r"<(/?)\w{1,10}:(?=Row|Cell|Data|Table)")
_EMPTY_CELL = re.compile(r"<(Cell\b[^<>]*)/>")
_LONGEST_CELL = 10_000_000  # characters
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")


def tables_of(body: bytes) -> list[Table]:
    """The file's sheets, by what its bytes are rather than by its name.

    Raises TableError (file-unreadable, too-large).
    """
    if len(body) > MAX_BYTES:
        raise TableError("too-large", f"文件超过 {MAX_BYTES // 1024 // 1024} MB")
    if not body.strip():
        raise TableError("file-unreadable", "文件是空的")
    if body.startswith(_ZIP):
        return read_xlsx(body)
    if body.startswith(_OLE):
        return read_xls(body)
    text = decode(body)[0].lstrip("\ufeff \r\n")
    head = text[:8192]
    if len(_BINARY.findall(head)) > len(head) // 50 + 3:
        raise TableError("file-unreadable", "不是表格文件")
    if _SHEET_XML.search(head):
        return [_markup(_EMPTY_CELL.sub(r"<\1></Cell>", _SHEET_NAME.sub(r"<\1", text)), "row", "cell")]
    if re.search(r"<(?:!doctype html|html|table|meta|style)[\s>]", head, re.I):
        return [_markup(text, "tr", "td, th")]
    return [_csv(text)]


def _markup(text: str, row: str, cells: str) -> Table:
    """Rows of every table of a web page, or of an XML workbook, one after the other."""
    tree = LexborHTMLParser(bounded(text[:_MOST_MARKUP]))
    running: dict[int, tuple[int, Cell]] = {}  # by column: for how many more rows a cell stands there, and what
    return table_of("", (_line(line.css(cells), running) for line in tree.css(row)))


def _line(cells: list[LexborNode], running: dict[int, tuple[int, Cell]]) -> Row:
    """One row, each cell in its column: `colspan` and `rowspan` counted, and an XML workbook's left-out cells."""
    row: list[Cell] = []

    def fill(until: int) -> None:
        while len(row) < until or len(row) in running:
            left, cell = running.pop(len(row), (0, Cell()))
            if left > 1:
                running[len(row)] = (left - 1, cell)
            row.append(cell)

    for node in cells[:MAX_COLUMNS]:
        fill(_number(node, "ss:index") - 1)
        if len(row) >= MAX_COLUMNS:
            break
        anchor = node.css_first("a[href]")
        href = anchor.attributes.get("href") if anchor is not None else node.attributes.get("ss:href")
        cell = Cell(" ".join(node.text().split()), href or "")
        place = len(row)
        row.append(cell)
        if (down := _number(node, "rowspan")) > 1:
            running[place] = (down - 1, cell)
        row += [Cell()] * (min(_number(node, "colspan"), MAX_COLUMNS) - 1)
    fill(len(row))
    return tuple(row)


def _number(node: LexborNode, name: str) -> int:
    said = (node.attributes.get(name) or "").strip()
    return min(int(said), MAX_COLUMNS) if said.isascii() and said.isdecimal() and len(said) < 6 else 0


def _csv(text: str) -> Table:
    csv.field_size_limit(_LONGEST_CELL)
    first, _, rest = text.partition("\n")
    if stated := re.fullmatch(r"sep=(.)\s*", first, re.I):  # Excel's own note
        mark, text = stated[1], rest
    else:
        mark = max("\t,;|，", key=lambda mark: _steadiness(text[:20_000], mark))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        return table_of("", (tuple(cell_of(_shown(value)) for value in row) for row in reader))
    except csv.Error as error:
        raise TableError("file-unreadable", "CSV 文件损坏") from error


def _shown(value: str) -> str:
    """Without the tricks that keep Excel from reading a number: ="0123", a tab or an apostrophe before it."""
    value = value.strip().lstrip("\ufeff'").strip()
    quoted = re.fullmatch(r'="([^"]*)"', value)
    return quoted[1] if quoted else value


def _steadiness(sample: str, mark: str) -> int:
    """How many separators of this kind lines agree on; commas in sentences differ from line to line."""
    counts = [count for line in sample.splitlines()[:80] if (count := line.count(mark))]
    usual = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
    return usual * counts.count(usual)
