"""The names by which titles call a document, and the editions that they state."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.editions import conflict, editions, without_editions
from checks.names import fold, key_of, kind_of, names_in_interpretation, names_of_document

LETTERS = "上海市慈善组织认定养老服务机构管理暂行条例实施细则登记年检"
names = st.text(alphabet=LETTERS, min_size=4, max_size=20).map(lambda s: s + "办法")


@pytest.mark.parametrize(
    "wrapper",
    [
        "《{}》解读", "《{}》政策解读", "关于《{}》的解读", "《{}》（沪民规〔2024〕3号）政策解读", "《{}》解读材料",
        "解读《{}》", "一图读懂 | {}", "一图读懂丨{}", "一图读懂：{}", "图解：{}", "{}图解",
        "【文字解读】《{}》政策解读", "专家解读 | 《{}》", "上海市民政局有关负责人就《{}》答记者问",
        "《民政局印发〈{}〉的通知》的政策解读", "《{}》的说明", "政策解读丨《{}》",
    ],
)  # fmt: skip
@given(name=names)
def test_an_interpretations_title_gives_the_name_of_its_policy(wrapper: str, name: str) -> None:
    assert key_of(fold(name)) in {n.key for n in names_in_interpretation(wrapper.format(name))}


@pytest.mark.parametrize("wrapper", ["{}", "《{}》", "关于印发《{}》的通知", "上海市民政局关于印发《{}》的通知"])
@given(name=names)
def test_a_notices_title_gives_the_name_of_what_it_promulgates(wrapper: str, name: str) -> None:
    assert key_of(fold(name)) in {n.key for n in names_of_document(wrapper.format(name))}


@pytest.mark.parametrize("title", ["废止《{}》的通知", "转发《{}》的通知", "修改《{}》的决定"])
def test_a_document_about_another_is_not_that_other(title: str) -> None:
    keys = {n.key for n in names_of_document("关于" + title.format("社会团体管理办法"))}
    assert "社会团体管理办法" not in keys


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("养老服务规范（2024年版）", {("年", "2024")}),
        ("管理办法（2025年修订）", {("年", "2025")}),
        ("2024—2026年行动计划", {("年", "2024"), ("年", "2026")}),
        ("二〇二四年工作要点", {("年", "2024")}),
        ("第三批名单", {("批", "3")}),
        ("工作简报第12期", {("期", "12")}),
        ("“十四五”民政事业发展规划", {("五年规划", "十四五")}),
        ("2024年3月发放情况", {("年", "2024"), ("月", "3")}),
        ("《办法（征求意见稿）》", {("稿", "征求意见")}),
        ("《办法》（沪民规〔2024〕3号）", set()),
        ("关于办法的通知", set()),
    ],
)
def test_a_title_names_its_editions(title: str, named: set[tuple[str, str]]) -> None:
    assert editions(fold(title)) == named


@given(st.text(max_size=80))
def test_no_title_raises(text: str) -> None:
    names_in_interpretation(text)
    names_of_document(text)
    kind_of(text)
    without_editions(fold(text))


def test_a_title_of_nothing_but_digits_is_read_at_once() -> None:
    began = time.process_time()
    names_in_interpretation("9" * 40)
    assert time.process_time() - began < 1


@given(st.text(max_size=80))
def test_no_title_states_another_edition_than_its_own(text: str) -> None:
    assert not conflict(editions(fold(text)), editions(fold(text)))
