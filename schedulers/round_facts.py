"""A round in figures, for the report."""

from __future__ import annotations

from datetime import UTC, datetime

from inspection.plan import Plan
from notifications.report import RoundFacts
from schedulers.seeing import Seen
from store.store import Store


def pages_of(seen: Seen) -> int:
    """Pages that the round knows."""
    return seen.sweep.recorder.pages if seen.carried is None else seen.carried.all_pages


def facts_of(plan: Plan, kind: str, store: Store, seen: Seen, missing: list[str]) -> RoundFacts:
    """The round in figures."""
    sweep, carried = seen.sweep, seen.carried
    figures = seen.figures.so_far(sweep.recorder.stored)
    began = store.round(seen.round_id).started_at
    finished = max(began, datetime.now(UTC))  # the clock may have been set back
    return RoundFacts(
        id=seen.round_id,
        kind=kind,
        started_at=began.astimezone(plan.zone),
        finished_at=finished.astimezone(plan.zone),
        complete=not missing,
        pages=pages_of(seen),
        requests=int(figures["requests"]),
        links=int(figures["links"]) + (carried.all_links if carried is not None else 0),
        bytes=int(figures["bytes"]),
        seconds=figures["seconds"],
        missing=tuple(missing),
        carried=carried.facts(plan.zone) if carried is not None else None,
    )
