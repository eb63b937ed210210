"""What a database holds of a portal's inspection, and what is missing of it later."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from store.case_tables import issues, messages, steps
from store.engine import parse_url, sqlite_file
from store.errors import StoreError
from store.store import Store
from store.tables import leases, rounds

Row = tuple[str, str, str]  # the kind of round, what it is, its name
SITES = select(rounds.c.site).distinct()


@dataclass
class Kept:
    """Rows by what they say; numbers of what must be there once."""

    rows: set[Row] = field(default_factory=set)
    finished: set[str] = field(default_factory=set)
    claims: set[tuple[str, ...]] = field(default_factory=set)  # of the newest finished round
    issues: int = 0
    steps: int = 0
    messages: int = 0
    told_twice: list[tuple[str, int]] = field(default_factory=list)  # kind of message, issue
    leases: int = 0
    rounds: int = 0
    resumes: int = 0
    damage: list[str] = field(default_factory=list)


def kept(url: str, evidence: Path | None = None) -> Kept:
    """Everything by now; a database that is not there yet holds nothing."""
    file = sqlite_file(parse_url(url))
    if file is not None and not file.exists():
        return Kept()
    found = Kept()
    try:
        with Store.open(url, None if file is not None else evidence) as store:
            _read(store, found)
    except StoreError as error:
        found.damage.append(f"cannot be opened: {error}")
    if file is not None:
        with sqlite3.connect(file) as link:
            said = [row[0] for row in link.execute("PRAGMA integrity_check")]
        found.damage += [] if said == ["ok"] else said
    return found


def _read(store: Store, found: Kept) -> None:
    with store.reading() as connection:
        sites = list(connection.execute(SITES).scalars())
        for name, table in (("issues", issues), ("steps", steps), ("messages", messages), ("leases", leases)):
            setattr(found, name, connection.execute(select(func.count()).select_from(table)).scalar_one())
        live = select(messages.c.kind, messages.c.issues).where(messages.c.status != "withdrawn")
        told = Counter((kind, one) for kind, ids in connection.execute(live) for one in json.loads(ids))
        found.told_twice = [one for one, times in told.items() if times > 1]
    for row in (row for site in sites for row in reversed(store.rounds(site))):  # oldest first
        found.rounds += 1
        found.resumes += row.resumes
        if row.finished_at is not None:
            found.finished.add(row.id)
            found.claims = {("found", one.check, one.subject, str(one.severity)) for one in store.findings(row.id)}
            found.claims |= {("open", one.check, one.subject, one.reason) for one in store.undecided(row.id)}
        found.rows |= {(row.kind, "probe", url) for url in store.probed(row.id)}
        found.rows |= {(row.kind, "reading", name) for name in store.readings(row.id)}
        for page in store.pages(row.id):
            found.rows.add((row.kind, "page", page.url))
            if page.evidence is not None:
                try:
                    store.evidence.get(page.evidence)
                except StoreError as error:
                    found.damage.append(f"evidence of {page.url}: {error}")
