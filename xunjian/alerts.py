"""`xunjian alerts`: send what is due, try a channel, say why an issue was or was not told, listen to the buttons."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from inspection.errors import DeliveryError, PlanError
from inspection.plan import Plan
from inspection.plan_file import load_plan
from inspection.telling import Message, Status
from notifications.explain import explain
from notifications.message_ids import new_message_id
from notifications.outbox import alert_of, trial
from notifications.readable import plain
from notifications.wording import KIND_NAMES, STATUS_NAMES
from schedulers.tally import Tally
from schedulers.telling_loop import channels_of, tell_once
from schedulers.timetable import TELL_EVERY
from store.store import Store
from xunjian.database import existing_store, moment_of, plan_anew, plan_of
from xunjian.failure import fail
from xunjian.issues import MOST, AsOf, Database, Format, PlanFile, Shape
from xunjian.listen import listen

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.command("listen")(listen)

_LINE = 1000  # characters shown of what a channel said


@app.command()
def send(
    plan: Annotated[Path | None, typer.Argument(metavar="[PLAN]", help="巡检方案；默认为上次巡检所用的方案")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="一直运行，到点即发，直到按 Ctrl-C")] = False,
    database: Database = None,
    as_of: AsOf = None,
) -> None:
    """发出到点的消息：先看该告知谁，再逐个渠道发送。退出码：0 都已送达；3 有消息没有送到。"""
    with existing_store(database) as store:
        known = plan_of(store, plan)
        clock = _clock(as_of, known)
        tally = asyncio.run(_watch(store, known, plan, clock) if watch else tell_once(store, known, clock))
        waiting = store.next_due(known.site.name, list(known.alerts.channels) if known.alerts else [])
        left = _left_behind(store, known.site.name, clock())
    for trouble in tally.troubles:
        sys.stderr.write(f"{plain(trouble, _LINE)}\n")
    if left:
        sys.stderr.write(f"网站“{plain('、'.join(left))}”的消息一天以上无人发送；如已改名或停止巡检，请用原方案发送\n")
    later = f"，下一条 {waiting.astimezone(known.zone):%Y-%m-%d %H:%M:%S} 发" if waiting else ""
    sys.stdout.write(f"已送达 {tally.delivered} 条，推迟 {tally.postponed} 条，放弃 {tally.gave_up} 条{later}\n")
    raise typer.Exit(3 if tally.troubles else 0)


def _left_behind(store: Store, site: str, now: datetime) -> list[str]:
    """Sites whose messages nobody sends: the plan gave the site another name, or its sender has stopped."""
    due = {one: store.next_due(one, store.channels_waiting(one)) for one in store.sites() if one != site}
    return [one for one, moment in due.items() if moment is not None and now - moment > timedelta(days=1)]


def _clock(as_of: str | None, plan: Plan) -> Callable[[], datetime]:
    """The clock of judgement: it runs on from where `--as-of` sets it, so that rates and waits are kept."""
    began, start = time.monotonic(), moment_of(as_of, plan)
    if as_of is None:
        return lambda: datetime.now(UTC).astimezone(plan.zone)
    return lambda: start + timedelta(seconds=time.monotonic() - began)


async def _watch(store: Store, plan: Plan, file: Path | None, clock: Callable[[], datetime]) -> Tally:
    """Tick and send until the process is asked to stop; the messages in hand are finished first."""
    stop, total = asyncio.Event(), Tally()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    while not stop.is_set():
        plan = plan_anew(store, plan, file)
        tally = await tell_once(store, plan, clock, stop.is_set)
        for trouble in tally.troubles:
            sys.stderr.write(f"{plain(trouble, _LINE)}\n")
        total = Tally(
            total.delivered + tally.delivered,
            total.postponed + tally.postponed,
            total.withdrawn + tally.withdrawn,
            total.gave_up + tally.gave_up,
        )
        try:
            await asyncio.wait_for(stop.wait(), TELL_EVERY.total_seconds())
        except TimeoutError:
            continue
    return total


@app.command("test")
def try_(
    channel: Annotated[str, typer.Argument(metavar="CHANNEL", help="方案 alerts.channels 中的渠道名")],
    plan: PlanFile = None,
    database: Database = None,
) -> None:
    """经此渠道发一条真实的测试消息，并说明对方的回答。退出码：0 已送达；3 没有送达。"""
    known = _plan_without_store(plan, database)
    ways = channels_of(known, os.environ)
    if channel not in ways:
        fail(f"方案里没有通知渠道“{channel}”；有：{'、'.join(ways) or '（一个也没有）'}")
    now = datetime.now(UTC).astimezone(known.zone)
    alert = trial(known.site.name, channel, now, new_message_id(now))
    way = ways[channel]
    try:
        answer = asyncio.run(way.send(way.render(alert)))
    except DeliveryError as error:
        kind = "重试也无用，请先改正" if error.permanent else "可稍后重试"
        fail(f"没有送达：{error}（{kind}）", status=3)
    sys.stdout.write(f"已送达（编号 {alert.id}）。对方回答：{json.dumps(dict(answer), ensure_ascii=False)}\n")


def _plan_without_store(plan: Path | None, database: str | None) -> Plan:
    """A channel can be tried before the first round: with a plan's file no database is needed."""
    if plan is not None:
        try:
            return load_plan(plan)
        except PlanError as error:
            fail("\n".join(error.lines()))
    with existing_store(database) as store:
        return plan_of(store, None)


