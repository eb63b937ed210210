"""Senders that are killed at random moments, several at once: nothing is lost, and what is repeated has the same id."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from inspection.telling import Status
from store.store import Store
from tests.schedulers.channels import SITE, message, put

ROOT = Path(__file__).resolve().parents[2]
MESSAGES, KILLS = 60, 4


def begin(database: str, url: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.schedulers.sending_process", database, url]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)


@pytest.mark.parametrize("seed", [1])
def test_kill_nine_loses_nothing_and_repeats_only_what_was_in_hand(
    tmp_path: Path, httpserver: HTTPServer, seed: int
) -> None:
    chance, got = random.Random(seed), Counter[str]()

    def receive(request: Request) -> Response:
        got[request.headers["X-Xunjian-Id"]] += 1
        time.sleep(chance.uniform(0.02, 0.08))
        return Response(status=200)

    httpserver.expect_request("/hook").respond_with_handler(receive)
    database, url = f"sqlite:///{tmp_path / 'x.db'}", httpserver.url_for("/hook")
    before = datetime.now(UTC) - timedelta(minutes=1)
    with Store.open(database) as store:
        put(store, *(message(f"m{n:03}", group=f"g{n % 7}", at=before) for n in range(MESSAGES)))
        for _ in range(KILLS):
            two = [begin(database, url), begin(database, url)]
            time.sleep(chance.uniform(0.8, 1.8))
            for process in two:
                process.kill()
                process.wait()
        last = begin(database, url)
        assert last.wait(timeout=120) == 0, last.stderr.read() if last.stderr else ""

        sent = [m.id for m in store.messages(SITE, limit=1000) if m.status is Status.SENT]

    assert sorted(sent) == [f"m{n:03}" for n in range(MESSAGES)]
    assert set(got) == set(sent)
    assert sum(got.values()) - MESSAGES <= KILLS * 2
