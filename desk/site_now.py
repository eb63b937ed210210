"""How a site's columns and accounts stand now, kept while no round and no step has come."""

from __future__ import annotations

from collections.abc import Hashable

from desk.desk import Desk
from desk.remembered import Remembered
from inspection.plan_file import digest_of
from schedulers.freshness_now import Now, freshness_now

_KEPT: Remembered[Now] = Remembered(16)  # sites


def site_now(desk: Desk, site: str) -> Now:
    """The facts of the board; the same object while nothing changed that day. Raises StoreError."""
    plan = desk.plans.of(site)
    now = desk.now(plan)
    return _KEPT.get((mark_of(desk, site), now.date()), lambda: freshness_now(desk.store, plan, now))


def mark_of(desk: Desk, site: str) -> tuple[Hashable, ...]:
    """What the site's facts rest on: the database, the plan's text, the newest round and step."""
    try:
        text = desk.plans.text(site) or ""
    except (OSError, UnicodeDecodeError):
        text = ""
    return desk.database, site, digest_of(text), desk.store.mark(site)
