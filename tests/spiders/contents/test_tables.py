"""Tables of pages: what heads them, what they hold, what was left blank."""

# ruff: noqa: E501
from __future__ import annotations

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.contents import TableFacts
from spiders.contents.table_facts import from_cells
from spiders.contents.tables import tables_of
from spiders.reading.page import parse_page
from tests.spiders.contents.table_pages import table_page

SEEDS = range(400 if os.environ.get("XUNJIAN_SLOW") else 40)


def tables(html: str) -> tuple[TableFacts, ...]:
    return tables_of(parse_page(f"<body><h1>名录</h1>{html}</body>", "https://example.gov.cn/"))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pasted_list_is_found_with_its_rows_and_blanks_and_nothing_beside_it_is(seed: int) -> None:
    told = table_page(seed)

    (found,) = tables_of(parse_page(told.html, "https://example.gov.cn/"))

    blank = sum(
        found.rows - filled
        for heading, filled in zip(found.headings, found.filled, strict=True)
        if heading.replace(" ", "") != "序号"
    )
    assert (found.rows, blank) == (told.rows, len(told.blanks))
    assert {(one.key, one.heading.replace(" ", "")) for one in found.blanks} <= told.blanks


def test_two_rows_of_headings_are_one_and_merged_cells_count_for_every_row() -> None:
    (found,) = tables(
        "<table><tr><th rowspan=2>区</th><th rowspan=2>名称</th><th colspan=2>联系方式</th></tr><tr><th>电话</th><th>地址</th></tr>"
        "<tr><td rowspan=2>徐汇</td><td>甲</td><td>1</td><td>a</td></tr><tr><td>乙</td><td></td><td>b</td></tr></table>"
    )

    assert found.headings == ("区", "名称", "联系方式/电话", "联系方式/地址")
    assert found.filled == (2, 2, 1, 2)


def test_headings_in_a_table_of_their_own_head_the_rows_below() -> None:
    (found,) = tables(
        "<div><table><tr><td>名称</td><td>地址</td></tr></table></div>"
        "<div><table><tr><td>甲</td><td>某路</td></tr><tr><td>乙</td><td></td></tr></table></div>"
    )

    assert (found.headings, found.filled) == (("名称", "地址"), (2, 1))


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>索引号：</td><td>1</td><td>文号：</td><td></td></tr><tr><td>名称：</td><td colspan=3>某</td></tr></table>",
        "<table><tr><td>事项名称</td><td>婚姻登记</td></tr><tr><td>办理地点</td><td></td></tr><tr><td>联系电话</td><td>1</td></tr></table>",
        "<table><tr><td>导航</td><td>正文<p>第一段。</p></td></tr></table>",
        "<table role=presentation><tr><td>名称</td><td>地址</td></tr><tr><td>甲</td><td></td></tr></table>",
    ],
)
def test_labels_beside_values_and_layout_are_no_lists(html: str) -> None:
    assert tables(html) == ()


def test_cells_of_a_sheet_make_the_same_facts() -> None:
    found = from_cells([["附件1 名录", "", ""], ["序号", "名称", "地址"], ["1", "甲", ""], ["2", "乙", "某路"]])

    assert found is not None
    assert (found.caption, found.rows, [b.key for b in found.blanks]) == ("附件1 名录", 2, ["甲"])


def test_hidden_rows_are_not_there() -> None:
    (found,) = tables(
        "<table><tr><th>名称</th><th>地址</th></tr><tr><td>甲</td><td>某路</td></tr>"
        "<tr style='display:none'><td>乙</td><td></td></tr></table>"
    )

    assert (found.rows, found.blanks) == (1, ())


@pytest.mark.parametrize(
    "html",
    [
        "<table>" + "<tr><td rowspan=65534 colspan=1000>名称</td><td rowspan=9999>地址</td></tr>" * 300 + "</table>",
        "<table><tr><td>" * 400,
        "<table><tr><th>名称</th><th>地址</th></tr>" + "<tr><td>甲</td><td></td></tr>" * 30_000 + "</table>",
        "<table><tr>" + "<td>名称</td>" * 20_000 + "</tr></table>",
    ],
)
def test_an_endless_table_costs_little(html: str) -> None:
    page = parse_page(html, "https://example.gov.cn/")
    began = time.process_time()

    found = tables_of(page)

    assert time.process_time() - began < 2.0
    assert all(len(one.blanks) <= 50 for one in found)


@given(st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=6))
def test_any_cells_at_all_are_borne(rows: list[list[str]]) -> None:
    found = from_cells(rows)

    assert found is None or all(filled <= found.rows for filled in found.filled)
