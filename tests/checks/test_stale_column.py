"""stale-column, sentence by sentence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.stale_column import StaleColumn
from inspection.records import ColumnState, Verdict
from tests.checks.rounds import TODAY, Said, article, observed, reading, said, target

NEWS = {"工作动态": "动态要闻"}
ZONE = ZoneInfo("Asia/Shanghai")


def judged(*articles: object, kinds: dict[str, str] = NEWS, **more: object) -> Said:
    return said(StaleColumn(), observed(reading("工作动态", *articles, **more), kinds=kinds))  # type: ignore[arg-type]


@given(st.integers(0, 400))
def test_a_column_is_stale_only_when_its_newest_article_is_older_than_the_deadline(age: int) -> None:
    assert bool(judged(article("某事", TODAY - timedelta(days=age))).faults) == (age > 14)


@given(st.lists(st.integers(15, 900), min_size=1, max_size=8), st.integers(0, 14), st.integers(0, 8))
def test_one_fresh_article_anywhere_keeps_a_column_fresh(old: list[int], fresh: int, place: int) -> None:
    articles = [article(f"旧{n}", TODAY - timedelta(days=n)) for n in old]
    articles.insert(place, article("新", TODAY - timedelta(days=fresh)))
    assert not judged(*articles).faults


@given(st.lists(st.integers(1, 4000), max_size=5), st.integers(15, 900))
def test_dates_in_the_future_never_make_a_column_fresh(ahead: list[int], age: int) -> None:
    articles = [article(f"错{n}", TODAY + timedelta(days=n)) for n in ahead]
    fault = judged(*articles, article("旧", TODAY - timedelta(days=age))).faults[0]
    assert fault.evidence["days"] == age


@given(st.integers(0, 23), st.integers(0, 59))
def test_days_are_counted_by_the_calendar_whatever_the_hour(hour: int, minute: int) -> None:
    day = datetime(2025, 3, 11, hour, minute, tzinfo=ZONE)
    assert not judged(article("某事", day)).faults


def test_a_time_of_another_zone_counts_as_the_day_here() -> None:
    assert not judged(article("某事", datetime(2025, 3, 10, 18, tzinfo=ZoneInfo("UTC")))).faults


def test_the_fault_names_the_newest_article_and_the_distance() -> None:
    fault = judged(article("置顶", date(2023, 1, 1)), article("我局召开会议", date(2025, 3, 2))).faults[0]
    assert fault.title == "栏目“工作动态”已 23 天没有更新（应不超过 14 天），最新一条：2025-03-02 “我局召开会议”"
    assert (fault.evidence["days"], fault.evidence["deadline_days"], fault.evidence["days_over"]) == (23, 14, 9)


def test_an_undated_article_counts_as_not_updated() -> None:
    assert judged(article("没有日期", read_in_full=True), article("旧", date(2025, 3, 2))).faults


def test_an_undated_article_on_top_whose_page_was_not_read_leaves_it_open() -> None:
    assert judged(article("没有日期"), article("旧", date(2025, 3, 2))).reasons == [("工作动态", "newest-not-read")]


def test_an_undated_article_whose_page_is_gone_counts_as_not_updated() -> None:
    gone = article("没有日期")
    round_ = observed(
        reading("工作动态", gone, article("旧", date(2025, 3, 2))),
        kinds=NEWS,
        targets=(target(gone.url, Verdict.FAULTY, "http-404"),),
    )
    assert said(StaleColumn(), round_).faults


def test_a_column_without_any_date_cannot_be_told() -> None:
    assert judged(article("甲"), article("乙")).reasons == [("工作动态", "no-dates")]


def test_a_column_with_future_dates_alone_cannot_be_told() -> None:
    assert judged(article("甲", date(2052, 3, 1))).reasons == [("工作动态", "only-future-dates")]


def test_a_blank_column_is_not_stale() -> None:
    heard = judged(state=ColumnState.BLANK)
    assert (heard.faults, heard.untold) == ([], [])


@pytest.mark.parametrize("state", [ColumnState.UNREADABLE, ColumnState.BLOCKED, ColumnState.UNREACHABLE])
def test_a_column_that_was_not_read_cannot_be_told(state: ColumnState) -> None:
    assert judged(state=state, reason="why").reasons == [("工作动态", "why")]


def test_a_column_that_is_not_in_the_record_cannot_be_told() -> None:
    round_ = observed(plan={"columns": [{"name": "工作动态", "url": "/gzdt/", "kind": "动态要闻"}]})
    assert said(StaleColumn(), round_).reasons == [("工作动态", "not-read")]


def test_a_static_column_is_not_judged() -> None:
    assert not judged(article("简介", date(2015, 1, 1)), kinds={"工作动态": "静态"}).faults


def test_the_plans_own_deadline_wins_and_is_named_as_the_basis() -> None:
    round_ = observed(
        reading("养老", article("旧", TODAY - timedelta(days=40))),
        columns={"养老": {"kind": "业务工作", "update_within": "30d"}},
    )
    assert (said(StaleColumn(), round_).faults[0].basis or "").startswith("本单位巡检方案")


def test_a_rule_that_was_not_found_in_a_source_is_called_practice() -> None:
    fault = judged(article("旧", TODAY - timedelta(days=400)), kinds={"工作动态": "业务工作"}).faults[0]
    assert (fault.basis or "").startswith("工作惯例")


def test_an_unfinished_list_that_runs_from_old_to_new_cannot_be_told() -> None:
    articles = [article(f"第{n}条", date(2024, 1, n)) for n in range(1, 9)]
    assert judged(*articles, complete=False).reasons == [("工作动态", "incomplete")]


def test_an_unfinished_list_that_runs_from_new_to_old_is_judged() -> None:
    articles = [article(f"第{n}条", date(2024, 1, n)) for n in range(9, 1, -1)]
    assert judged(*articles, complete=False).faults
