"""How a site's columns and accounts stand now, kept while no round and no step has come."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from desk.desk import Desk
from desk.remembered import Remembered
from schedulers.freshness_now import Now, freshness_now
from store.boards import Mark

_KEPT: Remembered[Now] = Remembered(16)  # sites


class Basis(NamedTuple):
    """What a site's facts rest on."""

    database: str
    site: str
    plan: str  # digest
    mark: Mark  # the newest round and step


def site_now(desk: Desk, site: str) -> Now:
    """The facts of the board; the same object while nothing changed that day. Raises StoreError."""
    plan = desk.plans.of(site)
    now = desk.now(plan)
    return _KEPT.get(
        (basis_of(desk, site), now.date()), lambda: freshness_now(desk.store, plan, now, folder_of(desk, site))
    )


def folder_of(desk: Desk, site: str) -> Path | None:
    """Where the site's plan stands; None: it has no file."""
    file = desk.plans.file(site)
    return file.parent if file is not None else None


def basis_of(desk: Desk, site: str) -> Basis:
    """As it is now: facts are kept while it is the same. Raises StoreError."""
    return Basis(desk.database, site, desk.plans.digest(site), desk.store.mark(site))
