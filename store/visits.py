"""The last look of a browser, or of a download, at each address of a site."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from inspection.visits import View, Visit
from store import bulk
from store.database import Database
from store.headless_tables import visits
from store.values import clean, clean_or_none, from_json, to_json

_NAMES = ("url", "view", "visited_at", "round", "reason", "status", "final_url", "title", "facts", "evidence")


class VisitStore(Database):
    """The part of the store that knows what addresses showed."""

    def record_visits(self, site: str, seen: Iterable[Visit]) -> None:
        """Each replaces the earlier one of its address and view."""
        rows = [_row(site, visit) for visit in seen]
        with self.writing() as connection:
            bulk.upsert(connection, visits, rows, key=("site", "view", "url"))

    def visits(self, site: str, since: datetime, until: datetime, views: Collection[View] = tuple(View)) -> list[Visit]:
        """Visits of these views within that time, by view and address."""
        query = (
            select(*(visits.c[name] for name in _NAMES))
            .where(visits.c.site == clean(site), visits.c.view.in_([view.value for view in views]))
            .where(visits.c.visited_at >= since, visits.c.visited_at <= until)
            .order_by(visits.c.view, visits.c.url)
        )
        with self.reading() as connection:
            return [_visit(row) for row in connection.execute(query)]

    def forget_visits(self, site: str, before: datetime) -> int:
        """Drop looks from before that time; how many."""
        with self.writing() as connection:
            gone = delete(visits).where(visits.c.site == clean(site), visits.c.visited_at < before)
            return connection.execute(gone).rowcount


def _row(site: str, visit: Visit) -> dict[str, Any]:
    return {
        "site": clean(site),
        "url": clean(visit.url),
        "view": visit.view.value,
        "visited_at": visit.visited_at,
        "round": visit.round,
        "reason": clean_or_none(visit.reason),
        "status": visit.status,
        "final_url": clean_or_none(visit.final_url),
        "title": clean(visit.title),
        "facts": to_json(dict(visit.facts)),
        "evidence": visit.picture,
    }


def _visit(row: Any) -> Visit:
    known = row._asdict()
    return Visit(
        **{name: known[name] for name in ("url", "visited_at", "round", "reason", "status", "final_url", "title")},
        view=View(row.view),
        facts=from_json(row.facts),
        picture=row.evidence,
    )
