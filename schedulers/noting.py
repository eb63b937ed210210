"""Bodies that look suspicious, with the places that lead to them, out of the store."""

from __future__ import annotations

from inspection.observed import Noted
from inspection.plan import Plan
from schedulers.seeing import Seen
from store.store import Store


def noted_of(plan: Plan, store: Store, seen: Seen) -> tuple[Noted, ...] | None:
    """What the round's pages and targets show that is suspicious. None: nobody looked for such."""
    del plan, store, seen
    return None
