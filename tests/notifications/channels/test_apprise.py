"""Through Apprise: what leaves, what its yes and no mean, and that it is only needed by those who use it."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from inspection.alerting import Apprise as Settings
from inspection.errors import DeliveryError
from notifications.alert import Alert
from notifications.channels.apprise import BODY, Apprise
from tests.notifications.channels.hostile import ID, alert

pytest.importorskip("apprise")
KEY = "geheim4711"
ROOT = Path(__file__).resolve().parents[3]


@asynccontextmanager
async def service(status: int = 200) -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    """Apprise's own JSON notation on loopback, and what it got."""
    got: list[dict[str, Any]] = []

    async def handle(request: web.Request) -> web.Response:
        got.append(await request.json())
        return web.Response(status=status)

    app = web.Application()
    app.router.add_post("/{rest:.*}", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"json://user:{KEY}@127.0.0.1:{runner.addresses[0][1]}/{KEY}", got
    finally:
        await runner.cleanup()


async def refusal(environment: dict[str, str], about: Alert) -> DeliveryError:
    made = Apprise(Settings(url_env="ADDRESS"), environment)
    with pytest.raises(DeliveryError) as raised:
        await made.send(made.render(about))
    assert KEY not in str(raised.value)
    return raised.value


async def test_title_and_body_arrive_with_the_id() -> None:
    async with service() as (address, got):
        made = Apprise(Settings(url_env="ADDRESS"), {"ADDRESS": address})
        await made.send(made.render(alert("首页链接失效")))

    assert got[0]["title"] == "【问题】通知公告：断链（办公室）"
    assert "首页链接失效" in got[0]["message"]
    assert f"编号 {ID}" in got[0]["message"]


@pytest.mark.parametrize("status", [400, 429, 500])
async def test_its_no_is_tried_again_and_its_log_shows_no_address(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with service(status) as (address, _got):
        error = await refusal({"ADDRESS": address}, alert("甲"))

    assert not error.permanent
    assert KEY not in caplog.text


@pytest.mark.parametrize("address", [f"nothing://{KEY}", KEY, f"wxteams:{KEY}"])
async def test_an_address_that_it_does_not_know_is_given_up(address: str) -> None:
    error = await refusal({"ADDRESS": address}, alert("甲"))

    assert error.permanent
    assert "ADDRESS" in str(error)


async def test_a_missing_variable_is_named() -> None:
    assert "ADDRESS" in str(await refusal({}, alert("甲")))


@pytest.mark.parametrize("count", [1, 2, 60, 500])
def test_a_long_alert_is_cut_and_says_how_much_is_left_out(count: int) -> None:
    about = alert(*["关于印发《养老服务补贴管理办法》的通知" * 9] * count)
    body = Apprise(Settings(url_env="ADDRESS"), {}).render(about)["body"]

    assert len(body) <= BODY
    assert f"编号 {ID}" in body
    assert ("未列出" in body) is (count > 10)


def test_a_long_text_is_cut_and_still_says_its_id() -> None:
    body = Apprise(Settings(url_env="ADDRESS"), {}).render(alert(text="本周巡检情况。\n" * 900))["body"]

    assert len(body) <= BODY
    assert body.rstrip().endswith(ID)


def test_without_the_extra_the_mend_is_said() -> None:
    program = """
import asyncio, sys
sys.modules["apprise"] = None
from inspection.alerting import Apprise as Settings
from inspection.errors import DeliveryError
from notifications.channels.apprise import Apprise
try:
    asyncio.run(Apprise(Settings(url_env="A"), {"A": "json://x"}).send({"title": "", "body": "x"}))
except DeliveryError as error:
    print(error.permanent, error)
"""
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert ran.stdout.startswith("True ")
    assert "apprise]" in ran.stdout
