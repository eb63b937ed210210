"""Silence is the alarm: the ping goes out while all is sound, and only then."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from schedulers.ping import ping
from schedulers.watchman import Watchman
from tests.schedulers.timetable_office import until
from tests.schedulers.watched import SITE, Watched
from tests.spiders.server import Site

KEY = "5f1b6c1e-aaaa-bbbb"


async def pinged(watched: Watched, url: str, enough: Callable[[], bool]) -> None:
    stop = asyncio.Event()
    pinging = asyncio.create_task(ping(url, 0.02, Watchman(watched.store, lambda: {SITE: watched.plan}), stop))
    await until(enough)
    stop.set()
    await asyncio.wait_for(pinging, 10)
    watched.store.close()


def said(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "schedulers.ping"]


async def test_a_sound_service_pings_again_and_again(tmp_path: Path) -> None:
    async with Site() as monitor:
        monitor.page(f"/{KEY}", "ok")
        await pinged(Watched(tmp_path), f"{monitor.base}/{KEY}", lambda: len(monitor.asked) >= 2)


async def test_a_service_that_is_not_sound_is_silent_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watched = Watched(tmp_path)
    watched.nobody_leads()

    async with Site() as monitor:
        with caplog.at_level(logging.INFO):
            late = asyncio.get_running_loop().time() + 0.3  # a dozen turns
            await pinged(
                watched,
                f"{monitor.base}/{KEY}",
                lambda: bool(said(caplog)) and asyncio.get_running_loop().time() > late,
            )

    assert monitor.asked == []
    assert [record.getMessage() for record in said(caplog)] == ["服务不正常，停止向外报平安"]


@pytest.mark.parametrize("status", [404, 500, None])
async def test_a_ping_that_fails_is_logged_without_the_key_and_ends_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, status: int | None
) -> None:
    async with Site() as monitor:
        if status is not None:
            monitor.page(f"/{KEY}", "no", status=status)
        base = monitor.base if status is not None else "http://127.0.0.1:1"
        with caplog.at_level(logging.DEBUG):
            await pinged(Watched(tmp_path), f"{base}/{KEY}", lambda: len(said(caplog)) >= 2)

    assert KEY not in str([vars(record) for record in said(caplog)])
