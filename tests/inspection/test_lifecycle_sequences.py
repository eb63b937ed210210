"""Whatever happens to an issue, in whatever order and by whatever clocks: what must hold of its history."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.issue import (
    ALIVE,
    CLOSED,
    MACHINE,
    Act,
    Deed,
    Event,
    Gone,
    Issue,
    Lapsed,
    RefusedError,
    Seen,
    State,
    Step,
    Tick,
)
from inspection.lifecycle import advance, opened
from tests.inspection.issues import SITE, at, deed, gone, lapsed, seen

SEASONS = ["2025年清明", "2025年冬至"]


@dataclass
class Life:
    """An issue, and what happened to it: each event with the steps that it made."""

    issue: Issue
    steps: list[Step]
    past: list[tuple[Issue, Event, Issue, tuple[Step, ...]]] = field(default_factory=list)

    def meet(self, event: Event) -> None:
        try:
            after, steps = advance(self.issue, event)
        except RefusedError:
            return
        self.past.append((self.issue, event, after, steps))
        self.issue = after
        self.steps += steps


# What happens, how long after the last event, how long ago its round began, how heavy, which season, how long a mute.
HAPPENINGS = st.tuples(
    st.sampled_from([*Act, "seen", "seen", "seen", "gone", "gone", "lapsed", "tick"]),
    st.integers(1, 40),
    st.integers(0, 30),
    st.sampled_from(Severity),
    st.sampled_from(SEASONS),
    st.integers(-5, 50),
)


def lives(*, one_clock: bool) -> st.SearchStrategy[Life]:
    """Lives of up to 25 events. With one clock time goes on; else every event has times of its own."""
    return st.lists(HAPPENINGS, max_size=25).map(lambda told: _lived(told, one_clock))


def _lived(told: list[tuple[str, int, int, Severity, str, int]], one_clock: bool) -> Life:
    life, minute = Life(*_first()), 0
    for what, step, ago, severity, season, hold in told:
        minute = minute + step if one_clock else step * 7 % 41 - 5
        other = minute - ago if one_clock else ago * 11 % 31 + hold
        life.meet(_event(what, minute, other, severity, season, hold, minute if one_clock else other))
    return life


def _event(what: str, minute: int, began: int, severity: Severity, season: str, hold: int, recorded: int) -> Event:
    if isinstance(what, Act):
        return deed(what, minute, until=minute + hold, recorded=recorded)
    return {
        "seen": seen(minute, severity, began, occurrence=season),
        "gone": gone(minute, began),
        "lapsed": lapsed(minute),
        "tick": Tick(at(minute)),
    }[what]


def _first() -> tuple[Issue, list[Step]]:
    issue, steps = opened(SITE, seen(0, occurrence=SEASONS[0]))
    return issue, list(steps)


any_life = st.one_of(lives(one_clock=True), lives(one_clock=False))
quick = settings(max_examples=100, deadline=None)


@quick
@given(any_life)
def test_every_step_begins_where_the_last_one_ended(life: Life) -> None:
    assert life.steps[0].before is None
    assert [s.before for s in life.steps[1:]] == [s.after for s in life.steps[:-1]]
    assert life.issue.state is life.steps[-1].after


@quick
@given(any_life)
def test_no_issue_is_lost_or_becomes_another(life: Life) -> None:
    first, now = _first()[0], life.issue

    assert (now.site, now.fingerprint, now.check, now.subject, now.opened_at, now.id) == (
        first.site,
        first.fingerprint,
        first.check,
        first.subject,
        first.opened_at,
        first.id,
    )


@quick
@given(any_life)
def test_nothing_is_verified_but_by_a_later_look_that_did_not_find_it(life: Life) -> None:
    for before, event, after, steps in life.past:
        if State.VERIFIED in [s.after for s in steps if s.before is not State.VERIFIED]:
            assert isinstance(event, Gone)
            assert event.look.began_at > before.looked_at
            assert event.look.at >= before.seen_at
            assert after.closed_by_machine
            assert steps[-1].who == MACHINE


@quick
@given(any_life)
def test_a_claim_is_settled_only_by_a_look_that_began_after_it_was_recorded(life: Life) -> None:
    for before, event, after, _ in life.past:
        if before.state is State.CORRECTED and after.state is not State.CORRECTED and isinstance(event, Seen | Gone):
            assert before.claim_recorded_at is not None
            assert event.look.began_at > before.claim_recorded_at


@quick
@given(any_life)
def test_what_people_closed_only_people_or_a_new_season_reopen(life: Life) -> None:
    for before, event, after, _ in life.past:
        if before.state in CLOSED and not before.closed_by_machine and after.state is not before.state:
            another = isinstance(event, Seen) and event.finding.evidence != before.evidence
            assert another or isinstance(event, Deed)


@quick
@given(any_life)
def test_the_machine_takes_no_persons_step_and_no_person_the_machines(life: Life) -> None:
    by_machine = {Act.FOUND, Act.VERIFY, Act.RETURN, Act.CHANGE, Act.LAPSE}
    by_both = {Act.CONFIRM, Act.WAKE}

    assert all(s.act in by_both or (s.who == MACHINE) == (s.act in by_machine) for s in life.steps)


@quick
@given(any_life)
def test_what_stands_beside_the_state_agrees_with_it(life: Life) -> None:
    now = life.issue
    assert (now.state in CLOSED) == (now.closed_at is not None)
    assert (now.state is State.MUTED) == (now.muted_until is not None) == (now.before_mute is not None)
    assert now.before_mute is not State.MUTED
    if now.state is State.CORRECTED:
        assert now.claim_recorded_at is not None
    assert now.reopened == sum(s.after is State.REOPENED and s.act in (Act.RETURN, Act.REOPEN) for s in life.steps)


@quick
@given(any_life)
def test_a_version_counts_every_event_that_moved_it(life: Life) -> None:
    for before, _, after, steps in life.past:
        assert after.version == before.version + any(s.act is not Act.NOTE for s in steps)
        if not steps:
            assert (after.state, after.due_at, after.closed_at) == (before.state, before.due_at, before.closed_at)


@quick
@given(any_life, st.integers(0, 1000))
def test_a_mute_ends_when_its_time_comes(life: Life, later: int) -> None:
    now = life.issue
    if now.muted_until is not None:
        woken, steps = advance(now, Tick(max(at(400 + later), now.muted_until)))
        assert woken.state in ALIVE - {State.MUTED, State.CORRECTED}
        assert [s.act for s in steps] == [Act.WAKE]


@quick
@given(any_life)
def test_what_goes_on_being_found_is_never_taken_for_mended(life: Life) -> None:
    now, _ = advance(life.issue, seen(5000, occurrence=SEASONS[0]))
    assert now.state not in (State.VERIFIED, State.CORRECTED)


@quick
@given(any_life)
def test_what_a_complete_later_round_no_longer_finds_is_over(life: Life) -> None:
    now, _ = advance(life.issue, gone(5000))
    assert now.state in CLOSED


@quick
@given(any_life)
def test_the_same_event_again_by_the_machine_moves_nothing_more(life: Life) -> None:
    for _, event, after, _ in life.past:
        if isinstance(event, Seen | Gone | Lapsed | Tick):
            assert advance(after, event)[1] == ()


@quick
@given(lives(one_clock=True))
def test_where_clocks_agree_history_runs_forwards(life: Life) -> None:
    assert all(earlier.at <= later.at for earlier, later in pairwise(life.steps))
