"""Small records for tests, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from inspection.records import (
    Article,
    ColumnReading,
    ColumnState,
    Page,
    Probe,
    Published,
    Verdict,
)
from store.store import Store

NOW = datetime(2025, 3, 25, 1, 0, tzinfo=UTC)
HOST = "https://mzj.example/"


def page(path: str = "", **fields: object) -> Page:
    url = HOST + path
    return Page(**{"url": url, "final_url": url, "status": 200, "fetched_at": NOW, **fields})  # type: ignore[arg-type]


def probe(path: str = "", verdict: Verdict = Verdict.SOUND, **fields: object) -> Probe:
    return Probe(**{"url": HOST + path, "verdict": verdict, "probed_at": NOW, **fields})  # type: ignore[arg-type]


def link(path: str, text: str = "", element: str = "a") -> tuple[str, str, str]:
    return HOST + path, element, text


def reading(column: str = "通知公告", *articles: Article, **fields: object) -> ColumnReading:
    values = {"url": HOST, "state": ColumnState.READ, "articles": articles, **fields}
    return ColumnReading(column, **values)  # type: ignore[arg-type]


def article(path: str, published_at: Published | None = None, **fields: object) -> Article:
    values = {
        "channel": "通知公告",
        "title": f"稿件 {path}",
        "url": HOST + path,
        "published_at": published_at,
        **fields,
    }
    return Article(**values)  # type: ignore[arg-type]


def another_round(store: Store, days: int = 1, site: str = "民政局", finish: bool = False) -> str:
    at = NOW + timedelta(days=days)
    id_ = store.begin_round(site=site, kind="full", as_of=at, plan_digest="p1", started_at=at)
    if finish:
        store.finish_round(id_, finished_at=at, complete=True, counters={})
    return id_
