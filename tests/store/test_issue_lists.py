"""Issues as people look at them: filters, orders, history."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.issue import OPEN, Issue, State
from store.issue_lists import IssueFilter, Order
from store.store import Store
from tests.store.samples import HOST, NOW, SITE, issue, open_issues

DAY = timedelta(days=1)
UNITS = st.sampled_from([None, "办公室", "养老服务处"])
STATES = st.sampled_from(State)
WEIGHTS = list(Severity)
some_issues = st.lists(
    st.fixed_dictionaries(
        {
            "state": STATES,
            "unit": UNITS,
            "column": UNITS,
            "person": st.sampled_from([None, "甲", "乙"]),
            "severity": st.sampled_from(Severity),
            "check": st.sampled_from(["broken-link", "stale-column"]),
            "title": st.sampled_from(["100% 打不开", "100_打不开", "Annual REPORT", "年报"]),
            "due_at": st.none() | st.integers(-3, 3).map(lambda days: NOW + days * DAY),
            "seen_at": st.integers(0, 3).map(lambda days: NOW + days * DAY),
            "opened_at": st.integers(0, 3).map(lambda days: NOW + days * DAY),
        }
    ),
    max_size=8,
)
MOMENTS = st.none() | st.integers(-3, 3).map(lambda days: NOW + days * DAY)
filters = st.builds(
    IssueFilter,
    persons=st.frozensets(st.sampled_from([None, "甲", "乙"]), max_size=2),
    due_from=MOMENTS,
    due_before=MOMENTS,
    opened_from=MOMENTS,
    opened_before=MOMENTS,
    states=st.frozensets(STATES, max_size=4),
    units=st.frozensets(UNITS, max_size=2),
    columns=st.frozensets(UNITS, max_size=2),
    checks=st.frozensets(st.sampled_from(["broken-link", "stale-column"]), max_size=1),
    severities=st.frozensets(st.sampled_from(Severity), max_size=2),
    overdue_at=st.none() | st.integers(-3, 3).map(lambda days: NOW + days * DAY),
    text=st.none() | st.sampled_from(["", "打不开", "%", "_", "report", "EXAMPLE", "没有"]),
    order=st.sampled_from(["weight", "newest", "oldest", "due", "seen", "number"]),
)


def fits(one: Issue, wanted: IssueFilter) -> bool:
    text = (wanted.text or "").lower()
    return (
        (not wanted.states or one.state in wanted.states)
        and (not wanted.units or one.unit in wanted.units)
        and (not wanted.columns or one.column in wanted.columns)
        and (not wanted.checks or one.check in wanted.checks)
        and (not wanted.severities or one.severity in wanted.severities)
        and (wanted.overdue_at is None or one.overdue(wanted.overdue_at))
        and (not wanted.persons or one.person in wanted.persons)
        and (not (wanted.due_from or wanted.due_before) or (one.open and one.due_at is not None))
        and _between(one.due_at, wanted.due_from, wanted.due_before)
        and _between(one.opened_at, wanted.opened_from, wanted.opened_before)
        and (text in one.title.lower() or text in one.subject.lower())
    )


def _between(at: datetime | None, start: datetime | None, end: datetime | None) -> bool:
    return at is None or ((start is None or at >= start) and (end is None or at < end))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=some_issues, wanted=filters)
def test_a_list_has_what_fits_and_nothing_else(
    store: Store, made: list[dict[str, object]], wanted: IssueFilter
) -> None:
    known = len(store.issues_of(SITE))
    open_issues(store, *(issue(f"{known + n}", **fields) for n, fields in enumerate(made)))

    listed = store.issues(replace(wanted, site=SITE))

    everything = store.issues(IssueFilter(SITE, order="number"))
    assert {one.id for one in listed} == {one.id for one in everything if fits(one, wanted)}
    assert store.count_issues(replace(wanted, site=SITE, limit=1)) == len(listed)
    assert len(everything) == known + len(made)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("weight", "cdab"),
        ("newest", "dcba"),
        ("oldest", "abcd"),
        ("due", "dcab"),
        ("seen", "abdc"),
        ("number", "badc"),
    ],
)
def test_lists_are_in_the_order_asked_for(store: Store, order: Order, expected: str) -> None:
    open_issues(
        store,
        issue("b", opened_at=NOW + DAY, seen_at=NOW + 8 * DAY, severity=Severity.WARNING),
        issue("a", opened_at=NOW, seen_at=NOW + 9 * DAY, due_at=NOW + 5 * DAY),
        issue("d", opened_at=NOW + 3 * DAY, seen_at=NOW + 7 * DAY, due_at=NOW),
        issue("c", opened_at=NOW + 2 * DAY, seen_at=NOW, due_at=NOW + DAY, severity=Severity.CRITICAL),
    )

    listed = [one.subject.removeprefix(HOST) for one in store.issues(IssueFilter(SITE, order=order))]
    part = [one.subject.removeprefix(HOST) for one in store.issues(IssueFilter(SITE, order=order, limit=2, offset=1))]

    assert ("".join(listed), "".join(part)) == (expected, expected[1:3])


def test_without_a_site_every_site_is_listed(store: Store) -> None:
    open_issues(store, issue("a"))
    with store.casework("别处") as work:
        work.save([(issue("b", site="别处", fingerprint="v1:b"), ())], NOW)

    assert {one.site for one in store.issues(IssueFilter())} == {SITE, "别处"}
    assert store.count_issues(IssueFilter(SITE)) == 1


def test_only_what_is_open_is_overdue(store: Store) -> None:
    open_issues(store, *(issue(state.value, state=state, due_at=NOW) for state in State))

    assert {one.state for one in store.issues(IssueFilter(SITE, overdue_at=NOW + DAY))} == OPEN
    assert store.count_issues(IssueFilter(SITE, overdue_at=NOW)) == 0


def test_slim_issues_lack_what_is_long(store: Store) -> None:
    (saved,) = open_issues(store, issue(evidence={"http_status": 404}, found_on=(HOST,), before_mute=State.CONFIRMED))

    assert store.issues_of(SITE) == [replace(saved, evidence={}, found_on=())]


def test_an_issue_that_is_not_there_is_none(store: Store) -> None:
    assert (store.issue(9), store.steps(9), store.decisions(9), store.tellings_of(9)) == (None, [], [], [])
