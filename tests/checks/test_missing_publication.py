"""missing-publication, sentence by sentence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.matching import is_document
from checks.missing_publication import MissingPublication
from inspection.findings import Severity
from inspection.records import Article, ColumnReading, ColumnState
from tests.checks.rounds import TODAY, Said, article, observed, reading, said

QINGMING = {
    "name": "清明祭扫",
    "due": {"before": "清明", "lead": "14d", "warn": "21d", "window": "60d"},
    "all_of": ["清明", "祭扫"],
}
REPORT = {"name": "年报", "due": {"yearly": "01-31"}, "all_of": ["政府信息公开", "年度报告"]}
FULL = "慈善组织认定和取消认定暂行办法"
PROMISE = {"name": "承诺", "due": {"by": "2024-12-31"}, "title": FULL}


def judged(expectation: dict[str, Any], *articles: Article, today: date = TODAY, **more: Any) -> Said:
    columns = more.pop("columns", None) or [reading("通知公告", *articles)]
    plan = {"expectations": [expectation], **more.pop("plan", {})}
    return said(MissingPublication(), observed(*columns, today=today, plan=plan, **more))


@pytest.mark.parametrize(
    ("today", "severity"),
    [
        (date(2025, 3, 13), None),
        (date(2025, 3, 14), Severity.WARNING),
        (date(2025, 3, 21), Severity.WARNING),
        (date(2025, 3, 22), Severity.ERROR),
        (date(2025, 4, 10), Severity.ERROR),
        (date(2025, 4, 19), None),
    ],
)
def test_silence_is_a_warning_from_the_warning_day_and_an_error_after_the_due_day(
    today: date, severity: Severity | None
) -> None:
    faults = judged(QINGMING, today=today).faults
    assert [f.severity or MissingPublication.severity for f in faults] == ([severity] if severity else [])


def test_without_a_warning_day_nothing_is_said_before_the_due_day() -> None:
    due = {"before": "清明", "lead": "14d"}
    assert judged({**QINGMING, "due": due}, today=date(2025, 3, 21)).faults == []


@given(st.dates(date(2025, 2, 3), date(2025, 3, 25)))
def test_a_notice_inside_the_window_fulfils_it(day: date) -> None:
    assert judged(QINGMING, article("2025年清明祭扫服务安排", day)).faults == []


@given(st.integers(60, 900))
def test_a_notice_before_the_window_does_not(age: int) -> None:
    assert judged(QINGMING, article("清明祭扫服务安排", TODAY - timedelta(days=age))).faults


def test_last_years_notice_is_shown_as_a_near_miss() -> None:
    near = judged(QINGMING, article("2024年清明祭扫安排", date(2024, 3, 12))).faults[0].evidence["near_misses"]
    assert [n["why"] for n in near] == ["标题写的是另一年"]  # type: ignore[index, union-attr, call-overload]


def test_last_years_notice_that_was_published_again_does_not_count() -> None:
    assert judged(QINGMING, article("2024年清明祭扫服务安排", date(2025, 3, 12))).faults


@pytest.mark.parametrize("title", ["关于 清明 节 祭 扫的通知", "关于“清明”《祭扫》的公告", "清明节文明祭扫倡议书"])
def test_spaces_and_marks_make_no_difference(title: str) -> None:
    assert judged(QINGMING, article(title, date(2025, 3, 12))).faults == []


def test_every_word_of_all_of_is_needed() -> None:
    assert judged(QINGMING, article("清明放假通知", date(2025, 3, 12))).faults


def test_one_word_of_any_of_is_enough() -> None:
    wanted = {**QINGMING, "all_of": ["清明"], "any_of": ["祭扫", "扫墓"]}
    assert judged(wanted, article("清明扫墓安排", date(2025, 3, 12))).faults == []
    assert judged(wanted, article("清明放假通知", date(2025, 3, 12))).faults


def test_a_forbidden_word_disqualifies() -> None:
    wanted = {**QINGMING, "none_of": ["会议"]}
    assert judged(wanted, article("清明祭扫工作会议召开", date(2025, 3, 12))).faults


def test_a_column_may_be_demanded() -> None:
    columns = [reading("通知公告"), reading("工作动态", article("清明祭扫安排", date(2025, 3, 12)))]
    fault = judged({**QINGMING, "columns": ["通知公告"]}, columns=columns).faults[0]
    assert [n["why"] for n in fault.evidence["near_misses"]] == ["发布在“工作动态”，不在规定的栏目"]  # type: ignore[index, union-attr, call-overload]


def test_an_undated_match_leaves_it_open() -> None:
    assert judged(QINGMING, article("清明祭扫安排")).reasons == [("清明祭扫", "undated-match")]


def test_a_mistyped_future_date_does_not_fulfil_it() -> None:
    assert judged(QINGMING, article("清明祭扫安排", date(2052, 3, 12))).faults


@pytest.mark.parametrize("state", [ColumnState.UNREADABLE, ColumnState.BLOCKED])
def test_a_column_that_was_not_read_may_hold_it(state: ColumnState) -> None:
    columns = [reading("通知公告"), reading("其他公告", state=state)]
    heard = judged(QINGMING, columns=columns)
    assert (heard.faults, heard.reasons) == ([], [("清明祭扫", "columns-not-read")])


def test_a_column_whose_address_is_gone_hides_nothing() -> None:
    gone: list[ColumnReading] = [
        reading("通知公告"),
        reading("旧栏目", state=ColumnState.UNREACHABLE, reason="http-404"),
    ]
    assert judged(QINGMING, columns=gone).faults


def test_where_most_columns_are_gone_the_plans_addresses_are_in_doubt() -> None:
    gone = [reading(name, state=ColumnState.UNREACHABLE, reason="http-404") for name in ("甲", "乙")]
    heard = judged(QINGMING, columns=[reading("通知公告"), *gone])

    assert [(one.reason, "3 个栏目中有 2 个" in one.detail) for one in heard.untold] == [("columns-not-read", True)]


def test_the_one_column_that_is_asked_for_and_gone_proves_nothing() -> None:
    columns = [reading("通知公告"), reading("旧栏目", state=ColumnState.UNREACHABLE, reason="http-410")]
    heard = judged({**QINGMING, "columns": ["旧栏目"]}, columns=columns)

    assert (heard.faults, heard.reasons) == ([], [("清明祭扫", "columns-not-read")])


def test_an_account_that_was_not_read_excuses_nothing_on_the_portal() -> None:
    assert judged(QINGMING, plan={"accounts": [{"name": "某某发布", "platform": "wechat"}]}).faults


def test_a_round_that_was_cut_short_proves_nothing() -> None:
    assert judged(QINGMING, complete=False).faults == []


def test_a_list_that_was_read_back_to_the_window_is_enough() -> None:
    old = [article(f"旧{n}", date(2025, 1, 20 - n)) for n in range(4)]
    assert judged(QINGMING, columns=[reading("通知公告", *old, complete=False)]).faults


def test_a_yearly_report_is_about_the_year_before() -> None:
    assert (
        judged(REPORT, article("2024年政府信息公开工作年度报告", date(2025, 1, 20)), today=date(2025, 2, 3)).faults
        == []
    )
    assert judged(REPORT, article("2023年政府信息公开工作年度报告", date(2024, 1, 20)), today=date(2025, 2, 3)).faults


@pytest.mark.parametrize(
    ("title", "same"),
    [
        (f"关于印发《{FULL}》的通知", True),
        (f"上海市民政局关于印发《上海市{FULL}》的通知", True),
        (f"上海市{FULL}", True),
        (f"关于发布《{FULL}（试行）》的公告", True),
        (f"《{FULL}》解读", False),
        (f"一图读懂：{FULL}", False),
        (f"关于《{FULL}（征求意见稿）》公开征求意见的公告", False),
        (f"关于贯彻落实《{FULL}》的通知", False),
        (f"关于修改《{FULL}》的决定", False),
        (f"{FULL}实施细则", False),
        ("慈善组织认定办法", False),
    ],
)
def test_a_promised_document_is_the_document_itself(title: str, same: bool) -> None:
    assert is_document(FULL, title) is same


def test_the_edition_of_a_promised_document_must_agree() -> None:
    assert is_document("养老服务目录（2025年版）", "关于发布《养老服务目录（2025年版）》的通知")
    assert not is_document("养老服务目录（2025年版）", "关于发布《养老服务目录（2024年版）》的通知")


def test_a_promise_that_was_kept_is_sound() -> None:
    assert judged(PROMISE, article(f"关于印发《{FULL}》的通知", date(2024, 12, 20))).faults == []


def test_an_interpretation_that_is_required_and_absent_is_said() -> None:
    kept = article(f"关于印发《{FULL}》的通知", date(2024, 12, 20))
    fault = judged({**PROMISE, "interpretation": "required"}, kept).faults[0]
    assert fault.evidence["missing"] == "interpretation"


@pytest.mark.parametrize("demand", ["required", "optional"])
def test_an_interpretation_that_exists_or_is_optional_is_sound(demand: str) -> None:
    kept = article(f"关于印发《{FULL}》的通知", date(2024, 12, 20))
    read = article(f"《{FULL}》解读", date(2024, 12, 21))
    articles = (kept, read) if demand == "required" else (kept,)
    assert judged({**PROMISE, "interpretation": demand}, *articles).faults == []


def test_what_is_overdue_is_said_before_what_is_to_come() -> None:
    monthly = {"name": "月报", "due": {"monthly": 15, "warn": "10d"}, "all_of": ["月报"]}
    assert judged(monthly, today=date(2025, 3, 10)).faults[0].evidence["due"] == "2025-02-15"


BENEFITS = {"name": "补贴发放", "due": {"monthly": 15}, "all_of": ["补贴", "发放"]}
months = st.integers(1, 12)
HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


@given(months, months, st.sampled_from(["{}月份残疾人补贴发放情况", "残疾人补贴发放情况（{}月）"]))
def test_a_months_figures_are_that_months_or_the_month_befores(month: int, named: int, title: str) -> None:
    told = article(title.format(named), date(2025, month, 10))
    found = judged(BENEFITS, told, today=date(2025, month, 20))
    assert (not found.faults) == (named in {month, month - 1 or 12})


def test_januarys_figures_that_come_out_in_february_count_for_february() -> None:
    told = article("2025年1月困难残疾人生活补贴发放情况", date(2025, 2, 12))
    assert judged(BENEFITS, told, today=date(2025, 2, 20)).faults == []


def test_another_months_figures_are_shown_as_a_near_miss() -> None:
    told = article("2024年11月困难残疾人生活补贴发放情况", date(2025, 2, 12))
    near = judged(BENEFITS, told, today=date(2025, 2, 20)).faults[0].evidence["near_misses"]
    assert [n["why"] for n in near] == ["标题写的是另一个月"]  # type: ignore[index, union-attr, call-overload]
