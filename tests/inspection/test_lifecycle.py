"""Where every state leads by every act and every look; the rules that are easily got wrong, one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspection.findings import Severity
from inspection.issue import ALIVE, CLOSED, MACHINE, OPEN, Act, RefusedError, State, Tick
from inspection.lifecycle import advance
from tests.inspection.issues import DUE, after, at, deed, gone, lapsed, look, seen, standing

S, C, A, X = State.SUSPECTED, State.CONFIRMED, State.ASSIGNED, State.CORRECTED
R, V, F, W, M = State.REOPENED, State.VERIFIED, State.FALSE_ALARM, State.WAIVED, State.MUTED

# What people may do: the state it leads to; what is not here is refused.
DEEDS: dict[Act, dict[State, State]] = {
    Act.CONFIRM: {S: C},
    Act.ACCEPT: dict.fromkeys((S, C, A, R, M), A),
    Act.ASSIGN: dict.fromkeys((S, C, A, X, R, M), A),
    Act.CLAIM: dict.fromkeys((S, C, A, R, M), X),
    Act.DISMISS: dict.fromkeys((S, C, A, X, R, M), F),
    Act.WAIVE: dict.fromkeys((S, C, A, X, R, M), W),
    Act.MUTE: dict.fromkeys((S, C, A, R, M), M),
    Act.WAKE: {M: C},
    Act.REOPEN: dict.fromkeys((X, V, F, W), R),
    Act.NOTE: {state: state for state in State},
}
# What a later look does at minute 20.
LOOKS: dict[str, dict[State, State]] = {
    "seen": {S: C, C: C, A: A, X: R, R: R, V: R, F: F, W: W, M: M},
    "gone": {S: V, C: V, A: V, X: V, R: V, V: V, F: F, W: W, M: V},
    "lapsed": {S: W, C: W, A: W, X: W, R: W, V: V, F: F, W: W, M: W},
    "tick": {state: state for state in State},
    "late tick": {state: C if state is M else state for state in State},
}
EVENTS = {
    "seen": seen(20),
    "gone": gone(20),
    "lapsed": lapsed(20),
    "tick": Tick(at(20)),
    "late tick": Tick(at(110)),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_what_a_person_may_do(state: State, act: Act) -> None:
    expected = DEEDS.get(act, {}).get(state)
    if expected is None:
        with pytest.raises(RefusedError):
            advance(standing(state), deed(act, 20))
        return
    moved, steps = advance(standing(state), deed(act, 20))
    assert (moved.state, [(s.before, s.act, s.after) for s in steps]) == (expected, [(state, act, expected)])


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", LOOKS)
def test_where_evidence_and_time_lead(state: State, event: str) -> None:
    moved, steps = advance(standing(state), EVENTS[event])

    expected = LOOKS[event][state]
    assert (moved.state, bool(steps)) == (expected, expected is not state)


def test_every_state_is_open_mended_muted_or_over() -> None:
    assert (OPEN | {X, M}, ALIVE | CLOSED, ALIVE & CLOSED) == (ALIVE, frozenset(State), frozenset())


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", [seen, gone, lapsed])
@pytest.mark.parametrize("again", [(20, 0), (20, 10), (-1, 20)], ids=["first look", "resumed", "replay of the past"])
def test_a_look_that_is_not_later_moves_nothing(state: State, event: object, again: tuple[float, float]) -> None:
    issue = replace(standing(state), looked_at=at(10))
    built = event(20)  # type: ignore[operator]

    assert advance(issue, replace(built, look=look(*again))) == (issue, ())


def test_a_replay_between_the_last_sight_and_the_verification_reopens_nothing() -> None:
    verified, _ = after(gone(10))

    assert advance(verified, seen(5, began=20)) == (verified, ())


@pytest.mark.parametrize("act", [Act.CLAIM, Act.REOPEN, Act.CONFIRM])
@pytest.mark.parametrize("event", [seen, gone])
@pytest.mark.parametrize("began", [29, 30], ids=["before", "at the same moment"])
def test_a_round_that_began_before_says_nothing_of_what_a_person_said(act: Act, event: object, began: float) -> None:
    before = standing({Act.CLAIM: C, Act.REOPEN: F, Act.CONFIRM: S}[act])
    said, _ = advance(before, deed(act, 30))

    moved, steps = advance(said, event(40, began=began))  # type: ignore[operator]

    assert (moved.state, steps) == (said.state, ())


def test_the_next_round_settles_the_claim_that_the_first_could_not() -> None:
    moved, steps = after(deed(Act.CLAIM, 10), gone(20, began=9), gone(30))

    assert (moved.state, steps[-1].act) == (V, Act.VERIFY)


def test_a_fault_that_grows_heavier_is_due_no_later_and_says_so() -> None:
    moved, steps = after(seen(10, Severity.WARNING), seen(20, Severity.CRITICAL))

    assert moved.due_at == at(0) + DUE
    assert [(s.act, s.detail) for s in steps[-2:]] == [
        (Act.CONFIRM, {}),
        (Act.CHANGE, {"before": "warning", "after": "critical"}),
    ]


def test_a_mute_covers_the_fault_as_it_was() -> None:
    moved, steps = advance(standing(M), seen(20, Severity.CRITICAL))

    assert (moved.state, moved.muted_until) == (C, None)
    assert [(s.before, s.act, s.after, s.who) for s in steps] == [
        (M, Act.CHANGE, M, MACHINE),
        (M, Act.WAKE, C, MACHINE),
    ]


def test_a_lighter_fault_stays_muted() -> None:
    moved, steps = advance(standing(M), seen(20, Severity.WARNING))

    assert (moved.state, [s.act for s in steps]) == (M, [Act.CHANGE])


def test_what_was_seen_again_while_muted_wakes_confirmed() -> None:
    _, steps = after(deed(Act.MUTE, 10, until=50), seen(20), Tick(at(50)))

    assert [(s.before, s.act, s.after) for s in steps[1:]] == [
        (S, Act.MUTE, M),
        (M, Act.CONFIRM, M),
        (M, Act.WAKE, C),
    ]


def test_a_mute_ends_at_the_first_event_after_its_time() -> None:
    _, steps = after(seen(5), deed(Act.MUTE, 10, until=50), deed(Act.CLAIM, 60))

    assert [(s.who == MACHINE, s.act) for s in steps[-2:]] == [(True, Act.WAKE), (False, Act.CLAIM)]


def test_a_longer_mute_still_wakes_into_the_state_before_the_first() -> None:
    moved, _ = after(deed(Act.ASSIGN, 5), deed(Act.MUTE, 10), deed(Act.MUTE, 20, until=500), deed(Act.WAKE, 30))

    assert (moved.state, moved.muted_until) == (A, None)


def test_what_the_plan_asks_for_again_comes_back() -> None:
    moved, steps = after(lapsed(10), seen(20))

    assert (moved.state, moved.reopened, moved.due_at, steps[-1].act) == (R, 1, at(20) + DUE, Act.RETURN)


@pytest.mark.parametrize("state", [F, W])
def test_what_people_closed_stays_closed_however_often_it_is_found(state: State) -> None:
    moved, steps = advance(standing(state), seen(20))

    assert (moved.state, moved.sightings, moved.seen_at, steps) == (state, 2, at(20), ())


@pytest.mark.parametrize("act", [Act.DISMISS, Act.WAIVE])
def test_what_was_said_of_last_years_season_says_nothing_of_this_years(act: Act) -> None:
    moved, steps = after(seen(5, occurrence="2025年清明"), deed(act, 10), seen(20, occurrence="2025年清明"))
    assert moved.state in CLOSED

    moved, steps = advance(moved, seen(30, occurrence="2026年清明"))

    assert (moved.state, moved.due_at, [s.act for s in steps]) == (R, at(30) + DUE, [Act.RETURN])


def test_a_new_season_does_not_settle_a_claim_that_came_after_its_round() -> None:
    moved, _ = after(seen(5, occurrence="2025年3月"), deed(Act.CLAIM, 10), seen(20, began=9, occurrence="2025年4月"))

    assert moved.state is X


def test_a_claim_that_did_not_hold_moves_no_due_time() -> None:
    moved, _ = after(deed(Act.CLAIM, 10), seen(20))

    assert (moved.state, moved.due_at, moved.claimed_at, moved.claim_recorded_at) == (R, at(0) + DUE, None, None)


def test_days_on_which_it_was_over_do_not_count() -> None:
    day = 24 * 60
    moved, _ = after(deed(Act.DISMISS, 10), deed(Act.REOPEN, 10 + 3 * day))

    assert (moved.state, moved.due_at) == (R, at(3 * day) + DUE)


def test_who_answers_follows_the_plan_until_somebody_assigns_it() -> None:
    other = replace(seen(20), answering=replace(seen(20).answering, unit="法规处"))

    followed, _ = after(other)
    assigned, _ = after(deed(Act.ASSIGN, 10), other)

    assert (followed.unit, assigned.unit, assigned.person) == ("法规处", "宣传处", "负责人")


def test_another_unit_by_the_plan_is_a_step_of_its_own() -> None:
    other = replace(seen(20), answering=replace(seen(20).answering, unit="法规处"))

    moved, steps = advance(standing(C), other)

    assert (moved.unit, [(s.before, s.act, s.after, s.detail) for s in steps]) == (
        "法规处",
        [(C, Act.CHANGE, C, {"unit": "法规处"})],
    )


def test_a_deed_by_a_slow_clock_is_not_before_what_it_is_about() -> None:
    moved, steps = after(seen(20), deed(Act.CLAIM, 10, recorded=30))

    assert (steps[-1].at, moved.claimed_at) == (at(20), at(20))


@pytest.mark.parametrize("state", [V, R])
def test_a_fault_that_nobody_has_taken_up_returns_to_the_unit_that_the_plan_names_now(state: State) -> None:
    other = replace(seen(20), answering=replace(seen(20).answering, unit="法规处"))

    assert advance(standing(state), other)[0].unit == "法规处"
