"""What every page of the desk is handed: the store, the plans, the settings, the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from desk.forwarding import Strangers
from desk.plan_turns import Turns
from desk.plans import Plans
from desk.remembered import Remembered
from desk.settings import DeskSettings
from inspection.plan import Plan
from store.store import Store


def _wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk on one database."""

    store: Store
    plans: Plans
    settings: DeskSettings
    database: str  # the URL, for processes that the desk starts
    clock: Callable[[], datetime] = _wall_clock  # aware
    environment: Mapping[str, str] = field(default_factory=dict)
    # What tallied.py counts, by lists and by lines of plans.
    tallied: Remembered[object] = field(default_factory=lambda: Remembered(64), compare=False, repr=False)
    found: Remembered[object] = field(default_factory=lambda: Remembered(4), compare=False, repr=False)
    turns: Turns = field(default_factory=Turns, compare=False, repr=False)
    strangers: Strangers = field(default_factory=Strangers, compare=False, repr=False)

    def now(self, plan: Plan) -> datetime:
        """The moment, in the plan's zone."""
        return self.clock().astimezone(plan.zone)
