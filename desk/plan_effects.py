"""What a changed plan will do to the issues there are: judged as the next round will, without looking anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspection.asking import no_longer_asked
from inspection.issue import Issue
from inspection.plan import Plan

MOST = 5000  # issues that are looked through
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Effects:
    """Open issues that the new plan no longer asks for, each with why; and what begins with the next round."""

    lapsing: tuple[tuple[Issue, str], ...]
    count: int
    looked: int  # issues that were looked through
    new_names: tuple[str, ...]


def effects(issues: Sequence[Issue], before: Plan, after: Plan, today: date) -> Effects:
    """`issues`: the site's that are alive; `today` in the plan's zone. What lapses anyway is not the edit's doing."""
    lapsing = []
    for issue in issues:
        why = no_longer_asked(issue, after, today)
        if why is not None and no_longer_asked(issue, before, today) is None:
            lapsing.append((issue, why))
    known = set(_names(before))
    new = [name for name in _names(after) if name not in known]
    return Effects(tuple(lapsing[:SHOWN]), len(lapsing), len(issues), tuple(new))


def _names(plan: Plan) -> list[str]:
    """Of whatever is looked at by itself."""
    channels = [*(one.name for one in plan.columns), *(one.name for one in plan.accounts)]
    return channels + [one.name for one in plan.expectations]
