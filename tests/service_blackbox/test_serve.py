"""The service as an office runs it: stopped, killed, started again; what the server and the database then show."""

import os
import signal
import socket
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.service_blackbox.days import Days
from tests.service_blackbox.rounds import PRODUCT, command, environment, findings, inspect, run

pytestmark = pytest.mark.skipif(os.environ.get("XUNJIAN_SLOW") != "1", reason="slow: XUNJIAN_SLOW=1")


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is true; whether it became so in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return False


class Office:
    """A served portal and a service that watches it."""

    def __init__(self, folder: Path) -> None:
        extra = 'rounds: {watch: every 30m, daily: "06:00", full: 周日 02:00}'
        self.days = Days(12, folder, 400, 16, extra)
        self.folder, self.url = folder, f"sqlite:///{self.days.database}"
        self.running: list[subprocess.Popen[bytes]] = []

    def serve(self) -> subprocess.Popen[bytes]:
        """Start a service in a process group of its own."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            listen = f"127.0.0.1:{free.getsockname()[1]}"
        with (self.folder / "serve.log").open("ab") as log:
            made = subprocess.Popen(
                command("serve", str(self.days.plan), "--database", self.url),
                env=environment(0, XUNJIAN_LISTEN=listen),
                cwd=PRODUCT,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        self.running.append(made)
        return made

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """Ask the database."""
        if not self.days.database.exists():
            return []
        with sqlite3.connect(f"file:{self.days.database}?mode=ro", uri=True, timeout=10) as database:
            tables = {name for (name,) in database.execute("select name from sqlite_master")}
            return database.execute(query).fetchall() if {"rounds", "issues", "findings"} <= tables else []

    def asked(self, more: int) -> bool:
        """Wait until the portal was asked `more` times again."""
        reached = len(self.days.serving.log) + more
        return until(lambda: len(self.days.serving.log) >= reached, 60)

    def finished(self) -> bool:
        """Wait until a round is finished."""
        return until(lambda: bool(self.ask("select 1 from rounds where finished_at is not null")), 90)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for one in made.running:
        if one.poll() is None:
            os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def test_a_round_that_was_stopped_and_killed_is_one_round_and_asks_no_article_twice(office: Office) -> None:
    serving = office.days.serving
    serving.delay = 0.1
    first = office.serve()
    assert office.asked(150)
    first.send_signal(signal.SIGTERM)
    assert first.wait(60) == 0
    second = office.serve()
    assert office.asked(150)
    os.killpg(second.pid, signal.SIGKILL)
    second.wait()
    time.sleep(3)
    serving.delay = 0
    office.serve()
    assert office.finished()
    pages = Counter(
        target for method, target, _ in serving.log if method == "GET" and target in office.days.everything()
    )
    again = [
        target for target, times in pages.items() if times > 1 and target != "/" and not target.startswith("/page")
    ]
    whole = {finding[:2] for finding in findings(inspect(office.days.plan, office.folder / "whole.db", "full"))}
    found = set(
        office.ask(
            "select \"check\", subject from findings where \"check\" not in ('missing-ipv6', 'missing-https-redirect')"
        )
    )
    assert len(office.ask("select id from rounds where kind = 'full'")) == 1
    assert found == whole
    assert len(again) <= 8  # what was in hand when the kill came


def test_two_services_on_one_database_do_each_thing_once(office: Office) -> None:
    office.serve()
    office.serve()
    assert office.finished()
    time.sleep(5)
    assert len(office.ask("select id from rounds where kind = 'full'")) == 1


def test_a_backup_of_a_running_service_restores_to_the_same_issues(office: Office) -> None:
    office.serve()
    assert office.finished()
    assert until(lambda: bool(office.ask("select 1 from issues")), 20)
    archive, new = office.folder / "back.tar", office.folder / "new.db"
    assert run("backup", str(archive), "--database", office.url).status == 0
    assert run("restore", str(archive), "--database", f"sqlite:///{new}").status == 0
    issues = "select fingerprint, state from issues order by id"
    with sqlite3.connect(new) as restored:
        assert restored.execute(issues).fetchall() == office.ask(issues)
