"""Document numbers: spellings that mean the same thing meet, others stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.titles import document_numbers, normalise_number, number_key


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


CUES = (
    "根据", "贯彻落实", "结合", "代替", "现就", "现将", "近日", "我局印发了", "市政府公布", "出台",
    "解读", "文号", "同时废止",
)  # fmt: skip


@pytest.mark.parametrize("cue", CUES)
@pytest.mark.parametrize("number", ["沪民规〔2025〕3号", "国务院令第706号", "太原市人民政府令第5号"])
def test_a_word_before_the_number_does_not_cling_to_it(cue: str, number: str) -> None:
    assert document_numbers(f"{cue}{number}有关内容") == [number]


def test_the_key_of_a_number_forgets_leading_zeros_and_di() -> None:
    assert number_key("沪民规〔2024〕第03号") == number_key("沪民规[2024]3号")


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    document_numbers(text)
    number_key(text)