@app.command("explain")
def explain_(
    issue: Annotated[int, typer.Argument(metavar="ISSUE", help="问题单编号")],
    database: Database = None,
) -> None:
    """说明一张问题单为什么告知了谁、为什么没有告知：每一步的理由和时间。"""
    with existing_store(database) as store:
        found = store.issue(issue)
        if found is None:
            fail(f"没有第 {issue} 号问题单")
        zone = plan_of(store, None, found.site).zone
        lines = explain(found, store.tellings_of(issue), store.decisions(issue), zone)
        sent = store.messages(found.site, issue=issue)
    out = Console(file=sys.stdout)
    for line in lines:
        out.print(line, markup=False, highlight=False, soft_wrap=True)
    for message in sent:
        when = message.sent_at or message.created_at
        said = f"　{plain(message.error)}" if message.error and message.status is not Status.SENT else ""
        line = f"  {when.astimezone(zone):%Y-%m-%d %H:%M} {message.channel} {KIND_NAMES[message.kind]} {message.id}"
        out.print(f"{line} {STATUS_NAMES[message.status]}{said}", markup=False, highlight=False, soft_wrap=True)


@app.command("list")
def list_(
    plan: PlanFile = None,
    database: Database = None,
    status: Annotated[list[Status] | None, typer.Option("--status", help="状态，可写多次；默认为全部")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=MOST, help="最多列多少条")] = 50,
    format_: Shape = Format.TEXT,
) -> None:
    """列出消息，最新的在前：哪些已送达、在等、放弃、撤回，以及渠道是否正常。"""
    with existing_store(database) as store:
        known = plan_of(store, plan)
        messages = store.messages(known.site.name, statuses=tuple(status or ()), limit=limit)
        health = store.health(known.site.name)
    if format_ is Format.JSON:
        rows = [
            {
                "id": m.id,
                "channel": m.channel,
                "kind": m.kind.value,
                "status": m.status.value,
                "headline": _headline(m),
                "issues": list(m.issues),
                "created_at": m.created_at.isoformat(),
                "not_before": m.not_before.isoformat(),
                "sent_at": m.sent_at.isoformat() if m.sent_at else None,
                "failed_attempts": m.attempts,
                "error": m.error,
            }
            for m in messages
        ]
        json.dump({"schema": "xunjian/messages/1", "messages": rows}, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    table = Table(show_edge=False, header_style="bold")
    for name in ("编号", "渠道", "种类", "状态", "内容"):
        table.add_column(name, overflow="fold")
    for m in messages:
        said = _headline(m) + (f"（{m.error}）" if m.error and m.status is not Status.SENT else "")
        table.add_row(m.id, m.channel, KIND_NAMES[m.kind], STATUS_NAMES[m.status], plain(said))
    Console(file=sys.stdout).print(table, markup=False)
    for name, one in health.items():
        if one.failing_since is not None:
            since = f"{one.failing_since.astimezone(known.zone):%Y-%m-%d %H:%M}"
            sys.stdout.write(f"渠道“{name}”自 {since} 起不正常：{plain(one.error)}\n")


def _headline(message: Message) -> str:
    alert = alert_of(message)
    return alert.headline if alert is not None else "（内容已无法读取）"


@app.command()
def retry(
    plan: PlanFile = None,
    channel: Annotated[str | None, typer.Option("--channel", help="只重发此渠道的")] = None,
    database: Database = None,
) -> None:
    """把已放弃的消息重新列入待发（渠道修好之后用）。"""
    with existing_store(database) as store:
        known = plan_of(store, plan)
        count = store.retry_failed(known.site.name, channel)
    sys.stdout.write(f"已重新列入 {count} 条，请运行 xunjian alerts send\n")
