"""Until when documents are valid, by their own closing clauses."""

from __future__ import annotations

import random
from datetime import date

import pytest

from checks.validity import is_marked_over, shown_state, term_of
from checks.validity_clauses import extension_in
from tests.checks.validity_texts import silent, stating

TITLE = "上海市某某管理办法"
MANY = range(300)


def end_of(
    text: str, title: str = TITLE, fields: dict[str, str] | None = None, issued: date | None = None
) -> date | None:
    term = term_of(title, text, fields or {}, (), issued)
    return term.end if term else None


def test_every_clause_that_states_a_term_is_understood() -> None:
    clauses = [stating(random.Random(seed)) for seed in MANY]
    assert [end_of(one.text) for one in clauses] == [one.end for one in clauses]


def test_no_term_is_read_where_the_document_states_none() -> None:
    assert [end_of(silent(random.Random(seed)).text) for seed in MANY] == [None] * len(MANY)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("有效期至2025年12月31日。", date(2025, 12, 31)),
        ("本方案自印发之日起实施，有效期至2025年底。", date(2025, 12, 31)),
        ("本方案自印发之日起实施，有效期至2025年2月。", date(2025, 2, 28)),
        ("本意见自2024年1月1日起至2025年12月31日止执行。", date(2025, 12, 31)),
        ("本办法自2024年2月29日起施行，有效期1年。", date(2025, 2, 27)),
        ("本规定自2022年1月1日起暂行，暂行期2年。", date(2023, 12, 31)),
        ("本办法自2019年10月1日起实施，2024年9月30日自行废止。", date(2024, 9, 30)),
        ("本办法自2019年10月1日起实施，2014年9月30日印发的原办法废止。", None),
        ("（2024年2月18日起施行，有效期至2029年2月17日）某市关于改革的意见", date(2029, 2, 17)),
        ("《上海市某某管理办法》自2020年1月1日起施行，有效期5年。", date(2024, 12, 31)),
        ("《外市办法》自2020年1月1日起施行，有效期5年。", None),
        ("本办法自2020年1月1日起施行。本办法（暂行）由市民政局负责解释。", None),
        ("有效期至2025年13月45日。", None),
    ],
)
def test_terms(text: str, end: date | None) -> None:
    assert end_of(text) == end


def test_a_term_from_the_day_of_issue_begins_with_the_day_of_publication() -> None:
    assert end_of("本规定自印发之日起施行，有效期五年。", issued=date(2020, 3, 1)) == date(2025, 2, 28)


def test_a_term_from_the_day_of_issue_begins_later_where_it_says_so() -> None:
    assert end_of("本规定自印发之日起30日后施行，有效期一年。", issued=date(2020, 1, 1)) == date(2021, 1, 30)


def test_a_term_whose_start_nobody_states_has_no_end() -> None:
    term = term_of(TITLE, "本规定自印发之日起施行，有效期五年。", {}, (), None)
    assert term is not None
    assert (term.end, term.months) == (None, 60)


def test_rows_of_a_list_that_differ_are_nobodys_term() -> None:
    assert end_of("甲\n有效期至2021年3月1日\n乙\n有效期至2022年3月1日") is None


def test_a_notice_beside_the_text_prolongs_the_term() -> None:
    term = term_of(TITLE, "有效期至2024年12月31日。", {}, ("有效期延长至2029年12月31日",), None)
    assert term is not None
    assert term.end == date(2029, 12, 31)


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"有效期": "2020-01-01至2024-12-31", "文号": "沪民规〔2019〕1号"}, date(2024, 12, 31)),
        ({"有效期": "5年", "成文日期": "2020-01-01"}, date(2024, 12, 31)),
        ({"失效日期": "2024年12月31日", "有效性": "有效"}, date(2024, 12, 31)),
        ({"有效期": "长期", "有效性": "有效"}, None),
        ({"有效期": "2020-01-01至2024-12-31", "证书编号": "1"}, None),
    ],
)
def test_a_table_of_facts_states_a_term_where_it_is_a_documents(fields: dict[str, str], end: date | None) -> None:
    assert end_of("", fields=fields) == end


@pytest.mark.parametrize("words", ["失效", "已废止", "全文废止", "宣布失效", "已过期"])
def test_a_state_that_says_so_marks_the_document(words: str) -> None:
    assert is_marked_over(TITLE, {"有效性": words}, ()) == words


@pytest.mark.parametrize("words", ["有效", "现行有效", "未失效", "部分失效", "是否失效：否", "将于2026年废止"])
def test_a_state_that_does_not_say_so_marks_nothing(words: str) -> None:
    assert is_marked_over(TITLE, {"有 效 性：": words}, ()) is None


def test_a_title_marks_the_document() -> None:
    assert is_marked_over("某某办法（已废止）", {}, ()) is not None


def test_a_title_about_repeal_marks_nothing() -> None:
    assert is_marked_over("关于废止某某办法的通知", {}, ()) is None


def test_the_state_is_shown_as_the_table_has_it() -> None:
    assert shown_state({"有 效 性：": " 有效 "}) == "有效"


def test_a_notice_of_prolongation_says_until_when() -> None:
    term = extension_in("经评估，决定继续执行，有效期至2027年12月31日。")
    assert term is not None
    assert term.end == date(2027, 12, 31)


@pytest.mark.parametrize(
    "text", ["有效期" * 60_000, "自" * 200_000, "（" * 200_000, "有效期至" + "九" * 100_000, "\n" * 200_000]
)
def test_a_hostile_text_costs_little(text: str) -> None:
    assert end_of(text) is None
