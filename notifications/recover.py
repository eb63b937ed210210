"""Stage 7, recover: that it is over is told once, where it was told before; what a person closed ends quietly."""

from __future__ import annotations

from inspection.issue import Issue, State
from inspection.telling import Kind, Telling
from notifications.group import HEALED_IN_TIME
from notifications.situation import Ruling

STAGE = "recover"
RECOVERED = Ruling(STAGE, "recovered", Kind.RECOVERY)
CLOSED_BY_PERSON = Ruling(STAGE, "closed-by-person")


def ended(issue: Issue, telling: Telling) -> Ruling | None:
    """What a closed issue means for one channel; None where it was not told, or told to be over already."""
    if telling.told_at is None or telling.over_at is not None:
        if telling.waiting_since is None:
            return None
        return HEALED_IN_TIME if machine_closed(issue) else CLOSED_BY_PERSON
    return RECOVERED if machine_closed(issue) else CLOSED_BY_PERSON


def machine_closed(issue: Issue) -> bool:
    """Whether evidence ended it, not somebody's word; a return then starts a new life with a new due time."""
    return issue.state is State.VERIFIED or (issue.state is State.WAIVED and issue.closed_by_machine)
