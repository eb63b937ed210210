"""Workbooks of a few kilobytes that would fill a machine's memory: read by what they hold, or refused."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import datetime

import pytest

from inspection.sources import Listing
from spiders.media.export_file import read_export
from spiders.reading.dates import SHANGHAI
from tests.spiders.media.export_made import write_table

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 20}">' for n in range(1, 9))
BOMB = f'<!DOCTYPE x [<!ENTITY b0 "{"x" * 1000}">{ENTITIES}]>'
CELL = '<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{value}</t></is></c></row>'


def workbook(behind_rows: str = "", behind_data: str = "", before: str = "") -> bytes:
    """One article, with that markup put into its sheet."""
    made, book = io.BytesIO(), io.BytesIO(write_table("xlsx", [["内容标题", "发表时间"], ["救助安排", "2026-11-20"]]))
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if name == SHEET:
                part = part.replace("</sheetData>", f"{behind_rows}</sheetData>{behind_data}")
                part = f'<?xml version="1.0"?>{before}{part[part.index("<worksheet") :]}'
            new.writestr(name, part)
    return made.getvalue()


def read(body: bytes) -> tuple[Listing, float]:
    """The listing, and the megabytes that it took at most."""
    tracemalloc.start()
    try:
        listing = read_export(body, "导出.xlsx", now=NOW)
        return listing, tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "body",
    [
        workbook(CELL.format(row=1048576, place="XFD1048576", value="x")),
        workbook(behind_data='<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'),
        workbook(behind_data='<hyperlinks><hyperlink location="x" ref="A3:XFD1048576"/></hyperlinks>'),
    ],
    ids=["far cell", "merged range", "linked range"],
)
def test_a_range_without_end_costs_no_memory_and_no_article(body: bytes) -> None:
    listing, megabytes = read(body)

    assert [article.title for article in listing.articles] == ["救助安排"]
    assert megabytes < 100


@pytest.mark.parametrize("before", [BOMB, f"<!--{' ' * 5000}-->{BOMB}"], ids=["at once", "late"])
def test_entities_are_never_expanded(before: str) -> None:
    listing, megabytes = read(workbook(CELL.format(row=3, place="A3", value="&b8;"), before=before))

    assert listing.refusal is not None
    assert listing.refusal.reason == "file-unreadable"
    assert megabytes < 100
