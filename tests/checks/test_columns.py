"""blank-column, undated-column and future-date, sentence by sentence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.blank_column import BlankColumn
from checks.future_date import FutureDate
from checks.undated_column import UndatedColumn
from inspection.records import ColumnState, DateFrom
from tests.checks.rounds import TODAY, article, observed, reading, said


@given(st.integers(0, 50))
def test_a_blank_column_that_had_rows_before_could_not_be_read(before: int) -> None:
    heard = said(BlankColumn(), observed(reading("信箱", state=ColumnState.BLANK, most_before=before)))
    assert (heard.subjects, heard.reasons) == ((["信箱"], []) if before < 3 else ([], [("信箱", "could-not-be-read")]))


def test_a_static_column_is_not_blank() -> None:
    round_ = observed(reading("机构职能", state=ColumnState.BLANK), kinds={"机构职能": "静态"})
    assert said(BlankColumn(), round_).reasons == [("机构职能", "static-column")]


def test_a_static_column_that_nobody_read_needs_no_word() -> None:
    round_ = observed(plan={"columns": [{"name": "机构职能", "url": "/jgzn/", "kind": "静态"}]})
    assert said(BlankColumn(), round_).untold == []


@pytest.mark.parametrize("check", [BlankColumn(), UndatedColumn()])
@pytest.mark.parametrize("state", [ColumnState.UNREADABLE, ColumnState.BLOCKED, ColumnState.UNREACHABLE])
def test_a_column_that_was_not_read_is_neither_blank_nor_undated(
    check: BlankColumn | UndatedColumn, state: ColumnState
) -> None:
    heard = said(check, observed(reading("信箱", state=state)))
    assert (heard.faults, len(heard.untold)) == ([], 1)


@pytest.mark.parametrize("count", [1, 2, 15])
def test_a_column_whose_articles_state_no_date_is_undated(count: int) -> None:
    articles = [article(f"第{n}条", read_in_full=True) for n in range(count)]
    assert said(UndatedColumn(), observed(reading("信箱", *articles))).subjects == ["信箱"]


@given(st.sampled_from(DateFrom), st.integers(0, 9))
def test_one_date_from_anywhere_is_enough(where: DateFrom, place: int) -> None:
    articles = [article(f"第{n}条", read_in_full=True) for n in range(9)]
    articles.insert(place, article("有日期", TODAY, date_from=where))
    heard = said(UndatedColumn(), observed(reading("信箱", *articles)))
    assert (heard.faults, heard.untold) == ([], [])


def test_a_column_none_of_whose_pages_was_read_may_still_state_dates_there() -> None:
    heard = said(UndatedColumn(), observed(reading("信箱", article("甲"), article("乙"))))
    assert heard.reasons == [("信箱", "articles-not-read")]


def test_a_blank_column_is_not_undated() -> None:
    assert said(UndatedColumn(), observed(reading("信箱", state=ColumnState.BLANK))).faults == []


@given(st.integers(-400, 400))
def test_a_date_is_in_the_future_from_tomorrow_on(ahead: int) -> None:
    round_ = observed(reading("公告", article("某事", TODAY + timedelta(days=ahead))))
    assert bool(said(FutureDate(), round_).faults) == (ahead > 0)


@pytest.mark.parametrize(("where", "found"), [(w, w not in {DateFrom.ADDRESS, DateFrom.TITLE}) for w in DateFrom])
def test_only_a_stated_date_can_be_in_the_future(where: DateFrom, found: bool) -> None:
    round_ = observed(reading("公告", article("某事", date(2052, 1, 1), date_from=where)))
    assert bool(said(FutureDate(), round_).faults) == found


def test_an_article_in_two_columns_is_one_fault() -> None:
    wrong = article("某事", date(2052, 1, 1), url="/1.html")
    assert len(said(FutureDate(), observed(reading("公告", wrong), reading("动态", wrong))).faults) == 1


def test_the_future_date_and_the_column_are_named() -> None:
    fault = said(FutureDate(), observed(reading("公告", article("某事", date(2052, 1, 1))))).faults[0]
    assert (fault.column, "2052-01-01" in fault.title) == ("公告", True)
