"""Issues, rounds and pictures for the tests of pages."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desk.desk import Desk
from inspection.findings import Finding, Severity, fingerprint
from inspection.issue import MACHINE, Act, Issue, State, Step
from inspection.pictures import Picture
from inspection.records import Page, Probe, Verdict
from store.keys import Seen
from store.recording import Batch
from tests.desk.conftest import NOW, SITE

HOME = "https://mzj.example.gov.cn"
SUBJECT = f"{HOME}/attach/gone.doc"
PAGE = f"{HOME}/gzdt/1.html"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def issue_of(subject: str = SUBJECT, check: str = "broken-link", **fields: Any) -> Issue:
    """Not in the store yet."""
    return Issue(
        **{
            "site": SITE,
            "fingerprint": fingerprint(SITE, check, subject),
            "check": check,
            "subject": subject,
            "title": "链接打不开：申请表.doc",
            "severity": Severity.ERROR,
            "basis": "工作惯例：链接都应当能够打开",
            "opened_at": NOW - timedelta(days=3),
            "seen_at": NOW - timedelta(hours=1),
            "looked_at": NOW - timedelta(hours=1),
            "unit": "办公室",
            "column": "工作动态",
            "found_on": (PAGE,),
            "evidence": {"reason": "http-404", "status": 404, "text": "附件：申请表"},
            "due_at": NOW + timedelta(days=2),
            **fields,
        }
    )


def opened(desk: Desk, *some: Issue) -> list[Issue]:
    """In the store, each with its first step."""
    with desk.store.casework(SITE) as work:
        return work.save([(one, [_found(one)]) for one in some], NOW)


def one(desk: Desk, **fields: Any) -> Issue:
    """One issue in the store."""
    return opened(desk, issue_of(**fields))[0]


def moved(desk: Desk, issue: Issue, act: Act, state: State, who: str = "别人", why: str = "", **fields: Any) -> Issue:
    """As if somebody had done that meanwhile."""
    step = Step(NOW, who, act, issue.state, state, why)
    after = replace(issue, state=state, version=issue.version + (act is not Act.NOTE), **fields)
    with desk.store.casework(SITE) as work:
        return work.save([(after, [step])], NOW)[0]


def round_of(desk: Desk, at: datetime, *findings: Finding, verdict: Verdict | None = None, body: str = "") -> str:
    """A finished round that tried SUBJECT, and kept PAGE's source."""
    store = desk.store
    id_ = store.begin_round(site=SITE, kind="full", as_of=at, plan_digest="p", started_at=at)
    pages: list[tuple[Page, Sequence[Seen]]] = []
    if body:
        digest = store.evidence.put(body.encode("utf-8", "replace"))
        pages.append((Page(PAGE, PAGE, 200, at, "text/html", "utf-8", len(body), digest), []))
    probes = [] if verdict is None else [Probe(SUBJECT, verdict, "http-404" if verdict is Verdict.FAULTY else None)]
    store.record(id_, Batch(pages=pages, probes=probes))
    store.record_findings(id_, list(findings), [])
    store.finish_round(id_, finished_at=at + timedelta(minutes=5), complete=True, counters={})
    return id_


def pictured(desk: Desk, issue: Issue, shows: str = "红框处的附件打不开", body: bytes = PNG, **fields: Any) -> Picture:
    """A picture of the issue's fault."""
    digest = desk.store.evidence.put(body)
    known = {"evidence": digest, **fields}
    picture = Picture(issue.fingerprint, NOW - timedelta(hours=1), "r", PAGE, shows, **known)
    desk.store.record_picture(SITE, picture)
    return picture


def _found(issue: Issue) -> Step:
    return Step(issue.opened_at, MACHINE, Act.FOUND, None, issue.state, issue.title, issue.round or None)
