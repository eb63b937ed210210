"""A list as a file for Excel: CSV or XLSX, row by row, with nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Annotated, Literal, TypeAlias, get_args
from urllib.parse import quote

from fastapi import Depends, HTTPException
from fastapi.responses import StreamingResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from store.values import clean

Kind = Literal["csv", "xlsx"]
Cell: TypeAlias = str | int | float | bool | date | datetime | None
MOST_ROWS = 1_000_000  # a sheet has 1,048,576
_LONGEST = 32_000  # characters: a cell has 32,767
_BLOCK = 64 * 1024
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _asked(kind: str) -> Kind:
    found: Kind | None = next((one for one in get_args(Kind) if one == kind), None)
    if found is None:
        raise HTTPException(404, "只能导出为 .xlsx 或 .csv")
    return found


TheKind = Annotated[Kind, Depends(_asked)]  # of an address that ends in `.{kind}`


def table_response(kind: Kind, name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingResponse:
    """The file `<name>.<kind>` to be kept. Times are written as they stand: give them in the plan's zone."""
    limited = (row for _, row in zip(range(MOST_ROWS), rows, strict=False))
    body = _csv(headings, limited) if kind == "csv" else _xlsx(name, headings, limited)
    return StreamingResponse(
        body, media_type=_TYPES[kind], headers={"Content-Disposition": disposition(f"{name[:100]}.{kind}")}
    )


def disposition(file_name: str) -> str:
    """`attachment` with the name as all programs read it: in ASCII, and as it is."""
    whole = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]', "_", clean(file_name))[:120]
    ascii_ = re.sub(r"[^A-Za-z0-9._-]+", "_", whole).strip("_") or "export"
    if ascii_.startswith("."):
        ascii_ = f"export{ascii_}"
    return f"attachment; filename=\"{ascii_}\"; filename*=UTF-8''{quote(whole, safe='')}"


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula, without what its file cannot hold."""
    held = ILLEGAL_CHARACTERS_RE.sub(" ", clean(text))[:_LONGEST]
    return f"'{held}" if held.lstrip(" ").startswith(_FORMULAS) else held


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """With a byte order mark, by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    yield b"\xef\xbb\xbf"
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
        if out.tell() > _BLOCK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _written(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return guarded(cell) if isinstance(cell, str) else cell


def _xlsx(name: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Made row by row in a file, which is sent when it is whole: a zip's index comes last."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "_", clean(name))[:31] or "Sheet1")
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(40, max(12, len(heading) * 2 + 4))
    sheet.append([_heading(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([_typed(sheet, cell) for cell in row])
    with tempfile.TemporaryFile() as kept:
        book.save(kept)
        kept.seek(0)
        yield from _blocks(kept)


def _blocks(kept: IO[bytes]) -> Iterator[bytes]:
    while block := kept.read(_BLOCK):
        yield block


def _heading(sheet: WriteOnlyWorksheet, words: str) -> object:
    cell = WriteOnlyCell(sheet, guarded(words))
    cell.font = Font(bold=True)
    return cell


def _typed(sheet: WriteOnlyWorksheet, value: Cell) -> object:
    """A text is a text whatever it begins with; Excel's times have no zone."""
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value.replace(tzinfo=None, microsecond=0))
        cell.number_format = "yyyy-mm-dd hh:mm"
        return cell
    if isinstance(value, bool):
        return "是" if value else "否"
    return guarded(value) if isinstance(value, str) else value
