"""stale-home, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.stale_home import StaleHome
from inspection.contents import StatedBy, StatedDay
from inspection.findings import Severity
from inspection.front import Front, FrontItem
from inspection.observed import Observed
from inspection.records import ColumnReading, ColumnState, Probe, Verdict
from tests.checks.contents import content
from tests.checks.rounds import HOME, TODAY, Said, address, article, observed, reading, said


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def of(
    *items: tuple[str, date | None],
    pages: dict[str, dict[StatedBy, date]] | None = None,
    readings: tuple[ColumnReading, ...] = (),
    **more: Any,
) -> Observed:
    """A home page with these items (path, day), and three old ones."""
    old = [FrontItem(address(f"/old/{n}.html"), f"旧闻{n}", ago(100 + n)) for n in range(3)]
    front = Front(HOME, (*(FrontItem(address(p), f"条目 {p}", d) for p, d in items), *old), more.pop("scripted", False))
    told = {
        address(path): replace(content(address(path), {}), days=tuple(StatedDay(d, by) for by, d in days.items()))
        for path, days in (pages or {}).items()
    }
    return replace(observed(*readings, **more), front=front, contents=told)


def judged(*items: tuple[str, date | None], **more: Any) -> Said:
    return said(StaleHome(), of(*items, **more))


@given(st.integers(0, 60))
def test_two_weeks_are_the_limit_and_ten_days_an_early_word(days: int) -> None:
    weights = [fault.severity for fault in judged(("/1.html", ago(days))).faults]
    assert weights == ([] if days <= 10 else [Severity.WARNING] if days <= 14 else [None])


def test_a_day_in_the_future_does_not_count() -> None:
    assert len(judged(("/1.html", ago(-3))).faults) == 1


def test_an_item_without_a_day_counts_as_not_updated() -> None:
    assert len(judged(("/1.html", None), pages={"/1.html": {}}).faults) == 1


def test_the_day_may_stand_on_the_items_own_page() -> None:
    assert judged(("/1.html", None), pages={"/1.html": {StatedBy.SHOWN: ago(2)}}).faults == []


def test_the_day_may_stand_in_the_items_column() -> None:
    column = reading("工作动态", article("条目", ago(2), url="/1.html"))
    assert judged(("/1.html", None), readings=(column,)).faults == []


def test_a_day_of_labels_alone_is_undecided() -> None:
    assert judged(("/1.html", None), pages={"/1.html": {StatedBy.META: ago(2)}}).reasons == [("某某局", "no-dates")]


def test_an_item_whose_page_was_not_read_is_undecided() -> None:
    assert judged(("/1.html", None)).reasons == [("某某局", "articles-not-read")]


def test_columns_and_what_lies_elsewhere_need_not_be_read() -> None:
    column = reading("工作动态", article("甲", ago(90)))
    items = [("/工作动态/", None), ("https://www.gov.cn/1.html", None), ("/yl/", None)]
    assert len(judged(*items, readings=(column,)).faults) == 1


def test_lists_that_are_loaded_by_script_are_undecided() -> None:
    assert judged(("/1.html", ago(30)), scripted=True).reasons == [("某某局", "scripted")]


def test_a_fresh_item_is_enough_whatever_scripts_load_beside_it() -> None:
    assert judged(("/1.html", ago(3)), scripted=True).untold == []


def navigating(*columns: ColumnReading, **more: Any) -> Said:
    kinds = {c.column: "动态要闻" for c in columns}
    items = (FrontItem(address("/yl/"), "养老服务"), FrontItem(address("/jz/"), "社会救助"))
    return said(StaleHome(), replace(observed(*columns, kinds=kinds, **more), front=Front(HOME, items), contents={}))


@pytest.mark.parametrize(("days", "faults"), [(3, 0), (20, 1)])
def test_a_home_page_that_only_navigates_is_judged_by_its_columns(days: int, faults: int) -> None:
    assert (
        len(navigating(reading("动态", article("甲", ago(days))), reading("要闻", article("乙", ago(99)))).faults)
        == faults
    )


def test_it_is_undecided_where_a_column_was_not_read() -> None:
    heard = navigating(reading("动态", article("甲", ago(30))), reading("要闻", state=ColumnState.BLOCKED))
    assert heard.reasons == [("某某局", "no-dates")]


def test_one_fresh_column_is_enough_whatever_was_not_read() -> None:
    heard = navigating(reading("动态", article("甲", ago(3))), reading("要闻", state=ColumnState.BLOCKED))
    assert (heard.faults, heard.untold) == ([], [])


@pytest.mark.parametrize("verdict", [Verdict.FAULTY, Verdict.UNDECIDED])
def test_a_home_page_that_did_not_open_is_undecided(verdict: Verdict) -> None:
    heard = judged(("/1.html", ago(30)), home=Probe(HOME, verdict))
    assert heard.reasons == [("某某局", "home-not-read")]
