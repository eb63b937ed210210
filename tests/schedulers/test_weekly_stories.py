"""The weekly digest over random stories of an office: the figures add up, and no past week is ever told otherwise."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.issue import Act
from notifications.digest.facts import Week
from schedulers.weekly import weekly_facts
from store.store import Store
from tests.schedulers.weeks import DAY, HOUR, MONDAY, PLAN, Office, finding

WEEK = Week(2025, 13)
LATER = MONDAY + 60 * DAY

DEEDS = st.sampled_from((Act.ACCEPT, Act.CLAIM, Act.DISMISS, Act.WAIVE, Act.REOPEN, Act.CONFIRM, Act.NOTE))
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("round"), st.sets(st.sampled_from("abcde")), st.booleans()),
        st.tuples(st.just("deed"), st.sampled_from("abcde"), DEEDS),
        st.tuples(st.just("wait"), st.integers(1, 5)),
    ),
    max_size=25,
)


def lived(office: Office, events, at: datetime) -> datetime:
    """The story goes on; when it ends."""
    for what, *more in events:
        at += 5 * HOUR
        if what == "round":
            office.round(at, [finding(name) for name in sorted(more[0])], complete=more[1])
        elif what == "wait":
            at += more[0] * DAY
        elif finding(more[0]).fingerprint in office.issues:
            office.act(finding(more[0]).fingerprint, more[1], at)
    return at


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=EVENTS)
def test_the_figures_add_up_in_every_week(tmp_path_factory: pytest.TempPathFactory, events) -> None:
    folder = tmp_path_factory.mktemp("week")
    with Store.open(f"sqlite:///{folder / 'x.db'}") as store:
        office = Office(store)
        at = lived(office, events, MONDAY)
        weeks = [Week.of(MONDAY.date() + 7 * n * DAY) for n in range((at - MONDAY).days // 7 + 1)]
        every_week = [weekly_facts(store, PLAN, week, None, at + 60 * DAY) for week in weeks]

    left = 0
    for facts in every_week:
        counts = facts.counts
        assert counts.start == left
        assert counts.start + counts.new + counts.returned - counts.ended == counts.end
        assert counts.end == counts.open + counts.claimed + counts.muted
        assert counts.end == sum(t.end for t in facts.by_severity) == sum(t.end for t in facts.by_unit)
        assert (len(facts.new), len(facts.overdue)) == (counts.new, counts.overdue)
        left = counts.end
    assert left == sum(issue.alive for issue in office.issues.values())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(past=EVENTS, future=EVENTS)
def test_no_past_week_is_ever_told_otherwise(tmp_path_factory: pytest.TempPathFactory, past, future) -> None:
    folder = tmp_path_factory.mktemp("week")
    with Store.open(f"sqlite:///{folder / 'x.db'}") as store:
        office = Office(store)
        end = Week.of(lived(office, past, MONDAY).date())
        weeks = [end.earlier(n) for n in range(3) if end.earlier(n) >= WEEK]
        told = [weekly_facts(store, PLAN, week, None, LATER + 300 * DAY) for week in weeks]

        lived(office, future, end.end(PLAN.zone))

        assert [weekly_facts(store, PLAN, week, None, LATER + 300 * DAY) for week in weeks] == told
