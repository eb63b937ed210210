"""What a page holds and does not show gives people away to whoever looks at its source."""

from __future__ import annotations

import time
from random import Random

import pytest

from inspection.contents import HIDDEN, Personal
from spiders.contents.reader import read_content
from tests.spiders.contents.personal_cases import id_number, mobile

URL = "https://example.gov.cn/gs/1.html"
ID = id_number(Random(3))
CASE = "11010120250332123X"


def read(body: str) -> list[tuple[Personal, bool]]:
    page = f"<title>低保名单公示</title><h1>低保名单公示</h1>{body}<p>特此公示。</p>"
    content = read_content(page.encode(), URL, content_type="text/html; charset=utf-8")
    assert ID not in str(content.personal)
    return [(datum.kind, datum.context.endswith(HIDDEN)) for datum in content.personal]


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td>姓名<td style='display:none'>证件<tr><td>张三<td style='DISPLAY: none'>{ID}</table>",
        f"<div style='display:none'><p>张三，{ID}</p></div>",
        f"<p>张三<span style='display: none'>{ID}</span></p>",
        f"<input type=hidden name=sfzh value='{ID}'>",
        f"<input type=hidden value={ID}>",
        f"<!-- 张三 {ID} -->",
        f"<!-- <td>{ID}</td> -->",
        f"<textarea>{ID}</textarea>",
        f"<tr data-sfz='{ID}'><td>张三</td></tr>",
        f'<script>var list=[{{"name":"张三","idCard":"{ID}"}}]</script>',
    ],
)
def test_an_id_number_that_is_not_displayed_is_found_and_said_to_be_in_the_source(body: str) -> None:
    assert read(body) == [(Personal.ID, True)]


def test_hidden_columns_are_judged_by_their_headings() -> None:
    phone = mobile(Random(4))
    rows = f"<tr><td>张三<td style='display:none'>{ID}<td style='display:none'>{phone}"
    table = f"<table><tr><td>姓名<td style='display:none'>身份证号<td style='display:none'>本人电话{rows}</table>"

    assert read(table) == [(Personal.ID, True), (Personal.MOBILE, True)]


@pytest.mark.parametrize(
    "body",
    [
        f"<a href='/f/{ID}.pdf'>附件</a>",
        f"<a href='/view?id={ID}'>查看</a>",
        f"<img src='P{ID}.jpg'><div id='{ID}'></div>",
        f"<script>var page = {{token: {ID}, url: '/a/{ID}'}}</script>",
        f"<!-- 办件编号：{ID} -->",
        "<!-- 统一社会信用代码：11310000MB2F30123X 110101199003070000 -->",
        f"<input type=hidden value='{CASE}'><input type=hidden value='{ID[:6]}********{ID[-4:]}'>",
    ],
)
def test_addresses_and_numbers_of_other_things_are_left_alone(body: str) -> None:
    assert read(body) == []


def test_what_is_shown_as_well_is_told_once_as_shown() -> None:
    assert read(f"<p>张三，身份证号{ID}</p><!-- {ID} --><input type=hidden value='{ID}'>") == [(Personal.ID, False)]


@pytest.mark.parametrize("bit", ["<script ", "<!--", "11010119900307", "<td style='display:none'>1 ", f"<!--{ID}-->"])
def test_hostile_pages_are_read_in_time(bit: str) -> None:
    page = bit * (60_000 // len(bit)) + f"<!-- {ID} -->"
    began = time.process_time()
    read_content(page.encode(), URL, content_type="text/html; charset=utf-8")

    assert time.process_time() - began < 2
