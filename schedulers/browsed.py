"""What each stage of the browser's work in a round is handed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from inspection.plan import Plan
from schedulers.headless import Headless
from spiders.sweep import Sweep
from store.store import Store

_SMALL = 100  # pages of a site whose rounds are short anyway


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

    def spare(self, least: float, share: float, elapsed: float) -> float:
        """Seconds by which a stage may lengthen the round: a share of those that it has taken, or `least`.

        The larger the site, the less of `least` is granted: nobody minds ten seconds more on a site of fifty pages,
        and a round of five hundred should not take twice as long for the sake of the browser.
        """
        pages = max(self.sweep.recorder.pages, 1)
        return max(least * min(1.0, _SMALL / pages), share * elapsed)

    def now(self) -> datetime:
        """The round's own clock, which every look is dated by: `as_of` when it began, and running since.

        A rehearsal of another day dates its looks by that day; a round of today by the machine's clock.
        """
        return self.as_of + max(datetime.now(UTC) - self.store.round(self.round_id).started_at, timedelta())
