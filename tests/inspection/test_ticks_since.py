"""A word is asked from the day on which the duty was laid down, not for what was due before it."""

from __future__ import annotations

from datetime import date

import pytest

from inspection.duties import Tick
from inspection.ticking import known_occurrences, owed, year_of

QUARTERLY = {"name": "列席会议", "due": {"quarterly": 15}}
TODAY = date(2024, 4, 20)


@pytest.mark.parametrize(("since", "asked"), [(None, True), ("2024-04-15", True), ("2024-04-16", False)])
def test_what_was_due_before_it_began_is_not_owed(since: str | None, asked: bool) -> None:
    tick = Tick.model_validate({**QUARTERLY, **({"since": since} if since else {})})

    labels = {"2024年第1季度"}
    found = [
        {one.label for one in some}
        for some in (owed(tick, TODAY), year_of(tick, TODAY), known_occurrences(tick, TODAY))
    ]
    assert [labels <= some for some in found] == [asked] * 3
