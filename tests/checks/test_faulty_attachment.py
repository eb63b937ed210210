"""faulty-attachment: there, open, and of the right year; what was not read is no fault."""

from __future__ import annotations

from typing import Any

import pytest

from checks.faulty_attachment import FaultyAttachment
from tests.checks.rounds import Said, from_yaml, said

ROUND = """
今天: 2025-09-10
栏目:
  财政信息: {{稿件: [{{标题: 某某局2024年度部门决算, 日期: 2025-08-20, 地址: {article}}}]}}
应发布:
  - {{name: 部门决算, due: {{yearly: 08-31}}, all_of: [部门决算], attachments: {asked}}}
网页: {pages}
链接: {links}
附件: {files}
"""
PAGE = "{/cz/js.html: {标题: 某某局2024年度部门决算, 正文: %s, 附件: [%s]}}"
TEXT = "根据预算法和政府信息公开条例的规定，现将某某局2024年度部门决算予以公开，请社会各界监督。"
ONE = "{地址: /f/js.pdf, 文字: 决算公开表.pdf}"


def judged(attached: str = ONE, text: str = TEXT, **more: Any) -> Said:
    told = {
        "pages": PAGE % (text, attached),
        "links": "[]",
        "files": "[]",
        "asked": "required",
        "article": "/cz/js.html",
    }
    return said(FaultyAttachment(), from_yaml(ROUND.format(**told | more))[0])


def read(words: str) -> str:
    return f"[{{地址: /f/js.pdf, {words}}}]"


def test_an_article_without_any_is_told() -> None:
    fault = judged("").faults[0]

    assert fault.title == "“部门决算”（2025年）已发布“某某局2024年度部门决算”，但没有附件"


@pytest.mark.parametrize(
    ("files", "wrong"),
    [
        ("实为: html, 首行: 页面不存在", "点开是网页（页面不存在），不是文件"),
        ("实为: empty", "是空文件"),
        ("未读: damaged", "文件损坏，读不出"),
        ("未读: encrypted", "有密码，打不开"),
        ("首行: 某某局2022年度部门决算, 年份: [2022]", "写的是 2022 年"),
    ],
)
def test_one_that_is_not_what_it_should_be_is_told(files: str, wrong: str) -> None:
    assert judged(files=read(files)).faults[0].evidence["attachments"] == [f"“决算公开表.pdf”{wrong}"]


def test_one_that_does_not_open_is_told() -> None:
    found = judged(links="[{地址: /f/js.pdf, 结论: 打不开, 原因: http-404}]")

    assert found.faults[0].evidence["attachments"] == ["“决算公开表.pdf”打不开（服务器回答 404（找不到））"]


@pytest.mark.parametrize(
    "files",
    [
        "首行: 某某局2024年度部门决算, 年份: [2024]",
        "首行: 收支决算总表, 年份: []",
        "首行: 收支决算总表, 年份: [2019]",  # a law that the first page names
        "首行: 2022年度与2024年度对照, 年份: [2022, 2024]",
        "未读: scanned",
    ],
)
def test_one_that_opens_and_states_no_other_year_is_sound(files: str) -> None:
    found = judged(files=read(files))

    assert (found.faults, found.untold) == ([], [])


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({}, "attachment-not-read"),
        ({"files": read("原因: timeout")}, "timeout"),
        ({"links": "[{地址: /f/js.pdf, 结论: 无法判断, 原因: blocked-by-firewall}]"}, "blocked-by-firewall"),
        ({"pages": "{}"}, "page-not-read"),
        ({"files": read("实为: doc, 未读: damaged")}, "damaged"),
    ],
)
def test_what_was_not_read_is_left_undecided(more: dict[str, Any], reason: str) -> None:
    assert judged(**more).reasons == [("部门决算", reason)]


def test_a_page_that_is_drawn_by_script_is_left_undecided() -> None:
    assert judged("", text="''").reasons == [("部门决算", "scripted-page")]


def test_one_of_several_that_states_the_right_year_is_enough() -> None:
    two = f"{ONE}, {{地址: /f/old.pdf, 文字: 2022年度决算（参考）.pdf}}"
    files = "[{地址: /f/js.pdf, 首行: 2024年度决算, 年份: [2024]}, {地址: /f/old.pdf, 年份: [2022]}]"

    assert judged(two, files=files).faults == []


def test_an_article_that_is_a_file_itself_is_its_own_attachment() -> None:
    found = judged(article="/f/js.pdf", pages="{}", files=read("首行: 2022年度部门决算, 年份: [2022]"))

    # The article's own title names the right year.
    assert found.faults == []


def test_what_the_plan_does_not_ask_for_is_not_looked_at() -> None:
    assert judged("", asked="optional").faults == []
