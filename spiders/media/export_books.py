"""Excel workbooks, new and old: cells with their links. Macros and formulas are never run; bombs are refused."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal

import openpyxl
import xlrd
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from spiders.media.export_cells import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Row,
    Span,
    Table,
    TableError,
    Value,
    cell_of,
    filled,
    is_formula,
    table_of,
)

MAX_UNPACKED = 200 * 1024 * 1024  # bytes of a workbook's parts together
_MOST_LINKED = 24 * 1024 * 1024  # unpacked; a larger workbook is streamed, and its cells' links are not seen
_MOST_OLD_LINKED = 4_000_000  # bytes of an .xls, whose links are read only together with its formatting
_MOST_PARTS = 2000
_MOST_CELLS = 1_000_000  # of a sheet, or of its ranges: what has more is streamed as well
_SPAN = re.compile(
    rb"""<(?:\w{1,10}:)?(?:mergeCell|hyperlink)\s[^<>]{0,2000}?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
# What the libraries let through on a damaged file.
_DAMAGE = (InvalidFileException, zipfile.BadZipFile, zlib.error, struct.error, CompDocError, AssertionError, KeyError,
           IndexError, ValueError, TypeError, AttributeError, OSError, SyntaxError, EOFError, OverflowError,
           NotImplementedError, RuntimeError, ZeroDivisionError)  # fmt: skip


def read_xlsx(body: bytes) -> list[Table]:
    """The sheets of an .xlsx or .xlsm. Raises TableError."""
    try:
        large = _unpacked(body) > _MOST_LINKED or _spans(body) > _MOST_CELLS
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=large)
        if not large and any(_places(sheet) > _MOST_CELLS for sheet in book.worksheets):
            # A single value far out would make a cell of every place before it.
            book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
        early = book.epoch.year == 1904
        sheets = [(sheet.title, list(_raw_rows(sheet))) for sheet in book.worksheets]
        worked_out: dict[str, list[list[Any]]] = {}
        if any(is_formula(value) for _, rows in sheets for row in rows for value, _ in row):
            # What Excel last worked out is kept beside the formulas, and read by a second look.
            second = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
            worked_out = {sheet.title: [[value for value, _ in row] for row in _raw_rows(sheet)] for sheet in second}
        merged = {sheet.title: _merged(sheet) for sheet in book.worksheets}
        return [
            table_of(name, filled(_cells(rows, worked_out.get(name, [])), merged[name]), early=early)
            for name, rows in sheets
        ]
    except _DAMAGE as error:
        raise TableError("file-unreadable", f"文件损坏（{type(error).__name__}）") from error


def read_xls(body: bytes) -> list[Table]:
    """The sheets of an old .xls. Raises TableError."""
    if "EncryptedPackage".encode("utf-16-le") in body:
        raise TableError("file-unreadable", "文件有密码")
    try:
        book = xlrd.open_workbook(
            file_contents=body, logfile=io.StringIO(), formatting_info=len(body) < _MOST_OLD_LINKED
        )
        mode: Literal[0, 1] = 1 if book.datemode else 0
        return [
            table_of(sheet.name, filled(_old_rows(sheet, mode), sheet.merged_cells), early=mode == 1)
            for sheet in book.sheets()
        ]
    except XLRDError as error:
        detail = "文件有密码" if "encrypted" in str(error).lower() else "不是完好的 Excel 文件"
        raise TableError("file-unreadable", detail) from error
    except _DAMAGE as error:
        raise TableError("file-unreadable", f"文件损坏（{type(error).__name__}）") from error


def _unpacked(body: bytes) -> int:
    """Unpacked size in bytes. Raises TableError for a bomb, for entities in its XML, and for what is no workbook."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if size > MAX_UNPACKED or len(parts) > _MOST_PARTS:
            raise TableError("too-large", "表格文件解压后过大")
        if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
            raise TableError("file-unreadable", "不是 Excel 表格")
        if any(part.flag_bits & 1 for part in parts):
            raise TableError("file-unreadable", "文件有密码")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(4096):
                        raise TableError("file-unreadable", "文件里有不应有的声明")
    return size


def _places(sheet: Any) -> int:
    return int(min(sheet.max_row, MAX_ROWS + 1) * min(sheet.max_column, MAX_COLUMNS))


def _spans(body: bytes) -> int:
    """How many cells the workbook's merged ranges and linked ranges hold, for each of which one would be made."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        sheets = [part for part in archive.infolist() if part.filename.lower().startswith("xl/worksheets/")]
        return sum(_area(match) for part in sheets for match in _SPAN.finditer(archive.read(part)))


def _area(span: re.Match[bytes]) -> int:
    left, top, right, bottom = (part.decode() for part in span.groups())
    wide = column_index_from_string(right) - column_index_from_string(left) + 1
    return max(wide, 1) * max(int(bottom) - int(top) + 1, 1)


def _raw_rows(sheet: Any) -> Iterator[list[tuple[Any, str]]]:
    if hasattr(sheet, "reset_dimensions"):  # a streamed sheet may state wrong ones; what it holds counts
        sheet.reset_dimensions()
        rows = islice(sheet.iter_rows(), MAX_ROWS + 1)
    else:
        rows = sheet.iter_rows(max_row=min(sheet.max_row, MAX_ROWS + 1), max_col=min(sheet.max_column, MAX_COLUMNS))
    for row in rows:
        yield [(cell.value, _link(getattr(cell, "hyperlink", None))) for cell in row[:MAX_COLUMNS]]


def _merged(sheet: Any) -> list[Span]:
    ranges = getattr(getattr(sheet, "merged_cells", None), "ranges", ())
    return [(found.min_row - 1, found.max_row, found.min_col - 1, found.max_col) for found in ranges]


def _link(hyperlink: object) -> str:
    target = getattr(hyperlink, "target", None)
    return target if isinstance(target, str) else ""


def _cells(rows: list[list[tuple[Any, str]]], worked_out: list[list[Any]]) -> Iterator[Row]:
    for number, row in enumerate(rows):
        known = worked_out[number] if number < len(worked_out) else []
        yield tuple(
            cell_of(known[place] if is_formula(value) and place < len(known) else value, link)
            for place, (value, link) in enumerate(row)
        )


def _old_rows(sheet: xlrd.sheet.Sheet, mode: Literal[0, 1]) -> Iterator[Row]:
    links = {place: found.url_or_path for place, found in getattr(sheet, "hyperlink_map", {}).items()}
    for number in range(min(sheet.nrows, MAX_ROWS + 1)):
        row = []
        for column in range(min(sheet.row_len(number), MAX_COLUMNS)):
            value: Value = sheet.cell_value(number, column)
            kind = sheet.cell_type(number, column)
            if kind == xlrd.XL_CELL_DATE and isinstance(value, float):
                value = _moment(value, mode)
            elif kind in {xlrd.XL_CELL_ERROR, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_EMPTY}:
                value = None
            link = links.get((number, column)) or ""
            row.append(Cell(value, link if isinstance(link, str) else link.decode("utf-8", "replace")))
        yield tuple(row)


def _moment(value: float, mode: Literal[0, 1]) -> Value:
    try:
        return xlrd.xldate.xldate_as_datetime(value, mode)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return value
