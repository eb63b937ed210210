"""Requests of accounts' spiders wait for their turn, and heed a platform that asks to wait."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.exceptions import DownloadFailedError, NotConfigured
from scrapy.http import Response
from scrapy.settings import Settings

from inspection.accounts import Source
from inspection.refusals import REFUSALS
from spiders.accounts.pace import AFTER_429, Pace, PaceMiddleware, asked_to_wait
from store.store import Store

NOW = datetime(2025, 3, 25, 1, 0, tzinfo=UTC)
ADDRESS = "https://m.weibo.cn/api/container/getIndex"


class Clock:
    """Time that passes while somebody sleeps, and not otherwise."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


def middleware(store: Store, clock: Clock, source: Source | None = None) -> PaceMiddleware:
    task = SimpleNamespace(source=source or Source(weibo_uid="1"))
    crawler: Any = SimpleNamespace(
        settings=Settings({"PACE": Pace(store, clock, clock.sleep)}).copy(), spider=SimpleNamespace(task=task)
    )
    return PaceMiddleware.from_crawler(crawler)


def request(pace: float | None = None) -> Request:
    return Request(ADDRESS, meta={"pace": pace})


async def passed(way: PaceMiddleware, clock: Clock, *requests: Request) -> list[float]:
    """Seconds after the beginning when each was let through."""
    times = []
    for one in requests:
        await way.process_request(one)
        times.append((clock.now - NOW).total_seconds())
    return times


async def refused(way: PaceMiddleware, one: Request | None = None) -> tuple[str, str]:
    with pytest.raises(DownloadFailedError) as told:
        await way.process_request(one or request())
    reason, _, detail = str(told.value).partition(": ")
    return reason, detail


async def test_requests_of_one_platform_are_kept_apart(store: Store) -> None:
    clock = Clock()

    assert await passed(middleware(store, clock), clock, *[request() for _ in range(3)]) == [0, 3, 6]


async def test_the_plans_spacing_takes_the_place_of_ours(store: Store) -> None:
    clock = Clock()

    assert await passed(middleware(store, clock), clock, request(0.5), request(0.5)) == [0, 0.5]


async def test_an_hour_that_is_used_up_is_told_and_not_waited_for(store: Store) -> None:
    clock = Clock()
    way = middleware(store, clock)
    await passed(way, clock, *[request(0) for _ in range(200)])
    one = request(0)

    reason, detail = await refused(way, one)

    assert (reason, one.meta["dont_retry"]) == ("rate-limited", True)
    assert "200 次" in detail
    assert "03-25 10:00" in detail


async def test_a_day_that_is_used_up_is_a_quota_that_is_used_up(store: Store) -> None:
    clock = Clock()
    way = middleware(store, clock, Source.model_validate({"wechat_api": {"app_id": "wx1", "secret_env": "S"}}))
    ask = Request("https://api.weixin.qq.com/cgi-bin/freepublish/batchget?access_token=t0ken")
    await passed(way, clock, *[ask] * 80)

    reason, detail = await refused(way, ask)

    assert reason in REFUSALS
    assert (reason, "80 次" in detail, "t0ken" in detail) == ("quota-used-up", True, False)


async def test_a_429_is_heeded_by_the_next_process_too(store: Store, tmp_path: Path) -> None:
    clock, one = Clock(), request()
    answer = Response(ADDRESS, status=429, headers={"Retry-After": "3600"})

    given_back = await middleware(store, clock).process_response(one, answer)
    store.close()

    assert (given_back, one.meta["dont_retry"]) == (answer, True)
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as again:
        reason, detail = await refused(middleware(again, clock))
    assert (reason, "平台要求" in detail, "10:00" in detail) == ("rate-limited", True, True)


async def test_a_short_wait_that_is_asked_for_is_waited(store: Store) -> None:
    clock = Clock()
    way = middleware(store, clock)
    await way.process_response(request(), Response(ADDRESS, status=503, headers={"Retry-After": "20"}))

    assert await passed(way, clock, request()) == [20]


async def test_sound_answers_hold_nobody_up(store: Store) -> None:
    clock = Clock()
    way = middleware(store, clock)
    await way.process_response(request(), Response(ADDRESS, headers={"Retry-After": "60"}))

    assert await passed(way, clock, request()) == [0]


def test_without_a_pace_there_is_no_middleware() -> None:
    crawler: Any = SimpleNamespace(settings=Settings())

    with pytest.raises(NotConfigured):
        PaceMiddleware.from_crawler(crawler)


@given(status=st.sampled_from([200, 302, 403, 418, 429, 432, 500, 503]), said=st.none() | st.text(max_size=12))
def test_whatever_an_answer_says_only_429_and_503_ask_to_wait(status: int, said: str | None) -> None:
    stated = {} if said is None else {"Retry-After": said.encode("utf-8", "replace")}

    until = asked_to_wait(Response(ADDRESS, status=status, headers=stated), NOW)

    assert until is None or until > NOW
    assert until is None or status in {429, 503}
    assert until is not None or status != 429


@pytest.mark.parametrize(
    ("status", "said", "wait"),
    [
        (429, "120", timedelta(seconds=120)),
        (503, "120", timedelta(seconds=120)),
        (429, format_datetime(NOW + timedelta(hours=1)), timedelta(hours=1)),
        (429, format_datetime(NOW - timedelta(hours=1)), AFTER_429),
        (429, "soon", AFTER_429),
        (429, "", AFTER_429),
        (503, "", None),
        (503, "1e999", None),
        (503, "9" * 99, timedelta(days=1)),
    ],
)
def test_the_wait_is_read_in_seconds_and_as_a_date(status: int, said: str, wait: timedelta | None) -> None:
    until = asked_to_wait(Response(ADDRESS, status=status, headers={"Retry-After": said} if said else {}), NOW)

    assert until == (None if wait is None else NOW + wait)


class Answers(BaseHTTPRequestHandler):
    """Writes down when it was asked."""

    asked: list[float]
    status: int

    def do_GET(self) -> None:
        self.asked.append(time.monotonic())
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        if self.status == 429:
            self.send_header("Retry-After", "600")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=[200])
def server(request: pytest.FixtureRequest) -> Iterator[tuple[str, list[float]]]:
    handler = type("Handler", (Answers,), {"asked": [], "status": request.param})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}/feed", handler.asked  # type: ignore[attr-defined]
        serving.shutdown()


def crawl(tmp_path: Path, address: str, times: int, pace: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.spiders.accounts.paced_process"]
    arguments = [f"sqlite:///{tmp_path / 'x.db'}", address, str(times), pace]
    return subprocess.Popen([*command, *arguments], cwd=Path(__file__).parents[3], stdout=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> list[Any]:
    said, _ = process.communicate(timeout=60)
    return json.loads(said)  # type: ignore[no-any-return]


def test_two_crawling_processes_share_one_pace(server: tuple[str, list[float]], tmp_path: Path) -> None:
    address, asked = server

    readings = [told(one) for one in [crawl(tmp_path, address, 2, "1") for _ in range(2)]]

    assert readings == [["read", None, "200 200"]] * 2
    assert max(asked) - min(asked) > 2  # three seconds, less what a busy machine needs from turn to request


@pytest.mark.parametrize("server", [429], indirect=True)
def test_a_crawl_that_is_asked_to_wait_asks_once_and_no_more(server: tuple[str, list[float]], tmp_path: Path) -> None:
    address, asked = server

    state, reason, detail = told(crawl(tmp_path, address, 2))

    assert (state, reason, len(asked)) == ("blocked", "rate-limited", 1)
    assert "平台要求暂缓访问" in detail
