"""`xunjian timetable PLAN`: what runs next and why; what ran last, what was left out lately and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from inspection.errors import PlanError
from inspection.plan import Plan
from inspection.plan_file import load_plan
from notifications.readable import plain
from schedulers.timetable import Entry, continuous, entries_of, next_runs, prune_entry, title_of
from store.due_runs import DueRun
from store.engine import default_database_url, parse_url, sqlite_file
from store.errors import StoreError
from store.store import Store
from xunjian.database import moment_of
from xunjian.failure import fail
from xunjian.issues import Format

SCHEMA = "xunjian/timetable/1"
_LATELY = timedelta(days=7)
_SHOWN = 12  # of what was left out lately
_STATES = {"done": "完成", "busy": "让给了另一个进程", "failed": "失败", "skipped": "没有做", "": "正在进行或等待"}


@dataclass(frozen=True, slots=True)
class History:
    """What the database knows. `missing`: why it knows nothing, in Chinese."""

    last: dict[str, DueRun] = field(default_factory=dict)
    open: list[DueRun] = field(default_factory=list)
    left_out: list[DueRun] = field(default_factory=list)
    missing: str = ""


def timetable(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="巡检方案（YAML 文件）")],
    after: Annotated[
        str | None, typer.Option("--after", metavar="TIME", help="从此时间之后排起，如 2025-03-30T00:00；默认为现在")
    ] = None,
    count: Annotated[int, typer.Option("--count", min=1, max=1000, help="每一项列出接下来的多少次")] = 3,
    format_: Annotated[Format, typer.Option("--format", help="格式：text、json")] = Format.TEXT,
    database: Annotated[str | None, typer.Option("--database", metavar="URL", help="数据库地址")] = None,
) -> None:
    """列出常驻服务接下来何时做什么、为什么；各项上次何时做的、结果如何；最近没有做的及原因。"""
    try:
        known = load_plan(plan)
    except PlanError as error:
        fail("\n".join(error.lines()))
    moment = moment_of(after, known, "--after")
    entries = (*entries_of(known), prune_entry(known.zone))
    coming = next_runs(entries, moment, count)
    history = _history(database, known.site.name, moment)
    if format_ is Format.JSON:
        json.dump(_document(known, moment, coming, history), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        _print(known, coming, history)


def _history(database: str | None, site: str, now: datetime) -> History:
    """Nothing is created: a plan can be looked at before there is any database."""
    url = database or default_database_url()
    try:
        file = sqlite_file(parse_url(url))
        if file is not None and not file.exists():
            return History(missing="还没有数据库，没有运行过")
        with Store.open(url) as store:
            recent = [run for one in (site, "") for run in store.recent_dues(one, 500)]
            return History(
                {**store.newest_dues(""), **store.newest_dues(site)},
                [run for run in recent if run.finished_at is None],
                [run for run in recent if run.result in ("skipped", "busy", "failed") and now - run.due_at <= _LATELY],
            )
    except StoreError as error:
        return History(missing=" ".join(str(error).split()))


def _print(plan: Plan, coming: Sequence[tuple[datetime, Entry]], history: History) -> None:
    out = Console(file=sys.stdout)

    def say(text: str) -> None:
        out.print(text, markup=False, highlight=False, soft_wrap=True)

    say(f"{plain(plan.site.name)}　时间表（{plan.timezone}）")
    if plan.rounds is None:
        say("方案没有写 rounds，常驻服务不会自动巡检这个网站")
    table = Table(show_edge=False, header_style="bold")
    for name in ("时间", "做什么", "依据"):
        table.add_column(name, overflow="fold")
    for due, entry in coming:
        table.add_row(_clock(due, plan.zone), entry.title, entry.why)
    out.print(table, markup=False)
    for name, why in continuous(plan):
        say(f"一直：{title_of(name)}　{why}")
    if history.missing:
        say(history.missing)
    for run in history.open:
        say(f"正在进行或等待：{title_of(run.entry)}（{_clock(run.due_at, plan.zone)} 到点）")
    for name, run in history.last.items():
        if run.finished_at is not None:
            ended = _clock(run.finished_at, plan.zone)
            say(f"上次{title_of(name)}：{_clock(run.due_at, plan.zone)} 到点，{ended} {_said(run)}")
    if history.left_out:
        say("近七天没有做成的：")
    for run in history.left_out[:_SHOWN]:
        say(f"  {_clock(run.due_at, plan.zone)} {title_of(run.entry)}　{_said(run)}")
    if len(history.left_out) > _SHOWN:
        say(f"  ……共 {len(history.left_out)} 次")


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    here = moment.astimezone(zone)
    return f"{here:%Y-%m-%d} 周{'一二三四五六日'[here.weekday()]} {here:%H:%M}"


def _said(run: DueRun) -> str:
    return _STATES[run.result] + (f"：{plain(run.words)}" if run.words else "")


def _document(
    plan: Plan, after: datetime, coming: Sequence[tuple[datetime, Entry]], history: History
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "site": plan.site.name,
        "timezone": plan.timezone,
        "after": after.astimezone(plan.zone).isoformat(),
        "next": [{"at": due.isoformat(), "entry": one.name, "title": one.title, "why": one.why} for due, one in coming],
        "continuous": [{"entry": name, "why": why} for name, why in continuous(plan)],
        "open": [_row(run) for run in history.open],
        "last": {name: _row(run) for name, run in history.last.items()},
        "left_out": [_row(run) for run in history.left_out],
        "note": history.missing,
    }


def _row(run: DueRun) -> dict[str, Any]:
    return {
        "entry": run.entry,
        "due_at": run.due_at.isoformat(),
        "claimed_at": run.claimed_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "result": run.result or None,
        "words": run.words,
    }
