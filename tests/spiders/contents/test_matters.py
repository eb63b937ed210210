"""Matters of a directory of decisions, read of pages laid out in many ways."""

from __future__ import annotations

import random

import pytest

from checks.decision_stages import Linking
from inspection.contents import Matter
from spiders.contents.reader import read_content
from tests.checks.rounds import observed
from tests.spiders.contents.directories import LAYOUTS, Row, page, rows

URL = "https://example.gov.cn/jc/"


def read(
    body: str, rng: random.Random | None = None, title: str = "2024年度重大行政决策事项目录"
) -> tuple[Matter, ...]:
    return read_content(page(body, rng or random.Random(0), title), URL).matters


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("seed", range(6))
def test_every_layout_gives_each_matter_its_stages(layout: object, seed: int) -> None:
    rng = random.Random(seed)
    wanted: list[Row] = [row for row in rows(rng) if row.links]
    assert callable(layout)
    found = read(layout(wanted, rng), rng)
    linking = Linking(observed())
    assert {matter.name: linking.standing(matter).linked for matter in found} == {
        row.name: set(row.links) for row in wanted
    }


def test_words_in_place_of_a_link_are_kept() -> None:
    found = read(
        "<table><tr><th>事项名称</th><th>会议</th></tr><tr><td>社区食堂管理办法</td><td>不涉及</td></tr></table>"
    )
    assert found == (Matter("社区食堂管理办法", (), {"会议": "不涉及"}),)


def test_a_plain_numbered_list_has_matters_without_links() -> None:
    found = read("<p>1.社区食堂建设管理办法</p><p>2.养老服务设施布局规划</p>")
    assert [(matter.name, matter.links) for matter in found] == [
        ("社区食堂建设管理办法", ()),
        ("养老服务设施布局规划", ()),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p>现将目录印发给你们，请认真贯彻执行。</p><p><a href='/f/1.pdf'>附件：目录.pdf</a></p>",
        "<p>一、各单位应当履行公众参与程序。</p><p>二、目录实行动态管理。</p>",
        "",
        "<table><tr><td>",
        "<table>" * 300 + "事项名称",
        "<table><tr><th>事项名称</th><td colspan=99999 rowspan=99999>x</td></tr></table>",
    ],
)
def test_a_page_without_matters_has_none_and_nothing_breaks(body: str) -> None:
    assert read(body) == ()


def test_a_page_about_something_else_is_not_searched_for_matters() -> None:
    row = "<tr><td>婚姻登记档案查询</td><td><a href='/1'>看</a></td></tr>"
    table = f"<table><tr><th>事项名称</th><th>结果</th></tr>{row}</table>"
    assert read(table, title="办事指南") == ()


def test_words_among_the_links_of_one_cell_are_kept_and_name_no_link() -> None:
    (found,) = read(
        "<table><tr><th>事项名称</th><th>公开情况</th></tr><tr><td>社区食堂管理办法</td><td><a href=1>征求意见</a><br>"
        "会议：不涉及<br><a href=4>决策结果</a></td></tr></table>"
    )

    assert (found.said, [link.heading for link in found.links]) == ({"会议": "不涉及"}, ["公开情况", "公开情况"])


def test_words_among_the_links_of_one_line_are_kept() -> None:
    (found, *_) = read(
        "<p>一、社区食堂管理办法</p><p>征求意见：<a href=1>公告</a>　采纳情况：正在进行</p>"
        "<p>二、养老床位规划</p><p>征求意见：<a href=2>公告</a>　采纳情况：<a href=3>查看</a></p>"
    )

    assert found.said == {"采纳情况": "正在进行"}
