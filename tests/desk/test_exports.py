"""Lists as files: what is in them is what was listed, and no spreadsheet runs any of it."""

from __future__ import annotations

import asyncio
import csv
import io
import re
from datetime import datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.exports import Cell, Kind, disposition, guarded, table_response

AT = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
cells = st.text(max_size=40) | st.sampled_from(["=1+1", "\t=x", "@SUM(A1)", "-2", "＝1", "\x00\x07", "\ud800", "' =1"])


def content(kind: Kind, rows: list[tuple[Cell, ...]]) -> bytes:
    async def read() -> bytes:
        answer = table_response(kind, "问题单", ["甲", "乙"], rows)
        return b"".join([bytes(block) async for block in answer.body_iterator])  # type: ignore[arg-type]

    return asyncio.run(read())


@given(st.lists(cells, max_size=5))
def test_a_csv_file_reads_back_as_it_was_guarded(texts: list[str]) -> None:
    found = content("csv", [(text, n) for n, text in enumerate(texts)])

    read = list(csv.reader(io.StringIO(found.decode("utf-8-sig"), newline="")))
    assert found.startswith(b"\xef\xbb\xbf")
    assert read == [["甲", "乙"], *([guarded(text), str(n)] for n, text in enumerate(texts))]


@given(cells)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    assert not guarded(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_a_workbook_keeps_times_as_times_and_texts_as_texts() -> None:
    found = content("xlsx", [("=cmd|' /C calc'!A0", AT), ("\x0b控制", None), ("x" * 40_000, 3)])

    sheet = openpyxl.load_workbook(io.BytesIO(found)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[:3] == [("甲", "乙"), ("'=cmd|' /C calc'!A0", datetime(2026, 11, 23, 8, 30)), (" 控制", None)]
    assert sheet.freeze_panes == "A2"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "d", "n"}


@pytest.mark.parametrize(
    "name", ["问题单 11月.csv", "a\r\nSet-Cookie: x.csv", '".csv', "\ud800.csv", "..csv", "é" * 300]
)
def test_a_files_name_breaks_no_header_and_is_whole(name: str) -> None:
    header = disposition(name)

    said = header.rpartition("''")[2]
    assert re.fullmatch(r"attachment; filename=\"[A-Za-z0-9_.-]+\"; filename\*=UTF-8''[A-Za-z0-9_.~%-]+", header)
    assert unquote(said)[-3:] in (name[-3:], "é" * 3)
