"""Rounds of any age with all that belongs to one, for the tests of clearing."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta

from inspection.findings import Finding, Severity
from schedulers.settings import ServiceSettings
from store.recording import Batch
from store.store import Store
from tests.store.samples import SITE, article, link, page, probe, reading

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
SETTINGS = ServiceSettings()


def a_round(store: Store, days: float, kind: str = "daily", evidence: bytes | None = None, pages: int = 2) -> str:
    at = NOW - timedelta(days=days)
    id_ = store.begin_round(site=SITE, kind=kind, as_of=at, plan_digest="p1", started_at=at)
    digest = None if evidence is None else store.evidence.put(evidence)
    if digest is not None:
        older(store, digest, days)
    some = [(page(str(n), evidence=digest), [link("a"), link(str(n))]) for n in range(pages)]
    store.record(id_, Batch(pages=some, probes=[probe("a")], aliases=[("b", "c")]))
    store.record_reading(id_, reading("甲", article("1")))
    finding = Finding("stale-column", Severity.ERROR, "甲", "停更", "依据", "v1:1")
    store.record_findings(id_, [finding], [])
    store.finish_round(id_, finished_at=at, complete=True, counters={})
    return id_


def older(store: Store, digest: str, days: float) -> None:
    at = time.time() - days * 86_400
    os.utime(store.evidence.path(digest), (at, at))


def left(store: Store) -> set[str]:
    return {one.name[:-3] for one in store.evidence.root.rglob("*.gz")}
