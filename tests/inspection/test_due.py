"""When an expectation is due, and which publications count."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from inspection.due import Due, State, occurrences, state
from inspection.festivals import festivals
from inspection.occurrences import years_in

DAYS = st.dates(date(1995, 1, 1), date(2090, 12, 31))
WORDS = st.integers(0, 20).map(lambda n: f"{n}d")


def due(**rule: Any) -> Due:
    return Due.model_validate(rule)


@st.composite
def dues(draw: st.DrawFn) -> Due:
    """Every kind of rule, with lengths that agree with each other."""
    kind = draw(st.sampled_from(["before", "yearly", "monthly", "quarterly"]))
    month_day = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda d: f"{d:%m-%d}")
    values: dict[str, st.SearchStrategy[Any]] = {
        "before": st.sampled_from(festivals()),
        "yearly": month_day,
        "monthly": st.integers(1, 31),
        "quarterly": st.integers(1, 31),
    }
    lead = draw(st.integers(0, 20))
    warn = draw(st.none() | st.integers(lead, 25))
    window = draw(st.none() | st.integers(max(lead, warn or 0) + 1, 500))
    lengths = {"lead": lead, "warn": warn, "window": window}
    written = {key: f"{days}d" for key, days in lengths.items() if days is not None}
    return due(**{kind: draw(values[kind])}, **written)


def past_of(rule: Due, day: date) -> Any:
    return next(o for o in reversed(occurrences(rule, day)) if o.due_at < day)


def test_a_qingming_notice_is_due_before_the_festival_by_its_lead() -> None:
    rule = due(before="清明", lead="14d", warn="21d", window="60d")

    found = occurrences(rule, date(2025, 3, 25))[0]

    assert (found.opens, found.warns_at, found.due_at, found.closes_at) == (
        date(2025, 2, 3),
        date(2025, 3, 14),
        date(2025, 3, 21),
        date(2025, 4, 4),
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 3, 13), State.PENDING),
        (date(2025, 3, 14), State.WARNING),
        (date(2025, 3, 21), State.WARNING),
        (date(2025, 3, 22), State.OVERDUE),
        (date(2025, 4, 18), State.OVERDUE),
        (date(2025, 4, 19), State.CLOSED),
    ],
)
def test_a_missing_notice_goes_from_pending_through_warning_and_overdue_to_closed(day: date, expected: State) -> None:
    found = occurrences(due(before="清明", lead="14d", warn="21d"), date(2025, 3, 1))[0]

    assert state(found, day) is expected


def test_without_warn_nothing_is_said_before_the_due_day() -> None:
    found = occurrences(due(before="清明", lead="14d"), date(2025, 3, 21))[0]

    assert state(found, date(2025, 3, 21)) is State.PENDING


def test_after_the_event_and_its_grace_only_the_next_one_is_judged() -> None:
    labels = [o.label for o in occurrences(due(before="清明", lead="14d"), date(2025, 5, 1))]

    assert labels == ["2026年清明"]


@pytest.mark.parametrize(
    ("published", "counts"),
    [
        (date(2024, 1, 25), False),  # last year's, in time
        (date(2024, 2, 10), False),  # last year's, late
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2025, 1, 31), True),
        (date(2025, 2, 20), True),  # late, yet not missing
    ],
)
def test_a_yearly_report_counts_from_the_first_of_january(published: date, counts: bool) -> None:
    found = past_of(due(yearly="01-31"), date(2025, 3, 25))

    assert found.counts(published) is counts


def test_a_yearly_report_may_name_the_year_before_but_none_earlier() -> None:
    found = past_of(due(yearly="01-31"), date(2025, 3, 25))

    titles = ["2024年度报告", "2025年度报告", "2023年度报告", "年度报告", "2023-2024年度报告"]
    assert [found.names_another_year(title) for title in titles] == [False, False, True, False, False]


def test_a_yearly_day_early_in_january_opens_in_december() -> None:
    found = past_of(due(yearly="01-05"), date(2025, 3, 1))

    assert found.opens == date(2024, 12, 6)


def test_before_the_due_day_of_a_month_the_month_before_is_judged() -> None:
    labels = [o.label for o in occurrences(due(monthly=15), date(2025, 3, 15))]

    assert labels == ["2025年2月", "2025年3月"]


def test_a_monthly_publication_counts_within_its_own_month() -> None:
    found = past_of(due(monthly=15), date(2025, 3, 25))

    assert (found.opens, found.due_at, found.closes_at) == (
        date(2025, 3, 1),
        date(2025, 3, 15),
        date(2025, 3, 31),
    )


def test_the_31st_of_a_short_month_is_its_last_day() -> None:
    found = occurrences(due(monthly=31), date(2023, 2, 10))

    assert [o.due_at for o in found] == [date(2023, 1, 31), date(2023, 2, 28)]


def test_the_29th_of_february_is_the_last_day_of_february() -> None:
    assert past_of(due(yearly="02-29"), date(2025, 6, 1)).due_at == date(2025, 2, 28)


def test_a_quarterly_publication_is_due_in_the_month_after_the_quarter() -> None:
    found = occurrences(due(quarterly=20), date(2025, 3, 25))

    assert [(o.label, o.due_at) for o in found] == [
        ("2024年第4季度", date(2025, 1, 20)),
        ("2025年第1季度", date(2025, 4, 20)),
    ]


def test_a_promise_by_a_date_is_owed_until_it_is_kept() -> None:
    rule = due(by="2024-12-31")

    found = occurrences(rule, date(2029, 1, 1))

    assert [state(o, date(2029, 1, 1)) for o in found] == [State.OVERDUE]


def test_an_edition_of_years_ago_does_not_keep_a_promise() -> None:
    found = occurrences(due(by="2024-12-31"), date(2025, 1, 5))[0]

    verdicts = [found.counts(day) for day in (date(2019, 6, 1), date(2024, 1, 1), date(2025, 3, 1))]
    assert verdicts == [False, True, True]


def test_a_datetime_counts_by_its_day() -> None:
    found = past_of(due(monthly=15), date(2025, 3, 25))

    assert found.counts(datetime(2025, 3, 31, 23, 59))


@settings(deadline=None, max_examples=60)
@given(dues(), DAYS)
def test_windows_of_one_rule_never_overlap(rule: Due, day: date) -> None:
    seen = {o.event: o for n in range(0, 900, 13) for o in occurrences(rule, day + timedelta(days=n))}
    ordered = [seen[event] for event in sorted(seen)]

    assert all(a.closes_at < b.opens for a, b in pairwise(ordered))


@given(dues(), DAYS)
@settings(deadline=None)
def test_each_window_holds_its_due_day_and_its_warning(rule: Due, day: date) -> None:
    for o in occurrences(rule, day):
        assert o.opens <= (o.warns_at or o.due_at) <= o.due_at <= min(o.event, o.closes_at)


@given(dues(), DAYS)
@settings(deadline=None)
def test_at_most_one_past_and_exactly_one_coming_occurrence_are_judged(rule: Due, day: date) -> None:
    found = occurrences(rule, day)

    assert [o.due_at >= day for o in found] in ([False, True], [True])


@given(dues().filter(lambda rule: rule.before is None), DAYS)
@settings(deadline=None)
def test_a_periodic_rule_always_has_one_past_occurrence(rule: Due, day: date) -> None:
    assert sum(state(o, day) is State.OVERDUE for o in occurrences(rule, day)) == 1


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"before": "清明", "monthly": 3},
        {"before": "清命"},
        {"yearly": "02-30"},
        {"yearly": "13-01"},
        {"monthly": 0},
        {"monthly": 32},
        {"monthly": True},
        {"by": "2024-02-30"},
        {"by": "明年"},
        {"before": "清明", "lead": "21d", "warn": "14d"},
        {"before": "清明", "lead": "21d", "window": "14d"},
        {"before": "清明", "lead": "12h"},
        {"monthly": 5, "lead": "40d"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Due.model_validate(rule)


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("2024年清明祭扫公告", {2024}),
        ("2024—2025年度计划", {2024, 2025}),
        ("二〇二四年工作要点", {2024}),
        ("两项补贴发放情况（2024.12）", {2024}),
        ("关于印发办法的通知（沪民规〔2024〕3号）", set()),
        ("投资12024年", set()),
        ("清明祭扫公告", set()),
    ],
)
def test_the_years_that_a_title_names(title: str, years: set[int]) -> None:
    assert years_in(title) == years
