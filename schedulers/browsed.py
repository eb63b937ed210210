"""What each stage of the browser's work in a round is handed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspection.plan import Plan
from schedulers.headless import Headless
from spiders.sweep import Sweep
from store.store import Store


@dataclass(frozen=True, slots=True)
class Browsed:
    """One round, as the stages see it that use the browser."""

    plan: Plan
    store: Store
    round_id: str
    kind: str  # watch, daily, full
    as_of: datetime
    sweep: Sweep
    headless: Headless
