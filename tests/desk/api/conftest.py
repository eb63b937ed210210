"""A desk with issues of every state, a round, and programs that hold tokens."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.findings import Finding, Severity, Undecided, fingerprint
from inspection.issue import MACHINE, Act, Issue, State, Step
from inspection.people import Role
from inspection.pictures import Picture
from store.sessions import Scope
from tests.desk.conftest import NOW, SITE, application_of, enter

HOST = "https://mzj.example.gov.cn/"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def issue(path: str, **fields: object) -> Issue:
    values = {
        "site": SITE,
        "fingerprint": fingerprint(SITE, "broken-link", HOST + path),
        "check": "broken-link",
        "subject": HOST + path,
        "title": f"链接“{path}”打不开",
        "severity": Severity.ERROR,
        "basis": "工作惯例",
        "opened_at": NOW - timedelta(days=9),
        "seen_at": NOW - timedelta(days=1),
        "looked_at": NOW - timedelta(days=1),
        "unit": "办公室",
        "column": "工作动态",
        "due_at": NOW - timedelta(days=1),
        "found_on": (HOST,),
        "evidence": {"status": 404, "comments": [{"text": "请打我的手机 13800138000"}]},
        **fields,
    }
    return Issue(**values)  # type: ignore[arg-type]


def opened(desk: Desk, *some: Issue) -> list[Issue]:
    """Put into the database, with the step that opened each."""
    with desk.store.casework(SITE) as work:
        return work.save([(one, [Step(NOW, MACHINE, Act.FOUND, None, one.state, "发现")]) for one in some], NOW)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """An issue of every state, one of another unit, a finished round with findings, a picture."""
    made = opened(
        desk,
        *(issue(state.value, state=state, muted_until=_muted(state), before_mute=_before(state)) for state in State),
        issue("养老", unit="养老处", column="养老服务", severity=Severity.CRITICAL),
        issue("无主", unit=None, column=None),
    )
    round_ = desk.store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="d" * 64, started_at=NOW)
    first = made[0]
    finding = Finding("broken-link", Severity.ERROR, first.subject, first.title, "工作惯例", first.fingerprint)
    desk.store.record_findings(round_, [finding], [Undecided("stale-column", "养老服务", "unreachable", "打不开")])
    desk.store.finish_round(round_, finished_at=NOW + timedelta(minutes=3), complete=True, counters={"pages": 12})
    digest = desk.store.evidence.put(PNG)
    desk.store.record_picture(SITE, Picture(first.fingerprint, NOW, round_, HOST, "框出打不开的链接", evidence=digest))
    return desk


def _muted(state: State) -> object:
    return NOW + timedelta(days=3) if state is State.MUTED else None


def _before(state: State) -> object:
    return State.CONFIRMED if state is State.MUTED else None


def number_of(desk: Desk, path: str) -> int:
    """The issue's number, by the end of its address."""
    return next(one.id for one in desk.store.issues_of(SITE) if one.subject == HOST + path)


@pytest.fixture
def program(filled: Desk) -> Iterator[Callable[..., TestClient]]:
    """A program with a token: no cookie, no origin, no CSRF token."""
    app, made = application_of(filled), list[TestClient]()

    def of(role: Role, scope: Scope = "act", unit: str | None = None) -> TestClient:
        person, _ = enter(filled, role, unit)
        secret = secrets.token_urlsafe(32)
        filled.store.add_token(secret, person.id, "程序", scope, filled.clock())
        client = TestClient(app, base_url="http://desk.test", headers={"Authorization": f"Bearer {secret}"})
        made.append(client)
        return client

    yield of
    for client in made:
        client.close()
