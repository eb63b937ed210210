"""Counts beside a list, and its pages: equal to counting by hand, and right while others work."""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.issue import Act, Issue, State, Step
from store.issue_counts import Place
from store.issue_filters import ORDERS, IssueFilter, Order, asks_only, key_of
from store.store import Store
from tests.store.samples import NOW, SITE, issue, open_issues
from tests.store.test_issue_lists import DAY, filters, fits, some_issues

FIELDS = {"state": "states", "severity": "severities", "check": "checks", "unit": "units", "column": "columns"}


def by_hand(everything: list[Issue], wanted: IssueFilter, name: str) -> dict[str | None, int]:
    free = replace(wanted, **{FIELDS[name]: ()})  # type: ignore[arg-type]
    values = (getattr(one, name) for one in everything if fits(one, free))
    return dict(Counter(None if value is None else str(value) for value in values))


def test_values_that_share_others_are_added_up(store: Store) -> None:
    kinds = [("办公室", "甲栏"), ("办公室", "乙栏"), ("办公室", None), (None, "甲栏")]
    open_issues(store, *(issue(str(n), unit=unit, column=column) for n, (unit, column) in enumerate(kinds)))

    found = store.facets(IssueFilter(SITE), ["unit", "column", "site"])

    assert found["unit"] == {"办公室": 3, None: 1}
    assert found["column"] == {"甲栏": 2, "乙栏": 1, None: 1}
    assert found["site"][SITE] == 4


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=some_issues, wanted=filters)
def test_each_value_is_counted_under_all_that_is_asked_for_but_its_own_kind(
    store: Store, made: list[dict[str, object]], wanted: IssueFilter
) -> None:
    wanted = replace(wanted, site=SITE)
    known = len(store.issues_of(SITE))
    open_issues(store, *(issue(f"{known + n}", **fields) for n, fields in enumerate(made)))

    everything, narrowed = store.issues_of(SITE), store.narrowed(wanted)

    for asked in (wanted, narrowed):
        assert store.facets(asked, FIELDS) == {name: by_hand(everything, wanted, name) for name in FIELDS}
        assert store.place_of(asked, None) == Place(sum(fits(one, wanted) for one in everything), 0)


@pytest.mark.parametrize("order", ORDERS)
def test_pages_show_each_issue_once_while_others_are_opened_and_closed(store: Store, order: Order) -> None:
    chance = Random(order)
    dues = [None, NOW, NOW, NOW - DAY, None, NOW + DAY, NOW]
    made = [issue(str(n), due_at=due, severity=chance.choice(list(Severity))) for n, due in enumerate(dues)]
    open_issues(store, *made)
    wanted = IssueFilter(SITE, order=order, limit=2)
    before = [one.id for one in store.slim_issues(replace(wanted, limit=None))]

    seen: list[int] = []
    page = store.slim_issues(wanted)
    while page:
        seen += [one.id for one in page]
        moved = store.issue(chance.choice(before))
        assert moved is not None
        with store.casework(SITE) as work:
            work.save([(replace(moved, state=State.WAIVED), (Step(NOW, "甲", Act.WAIVE, None, State.WAIVED),))], NOW)
        page = store.slim_issues(replace(wanted, after=key_of(page[-1], order)))
    assert seen == before


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=some_issues, order=st.sampled_from(ORDERS))
def test_the_page_in_front_ends_where_this_one_begins(
    store: Store, made: list[dict[str, object]], order: Order
) -> None:
    known = len(store.issues_of(SITE))
    open_issues(store, *(issue(f"{known + n}", **fields) for n, fields in enumerate(made)))
    everything = store.slim_issues(IssueFilter(SITE, order=order))

    for place, here in enumerate(everything):
        in_front = store.slim_issues(IssueFilter(SITE, order=order, before=key_of(here, order), limit=3))
        assert in_front == everything[max(0, place - 3) : place]
        assert store.place_of(IssueFilter(SITE, order=order), key_of(here, order)) == Place(len(everything), place)


def test_a_number_is_found_by_what_people_type(store: Store) -> None:
    open_issues(store, issue("a"), issue("b"))
    number = store.slim_issues(IssueFilter(SITE))[-1].id

    for typed in ("{}", "#{}", "第{}号", " {} "):
        assert number in [one.id for one in store.issues(IssueFilter(SITE, text=typed.format(number)))]


def test_what_moved_since_a_step_is_given_as_seen_by_nobody(store: Store) -> None:
    open_issues(store, issue("a"), issue("b"))
    step = store.newest_step()
    still, moved = store.issues_of(SITE)
    with store.casework(SITE) as work:
        work.save([(replace(moved, unit="办公室"), (Step(NOW, "甲", Act.NOTE, moved.state, moved.state),))], NOW)

    versions = store.versions_since(IssueFilter(SITE, limit=10), step)

    assert versions == {still.id: still.version, moved.id: 0}


def test_every_issue_is_given_block_by_block(store: Store) -> None:
    open_issues(store, *(issue(str(n)) for n in range(7)))

    found = list(store.each_issue(IssueFilter(SITE), block=3))

    assert found == store.slim_issues(IssueFilter(SITE))


def test_every_write_of_issues_is_told_by_a_number_with_or_without_a_step(store: Store) -> None:
    one, *_ = open_issues(store, issue("1"))
    before, elsewhere = store.changes(SITE), store.changes("别处")

    with store.casework(SITE) as work:
        work.save([(replace(one, sightings=9), ())], NOW)

    assert store.changes(SITE) > before
    assert store.changes() > before
    assert store.changes("别处") == elsewhere == 0


def test_what_was_not_written_changes_no_number(store: Store) -> None:
    one, *_ = open_issues(store, issue("1"))
    before = store.changes(SITE)

    with store.casework(SITE) as work:
        work.save([], NOW)
    with contextlib.suppress(RuntimeError), store.casework(SITE) as work:
        work.save([(replace(one, sightings=9), ())], NOW)
        raise RuntimeError

    assert store.changes(SITE) == before


@pytest.mark.parametrize("nothing", [{}, {"units": frozenset(), "checks": []}, {"text": ""}])
def test_a_list_by_states_alone_is_known_however_nothing_else_is_written(nothing: dict[str, Any]) -> None:
    assert asks_only(IssueFilter(SITE, states=[State.MUTED], limit=5, **nothing), "states")


@pytest.mark.parametrize("something", [{"units": {None}}, {"numbers": []}, {"overdue_at": NOW}, {"site": None}])
def test_whatever_else_is_asked_for_is_seen(something: dict[str, Any]) -> None:
    assert not asks_only(replace(IssueFilter(SITE), **something), "states")
