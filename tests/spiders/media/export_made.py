"""Tables as back offices and tools write them, in every kind of file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import Any

import openpyxl
import xlwt

Rows = Sequence[Sequence[Any]]
KINDS = ("csv-utf8", "csv-bom", "csv-gbk", "csv-utf16", "tsv", "xlsx", "xls", "html")


def write_table(kind: str, rows: Rows) -> bytes:
    """The rows in a file of that kind; dates as that kind writes them."""
    if kind == "xlsx":
        return workbook({"数据": rows})
    if kind == "xls":
        return _old(rows)
    if kind == "html":
        return _page(rows)
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if kind == "tsv" else ",").writerows(
        [[said(value) for value in row] for row in rows]
    )
    charset = {"csv-bom": "utf-8-sig", "csv-gbk": "gb18030", "csv-utf16": "utf-16"}.get(kind, "utf-8")
    return out.getvalue().encode(charset)


def workbook(sheets: dict[str, Rows], links: dict[str, str] | None = None, merged: Sequence[str] = ()) -> bytes:
    """An .xlsx; `links` by cell of the first sheet, and its merged ranges."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    first = book.worksheets[0]
    for place, target in (links or {}).items():
        first[place].hyperlink = target
    for span in merged:
        first.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def said(value: Any) -> str:
    """A value as a CSV says it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _old(rows: Rows) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("数据")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, (datetime, date)):
                sheet.write(number, column, value, xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss"))
            elif value is not None:
                sheet.write(number, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _page(rows: Rows) -> bytes:
    lines = ("<tr>" + "".join(f"<td>{escape(said(value))}</td>" for value in row) + "</tr>" for row in rows)
    head = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312"></head>'
    return f"{head}<body><table>{''.join(lines)}</table></body></html>".encode("gb18030")
