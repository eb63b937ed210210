"""Titles and document numbers: spellings that mean the same thing meet, others stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.titles import document_numbers, editions, normalise_number, number_key, plain_title, quoted_titles


@pytest.mark.parametrize(
    "spelling",
    ["沪民规〔2024〕3号", "沪民规[2024]3号", "沪民规（2024）3号", "沪民规﹝2024﹞3号", "沪民规【2024】 3 号",
    "（沪民规〔２０２４〕３号）"],
)  # fmt: skip
def test_spellings_of_one_number_share_their_normal_form(spelling: str) -> None:
    assert normalise_number(spelling) == "沪民规〔2024〕3号"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据《办法》（沪民规[2024]3号）和国办发﹝2019﹞6号精神", ["沪民规〔2024〕3号", "国办发〔2019〕6号"]),
        ("国办发明电〔2018〕15号", ["国办发明电〔2018〕15号"]),
        ("为贯彻落实沪府办发〔2024〕12号文件", ["沪府办发〔2024〕12号"]),
        ("自然资规〔2023〕1号", ["自然资规〔2023〕1号"]),
        ("沪经信法〔2024〕8号", ["沪经信法〔2024〕8号"]),
        ("中发〔2020〕3号", ["中发〔2020〕3号"]),
        ("工信部联企业〔2020〕108号", ["工信部联企业〔2020〕108号"]),
        ("沪民（养）发（2024）第12号", ["沪民（养）发〔2024〕第12号"]),
        ("国令第706号", ["国令第706号"]),
        ("依据财政部令第105号", ["财政部令第105号"]),
        ("中华人民共和国国务院令第706号公布", ["中华人民共和国国务院令第706号"]),
        ("《关于修改的决定》 2026年第45号令", ["2026年第45号令"]),
        ("主席令第七十号", ["主席令第七十号"]),
        ("民政部公告2024年第3号", ["民政部公告2024年第3号"]),
        ("索引号 000014349/2018-00206，第12号议案，〔2024〕", []),
    ],
)
def test_document_numbers_are_found_without_the_text_around_them(text: str, numbers: list[str]) -> None:
    assert document_numbers(text) == numbers


@given(
    st.sampled_from(["沪民规", "国办发", "财会", "民办函", "沪府办规", "京人社养字"]),
    st.integers(1950, 2099),
    st.integers(1, 99999),
    st.sampled_from(["〔〕", "[]", "（）", "()", "﹝﹞", "【】"]),
    st.sampled_from(["", "根据", "（", "见《办法》（", "文号："]),
)
def test_any_number_is_found_in_running_text(code: str, year: int, count: int, marks: str, before: str) -> None:
    text = f"{before}{code}{marks[0]}{year}{marks[1]}{count}号）的要求"
    assert document_numbers(text) == [f"{code}〔{year}〕{count}号"]


def test_the_key_of_a_number_forgets_leading_zeros_and_di() -> None:
    assert number_key("沪民规〔2024〕第03号") == number_key("沪民规[2024]3号")


def test_outer_quoted_titles_come_before_those_inside_them() -> None:
    text = "《民政局印发〈管理办法〉的通知》和《细则》"
    assert quoted_titles(text) == ["民政局印发〈管理办法〉的通知", "管理办法", "细则"]


names = st.text(alphabet="上海市慈善组织认定养老服务机构管理暂行条例实施细则登记年检", min_size=4, max_size=20).map(
    lambda s: s + "办法"
)


@pytest.mark.parametrize(
    "wrapper",
    [
        "《{}》解读", "《{}》政策解读", "关于《{}》的解读", "《{}》（沪民规〔2024〕3号）政策解读",
        "《{}》解读材料", "解读《{}》",
        "一图读懂 | {}", "一图读懂丨{}", "一图读懂：{}", "图解：{}", "{}图解", "【文字解读】《{}》政策解读",
        "专家解读 | 《{}》",
        "上海市民政局有关负责人就《{}》答记者问", "《民政局印发〈{}〉的通知》的政策解读",
        "上海市民政局关于印发《{}》的通知",
        "关于印发《{}》的通知_上海市民政局", "《{}》的说明", "政策解读丨《{}》", "{} - 上海市人民政府网站", "{}",
    ],
)  # fmt: skip
@given(name=names)
def test_a_wrapper_leaves_the_name_of_the_policy(wrapper: str, name: str) -> None:
    assert plain_title(wrapper.format(name)) == name


@pytest.mark.parametrize(
    "title", ["关于废止《管理办法》的通知", "关于转发《管理办法》的通知", "关于修改《管理办法》的决定"]
)
def test_a_document_about_another_is_not_that_other(title: str) -> None:
    assert plain_title(title) != "管理办法"


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("养老服务规范（2024年版）", {"2024"}),
        ("管理办法（2025年修订）", {"2025"}),
        ("2024—2026年行动计划", {"2024", "2026"}),
        ("二〇二四年工作要点", {"2024"}),
        ("第三批名单", {"第3批"}),
        ("工作简报第12期", {"第12期"}),
        ("“十四五”民政事业发展规划", {"十四五"}),
        ("2024年3月发放情况", {"2024", "3月"}),
        ("《办法（征求意见稿）》", {"征求意见稿"}),
        ("《办法》（沪民规〔2024〕3号）", set()),
        ("关于办法的通知", set()),
    ],
)
def test_a_title_names_its_editions(title: str, named: set[str]) -> None:
    assert editions(title) == named


@given(st.text(max_size=80))
def test_no_title_raises(text: str) -> None:
    plain_title(text)
    editions(text)
    document_numbers(text)
    quoted_titles(text)
