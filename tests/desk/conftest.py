"""A desk on a database of its own, a person of each role, and a browser or client signed in as one of them."""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import cast

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page
from starlette.datastructures import State
from starlette.testclient import TestClient

from desk.access import COOKIE
from desk.app import application
from desk.desk import Desk
from desk.plans import Plans
from desk.serving import DeskServer
from desk.settings import DeskSettings
from inspection.people import Person, Role
from inspection.plan_file import digest_of
from store.store import Store
from tests.chromium import launched

SITE = "示例市民政局"
PLAN = """\
site: {name: 示例市民政局, home: "https://mzj.example.gov.cn/"}
units: [传媒中心, 办公室, {name: 养老处, contacts: [{name: 王芳, email: wang@example.org}]}]
columns:
  - {name: 工作动态, url: "https://mzj.example.gov.cn/gzdt/", unit: 办公室, update_within: 14d}
  - {name: 养老服务, url: "https://mzj.example.gov.cn/yl/", unit: 养老处, update_within: 90d}
expectations:
  - {name: 清明祭扫提示, unit: 办公室, due: {before: 清明, lead: 7d}, title: 清明, columns: [工作动态]}
"""
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # Monday, 08:30 in Shanghai


class Now:
    """The desk's clock, which tests may set."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Now:
    return Now()


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table: to copy it takes a third of making one."""
    path = tmp_path_factory.mktemp("empty") / "desk.db"
    Store.open(f"sqlite:///{path}", path.parent / "evidence").close()
    return path


@pytest.fixture
def desk(tmp_path: Path, plan_path: Path, clock: Now, empty_database: Path) -> Iterator[Desk]:
    """On SQLite, with the plan of a small site."""
    shutil.copy(empty_database, tmp_path / "desk.db")
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with Store.open(url, tmp_path / "evidence") as store:
        store.record_plan(SITE, digest_of(PLAN), PLAN, NOW - timedelta(days=1))
        yield Desk(store, Plans(store, [plan_path]), DeskSettings(), url, clock)


@cache
def _routed() -> FastAPI:
    return application(cast(Desk, None))


def application_of(desk: Desk) -> FastAPI:
    """The one application of all tests, on that desk from now on: its routes, which take 50 ms, are made once."""
    app = _routed()
    app.state = State({"desk": desk})
    return app


def quickly_hashed(password: str) -> str:
    """As old, weak parameters made it: a wrong try costs nothing, and who signs in has it renewed."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


def enter(desk: Desk, role: Role, unit: str | None = None, login: str = "") -> tuple[Person, str]:
    """A person of that role, and the secret of their session."""
    login = login or f"{role.value}-{secrets.token_hex(3)}"
    person = desk.store.add_person(Person(login, f"{login}（测试）", role, unit), desk.clock())
    secret = secrets.token_urlsafe(32)
    expires = desk.clock() + timedelta(days=1)
    desk.store.open_session(secret, person.id, secrets.token_hex(16), desk.clock(), expires)
    return person, secret


@pytest.fixture
def client_of(desk: Desk) -> Iterator[Callable[..., TestClient]]:
    """A client signed in as a person of that role, whose requests are as a browser's own: origin and token."""
    app, opened = application_of(desk), list[TestClient]()

    def of(role: Role | None = None, unit: str | None = None) -> TestClient:
        client = TestClient(app, base_url="http://desk.test", follow_redirects=False)
        client.headers |= {"Origin": "http://desk.test", "Sec-Fetch-Site": "same-origin"}
        if role is not None:
            _, secret = enter(desk, role, unit)
            client.cookies.set(COOKIE, secret, domain="desk.test")
            session = desk.store.session(secret, desk.clock())
            assert session is not None
            client.headers["X-CSRF-Token"] = session.csrf
        opened.append(client)
        return client

    yield of
    for client in opened:
        client.close()


@contextmanager
def serving(desk: Desk) -> Iterator[str]:
    """The desk on a real socket; its address."""
    config = uvicorn.Config(application(desk), host="127.0.0.1", port=0, log_level="warning", lifespan="on")
    server = DeskServer(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def served(desk: Desk) -> Iterator[str]:
    """The address of the desk, served."""
    with serving(desk) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's browser, one for a module: while it runs, no test of that thread may call asyncio.run."""
    with launched() as browser:
        yield browser


@pytest.fixture
def tab_of(desk: Desk, served: str, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A tab signed in as a person of that role, whose addresses begin at the desk: `tab.goto("/issues")`.

    What the pages' scripts break, or the CSP forbids them, fails the test.
    """
    contexts, broken = list[BrowserContext](), list[str]()

    def of(role: Role | None = None, unit: str | None = None, width: int = 1366) -> Page:
        height = 768 if width > 500 else 844
        context = chromium.new_context(
            base_url=served, viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        contexts.append(context)
        if role is not None:
            context.add_cookies([{"name": COOKIE, "value": enter(desk, role, unit)[1], "url": served}])
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("pageerror", lambda error: broken.append(str(error)))
        tab.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
        return tab

    yield of
    for context in contexts:
        context.close()
    assert broken == []
