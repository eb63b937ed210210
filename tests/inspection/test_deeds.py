"""What people do with an issue, and what they must say with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspection.findings import Severity
from inspection.issue import MACHINE, Act, Deed, RefusedError, State, Step
from inspection.lifecycle import advance
from tests.inspection.issues import after, at, deed, seen, standing

A, C, M, X = State.ASSIGNED, State.CONFIRMED, State.MUTED, State.CORRECTED


def test_the_first_answer_of_a_person_is_kept() -> None:
    moved, _ = after(deed(Act.ACCEPT, 10), deed(Act.CLAIM, 20))

    assert (moved.acknowledged_at, moved.claimed_at) == (at(10), at(20))


def test_an_issue_is_confirmed_once_and_for_all_by_its_second_sight() -> None:
    moved, _ = after(deed(Act.ASSIGN, 5), seen(10), seen(20))

    assert (moved.state, moved.confirmed_at) == (A, at(10))


def test_a_person_alone_is_assigned_within_the_unit_that_answers() -> None:
    moved, _ = after(replace(deed(Act.ASSIGN, 5), unit=None))

    assert (moved.unit, moved.person) == ("办公室", "负责人")


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.ASSIGN, Act.CLAIM, Act.DISMISS, Act.WAIVE])
def test_no_mute_outlives_a_decision(act: Act) -> None:
    moved, _ = advance(standing(M), deed(act, 20))

    assert (moved.muted_until, moved.before_mute) == (None, None)


@pytest.mark.parametrize("act", [Act.ASSIGN, Act.REOPEN, Act.DISMISS])
def test_a_claim_that_is_taken_back_leaves_nothing_behind(act: Act) -> None:
    moved, _ = advance(standing(X), deed(act, 20))
    moved, _ = (moved, ()) if act is not Act.DISMISS else advance(moved, deed(Act.REOPEN, 30))

    assert (moved.claimed_at, moved.claim_recorded_at) == (None, None)


@pytest.mark.parametrize(("now", "said"), [(Severity.CRITICAL, "等级升高"), (Severity.WARNING, "等级降低")])
def test_a_change_says_which_way_it_went(now: Severity, said: str) -> None:
    moved, steps = after(seen(5), seen(10, now))

    assert (moved.severity, [s.why for s in steps if s.act is Act.CHANGE]) == (now, [said])


def test_a_note_changes_nothing_but_the_history() -> None:
    issue = standing(C)
    said = deed(Act.NOTE, 20)

    assert advance(issue, said) == (issue, (Step(said.at, said.who, Act.NOTE, C, C, said.why),))


@pytest.mark.parametrize(
    "wrong",
    [
        {"act": Act.DISMISS, "why": " "},
        {"act": Act.WAIVE, "why": ""},
        {"act": Act.MUTE, "why": "", "until": at(99)},
        {"act": Act.MUTE, "until": None},
        {"act": Act.MUTE, "until": at(20)},
        {"act": Act.ASSIGN, "unit": None, "person": None},
        {"act": Act.NOTE, "why": "\n"},
        {"act": Act.CLAIM, "who": "  "},
        {"act": Act.CLAIM, "who": MACHINE},
    ],
    ids=str,
)
def test_a_deed_without_what_it_needs_is_refused(wrong: dict[str, object]) -> None:
    sound = Deed(Act.CLAIM, "值班编辑", at(20), at(20), "说明")

    with pytest.raises(RefusedError, match=r"[\u4e00-\u9fff]"):
        advance(standing(C), replace(sound, **wrong))  # type: ignore[arg-type]
