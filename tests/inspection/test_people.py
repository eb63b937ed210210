"""What a person may do with one issue: a unit takes back its own claim, and no other conclusion."""

from __future__ import annotations

import pytest

from inspection.issue import Act, State
from inspection.people import Person, Role, refusal
from tests.store.samples import issue

HANDLER = Person("chu", "办公室经办", Role.HANDLER, unit="办公室")


@pytest.mark.parametrize("state", list(State))
def test_a_unit_takes_back_its_claim_and_no_other_conclusion(state: State) -> None:
    allowed = refusal(HANDLER, Act.REOPEN, issue(state=state, unit="办公室")) is None

    assert allowed is (state is State.CORRECTED)


def test_a_unit_takes_back_no_other_units_claim() -> None:
    assert "只能办理本单位" in (refusal(HANDLER, Act.REOPEN, issue(state=State.CORRECTED, unit="养老处")) or "")


@pytest.mark.parametrize("state", list(State))
def test_triage_takes_back_every_conclusion(state: State) -> None:
    assert refusal(Person("dd", "调度", Role.TRIAGE), Act.REOPEN, issue(state=state, unit="办公室")) is None
