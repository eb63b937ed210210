"""Small records for tests, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from inspection.findings import Severity, fingerprint
from inspection.issue import MACHINE, Act, Issue, State, Step
from inspection.records import (
    Article,
    ColumnReading,
    ColumnState,
    Page,
    Probe,
    Published,
    Verdict,
)
from inspection.telling import Kind, Message
from store.store import Store

SITE = "民政局"
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


def issue(path: str = "gone", **fields: object) -> Issue:
    values = {
        "site": SITE,
        "fingerprint": fingerprint(SITE, "broken-link", HOST + path),
        "check": "broken-link",
        "subject": HOST + path,
        "title": f"链接“{path}”打不开",
        "severity": Severity.ERROR,
        "basis": "依据",
        "opened_at": NOW,
        "seen_at": NOW,
        "looked_at": NOW,
        **fields,
    }
    return Issue(**values)  # type: ignore[arg-type]


def found(at: datetime = NOW, who: str = MACHINE) -> Step:
    return Step(at, who, Act.FOUND, None, State.SUSPECTED, "发现")


def open_issues(store: Store, *some: Issue, step: Step | None = None) -> list[Issue]:
    with store.casework(SITE) as work:
        return work.save([(one, [step or found()]) for one in some], NOW)


def message(id_: str = "m1", channel: str = "one", group: str = "g", **fields: object) -> Message:
    values = {
        "id": id_,
        "site": SITE,
        "channel": channel,
        "kind": Kind.NEW,
        "group": group,
        "severity": Severity.ERROR,
        "created_at": NOW,
        "not_before": NOW,
        "payload": {"headline": "断链"},
        **fields,
    }
    return Message(**values)  # type: ignore[arg-type]


def put(store: Store, *some: Message) -> list[str]:
    with store.casework(SITE) as work:
        return work.enqueue(some)
