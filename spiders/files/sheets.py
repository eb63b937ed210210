"""Spreadsheets: every sheet, row and column, hidden ones too."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import openpyxl
import xlrd
from openpyxl.utils.exceptions import InvalidFileException
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from spiders.files.packed import Packed
from spiders.files.text import FIRST, MOST_CELLS, FileText, Rows, UnreadError, as_text, cut

_MOST_ROWS = 1_100_000  # of a sheet, blank ones too
# What parsers raise on broken files: a broken file costs itself alone.
_BROKEN: tuple[type[Exception], ...] = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, EOFError, OSError,
    RecursionError, SyntaxError, struct.error, zipfile.BadZipFile, zlib.error, XLRDError, CompDocError,
    InvalidFileException,
)  # fmt: skip
_DELIMITERS = "\t,;|"


def read_xlsx(body: bytes) -> FileText:
    """An Excel file of 2007 and later. Raises UnreadError."""
    _weighed(body)
    try:
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        names = [str(name) for name in book.sheetnames]
        sheets = _Sheets()
        for sheet in book.worksheets:
            if hasattr(sheet, "reset_dimensions"):
                sheet.reset_dimensions()  # what a sheet says of its own size is not believed
            sheets.add(sheet.iter_rows(values_only=True))
    except UnreadError:
        raise
    except _BROKEN as error:
        raise UnreadError("damaged") from error
    return sheets.told("xlsx", names)


def read_xls(body: bytes) -> FileText:
    """An Excel file of before 2007. Raises UnreadError."""
    try:
        book = xlrd.open_workbook(file_contents=body, logfile=io.StringIO(), on_demand=True)
        sheets = _Sheets()
        for sheet in book.sheets():
            sheets.add(_xls_rows(book, sheet))
    except UnreadError:
        raise
    except _BROKEN as error:
        raise UnreadError("encrypted" if "encrypted" in str(error) else "damaged") from error
    return sheets.told("xls", book.sheet_names())


def read_csv(text: str) -> FileText:
    """Lines of cells."""
    head = text[:5000]
    delimiter = max(_DELIMITERS, key=head.count)
    sheets = _Sheets()
    try:
        sheets.add(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadError("damaged") from error
    return sheets.told("text", [])


class _Sheets:
    """What was read of a book, as far as it may be read."""

    def __init__(self) -> None:
        self.tables: list[Rows] = []
        self.left = MOST_CELLS
        self.cut = False

    def add(self, rows: Iterable[Iterable[Any]]) -> None:
        """One sheet; blank rows are left out, so that a million of them cost only their time."""
        kept: list[tuple[str, ...]] = []
        for number, row in enumerate(rows):
            if self.left <= 0 or number > _MOST_ROWS:
                self.cut = True
                break
            cells = [_words(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                kept.append(tuple(cells))
                self.left -= len(cells)
        if kept:
            self.tables.append(tuple(kept))

    def told(self, kind: str, names: list[str]) -> FileText:
        text, unread = cut("\n".join(map(as_text, self.tables)))
        first = as_text(self.tables[0][:20])[:FIRST] if self.tables else ""
        pages = len(names) or None
        return FileText(kind, text, first, pages, tuple(self.tables), "too-large" if self.cut else unread)


def _words(value: object) -> str:
    """A cell as people read it: 13800000000.0 is a number without a fraction."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e17:
        return str(int(value))
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value).strip()[:32_767]


def _xls_rows(book: Any, sheet: Any) -> Iterator[list[object]]:
    for number in range(sheet.nrows):
        yield [
            _date(cell.value, book.datemode) if cell.ctype == xlrd.XL_CELL_DATE else cell.value
            for cell in sheet.row(number)
            if cell.ctype != xlrd.XL_CELL_ERROR
        ]


def _date(value: float, mode: int) -> object:
    try:
        return xlrd.xldate.xldate_as_datetime(value, 1 if mode else 0)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return value


def _weighed(body: bytes) -> None:
    """Refuse what would be inflated beyond what may be, before a library does so."""
    packed = Packed(body)
    for name in packed.members:
        if name.endswith((".xml", ".rels")):
            packed.read(name, zipfile.ZIP64_LIMIT)
