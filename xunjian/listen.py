"""`xunjian alerts listen`: take the presses of Slack's buttons until asked to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from aiohttp import web

from inspection.alerting import Slack
from inspection.errors import DeliveryError
from inspection.plan import Plan
from schedulers.slack_counter import Served, SlackCounter, perform_on
from schedulers.slack_listener import listen_socket, signed_route
from xunjian.database import existing_store, plan_anew, plan_of
from xunjian.failure import fail
from xunjian.issues import Database


def listen(
    plan: Annotated[Path | None, typer.Argument(metavar="[PLAN]", help="巡检方案；默认为上次巡检所用的方案")] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="方案中的 Slack 渠道名；只有一个时可不写")] = None,
    http: Annotated[
        str | None,
        typer.Option("--http", metavar="HOST:PORT", help="改经 HTTP 接收（须有公网地址）；默认用 Socket Mode"),
    ] = None,
    database: Database = None,
) -> None:
    """接收 Slack 按钮操作，直到按 Ctrl-C；消息的更新由 xunjian alerts send 发出。"""
    with existing_store(database) as store:
        known = plan_of(store, plan)
        settings = _settings(known, channel)
        plan_now = partial(plan_anew, store, known, plan)
        served = Served(plan_now, perform_on(store, plan_now))
        counter = SlackCounter([served], settings, os.environ, _now, _now)
        try:
            asyncio.run(_serve(settings, counter, _place(http) if http is not None else None))
        except DeliveryError as error:
            fail(f"无法接收 Slack 按钮操作：{error}", status=3)
        except OSError as error:
            fail(f"不能在 {http} 接收：{error.strerror or error}", status=3)


def _now() -> datetime:
    return datetime.now(UTC)


def _settings(plan: Plan, wanted: str | None) -> Slack:
    written = plan.alerts.channels if plan.alerts else {}
    bots = {name: one.slack for name, one in written.items() if one.slack is not None and not one.slack.webhook_env}
    if wanted is not None and wanted not in bots:
        fail(f"“{wanted}”不是方案里以机器人令牌发送的 Slack 渠道；有：{'、'.join(bots) or '（一个也没有）'}")
    if wanted is None and len(bots) != 1:
        said = (
            "方案里没有以机器人令牌发送的 Slack 渠道" if not bots else f"方案里有多个 Slack 渠道（{'、'.join(bots)}）"
        )
        fail(f"{said}，请{'在 alerts.channels 中写上' if not bots else '用 --channel 指明'}")
    return bots[wanted] if wanted is not None else next(iter(bots.values()))


def _place(written: str) -> tuple[str, int]:
    host, _, port = written.rpartition(":")
    if not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65536:
        fail(f"--http “{written}”不是地址，请写成 127.0.0.1:8090")
    return host.strip("[]") or "127.0.0.1", int(port)


async def _serve(settings: Slack, counter: SlackCounter, place: tuple[str, int] | None) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    if place is None:
        sys.stdout.write("正经 Socket Mode 接收 Slack 按钮操作，按 Ctrl-C 结束\n")
        sys.stdout.flush()
        await listen_socket(settings, os.environ, counter, stop)
        return
    runner = web.AppRunner(signed_route(settings, os.environ, counter), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, *place).start()
        sys.stdout.write(f"正在 http://{place[0]}:{place[1]}/slack/actions 接收 Slack 按钮操作，按 Ctrl-C 结束\n")
        sys.stdout.flush()
        await stop.wait()
    finally:
        await runner.cleanup()
        await counter.finish()
