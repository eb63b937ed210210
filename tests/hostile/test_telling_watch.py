"""`alerts send --watch`: it goes by the plan as it is edited, and stops without cutting off a message."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from inspection.telling import Status
from store.store import Store
from tests.hostile.command import ROOT
from tests.schedulers.channels import PLAN, SITE, message, plan, put
from xunjian.database import plan_anew


def test_a_watch_that_is_asked_to_stop_finishes_the_message_in_hand_and_takes_no_other(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    came = threading.Event()

    def slowly(_request: Request) -> Response:
        came.set()
        time.sleep(0.5)
        return Response(status=200)

    httpserver.expect_request("/hook").respond_with_handler(slowly)
    (tmp_path / "plan.yaml").write_text(
        f'site: {{name: {SITE}, home: "https://www.example.gov.cn/"}}\n'
        f'alerts: {{channels: {{one: {{webhook: {{url: "{httpserver.url_for("/hook")}"}}}}}}, routes: []}}\n',
        "utf-8",
    )
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        put(store, *(message(f"m{n}") for n in range(9)))
        command = ["-m", "xunjian", "alerts", "send", str(tmp_path / "plan.yaml"), "--watch"]
        process = subprocess.Popen(
            [sys.executable, *command, "--database", f"sqlite:///{tmp_path / 'x.db'}"], cwd=ROOT, env=os.environ
        )
        assert came.wait(30)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        sent = store.messages(SITE, (Status.SENT,))

    assert len(sent) == 1


@pytest.mark.parametrize(
    ("written", "channels"),
    [
        (PLAN.replace("three:", "fresh:"), {"one", "two", "fresh"}),
        ("site: {name: [", {"one", "two", "three"}),
        (PLAN.replace(SITE, "另一个局"), {"one", "two", "three"}),
    ],
    ids=["edited", "half-written", "another-site"],
)
def test_a_watch_goes_by_the_plan_as_it_is_now(tmp_path: Path, written: str, channels: set[str]) -> None:
    (tmp_path / "plan.yaml").write_text(written, "utf-8")

    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        newest = plan_anew(store, plan(), tmp_path / "plan.yaml")

    assert newest.alerts is not None
    assert set(newest.alerts.channels) == channels
