"""Tests of the stream on real sockets: what one browser does another hears; the server's end is the stream's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desk.access import COOKIE
from desk.desk import Desk
from tests.desk.conftest import Now
from tests.desk.test_live import accept, issue_in, session_in


@contextmanager
def listening_to(address: str, secret: str, path: str = "/live") -> Iterator[HTTPResponse]:
    host = urlsplit(address)
    connection = HTTPConnection(host.hostname or "", host.port, timeout=10)
    connection.request("GET", path, headers={"Cookie": f"{COOKIE}={secret}", "Accept": "text/event-stream"})
    try:
        yield connection.getresponse()
    finally:
        connection.close()


def lines_until(answer: HTTPResponse, wanted: str) -> list[str]:
    lines = list[str]()
    while line := answer.readline():
        lines.append(line.decode().rstrip("\n"))
        if wanted in lines[-1]:
            return lines
    return lines


def test_a_browser_hears_what_another_does(desk: Desk, served: str) -> None:
    issue, (secret, _) = issue_in(desk), session_in(desk)
    with listening_to(served, secret) as answer:
        lines_until(answer, "event: hello")
        threading.Timer(1.2, lambda: accept(desk, issue)).start()

        said = lines_until(answer, "event: issue")

    assert said[-1] == "event: issue"


def test_who_connects_is_told_how_the_issue_stands_that_the_page_shows(desk: Desk, served: str) -> None:
    issue, (secret, _) = issue_in(desk), session_in(desk)
    with listening_to(served, secret, f"/live?issue={issue.id}") as answer:
        said = lines_until(answer, '"version"')

    assert f'"id": {issue.id}' in said[-1]


def test_an_odd_number_of_an_issue_is_passed_over(desk: Desk, served: str) -> None:
    secret, said = session_in(desk)[0], list[str]()
    for odd in ("x", "-1", "9" * 30, "1%00", ""):
        with listening_to(served, secret, f"/live?issue={odd}") as answer:
            said.append(lines_until(answer, "hello")[-1])

    assert said == ["event: hello"] * 5


def test_nobody_hears_anything_without_signing_in(served: str) -> None:
    with listening_to(served, "nobody") as answer:
        assert answer.status in (303, 401)


_SERVE = """
import asyncio, sys
from pathlib import Path
from desk.desk import Desk
from desk.plans import Plans
from desk.serving import listening, server_of
from desk.settings import DeskSettings
from store.store import Store
folder = Path(sys.argv[1])
url = f"sqlite:///{folder / 'desk.db'}"
with Store.open(url, folder / "evidence") as store:
    server = server_of(Desk(store, Plans(store, [folder / "plan.yaml"]), DeskSettings(), url))
    listener = listening("127.0.0.1", 0)
    print(listener.getsockname()[1], flush=True)
    asyncio.run(server.serve(sockets=[listener]))
"""


@pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="XUNJIAN_SLOW=1 runs it: a process of its own")
def test_a_desk_that_is_told_to_end_ends_its_streams_at_once(desk: Desk, clock: Now, tmp_path: Path) -> None:
    clock.at = datetime.now(UTC)  # the process has the machine's
    secret = session_in(desk)[0]
    process = subprocess.Popen([sys.executable, "-c", _SERVE, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    port = int(process.stdout.readline())
    with listening_to(f"http://127.0.0.1:{port}", secret) as answer:
        lines_until(answer, "event: hello")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(10)

    assert time.monotonic() - began < 2
