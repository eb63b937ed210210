"""`xunjian accounts PLAN`: each account and each of its sources, as the newest round found them or as they are now."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from inspection.errors import PlanError
from inspection.plan import Plan
from inspection.plan_file import load_plan
from inspection.records import ColumnReading, ColumnState
from inspection.sources import SourceReading
from notifications.account_state import AccountState, account_states, states_as_json, states_as_text
from notifications.readable import plain
from schedulers.reading import ReadingProcess
from spiders.job import ACCOUNTS_MODULE, Job, account_limit
from store.store import Store
from xunjian.database import existing_store, moment_of
from xunjian.failure import fail

_LONGEST_LINE = 2_000


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


class Kind(StrEnum):
    """How far an account is read."""

    WATCH = "watch"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class _Read:
    """What there is to show: of the newest round, or of a reading that is not kept."""

    at: datetime
    readings: Mapping[str, ColumnReading]
    sources: Mapping[str, tuple[SourceReading, ...]]
    last_good: Mapping[str, Mapping[str, datetime]]
    round_id: str | None = None


def accounts(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="巡检方案（YAML 文件）")],
    ask: Annotated[bool, typer.Option("--ask", help="现在就去读一次，不保存任何内容；用来试新写的来源")] = False,
    name: Annotated[list[str] | None, typer.Option("--account", metavar="NAME", help="只看这个账号，可写多次")] = None,
    round_: Annotated[Kind, typer.Option("--round", help="与 --ask 合用：watch 只读最新，full 读到底")] = Kind.WATCH,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="判定所依据的时间；默认为现在")] = None,
    database: Annotated[str | None, typer.Option("--database", metavar="URL", help="数据库地址")] = None,
    format_: Annotated[Format, typer.Option("--format", help="打印的格式")] = Format.TEXT,
) -> None:
    """逐个列出新媒体账号及其来源：读到几篇、最新一篇的日期、读不到的原因和改法。"""
    try:
        parsed = load_plan(plan)
    except PlanError as error:
        fail("\n".join(error.lines()))
    if not parsed.accounts:
        fail("方案里没有新媒体账号，请在 accounts 中写上")
    known = {account.name for account in parsed.accounts}
    if unknown := [one for one in name or () if one not in known]:
        fail(f"方案里没有账号“{'、'.join(unknown)}”，有的是：{'、'.join(account.name for account in parsed.accounts)}")
    wanted = tuple(name or (account.name for account in parsed.accounts))
    moment = moment_of(as_of, parsed)
    if ask:
        text, folder = plan.read_text(encoding="utf-8-sig"), str(plan.absolute().parent)
        found = asyncio.run(_ask(parsed, text, folder, wanted, moment, round_.value))
    else:
        with existing_store(database) as store:
            found = _newest(store, parsed)
    _print(parsed, found, wanted, format_)


def _newest(store: Store, plan: Plan) -> _Read:
    row = next((row for row in store.rounds(plan.site.name) if row.finished_at is not None), None)
    if row is None:
        fail(f"数据库里还没有“{plan.site.name}”的巡检记录；请先用 xunjian inspect 巡检，或加 --ask 现在去读")
    good = {account.name: store.last_good(plan.site.name, account.name) for account in plan.accounts}
    return _Read(row.as_of.astimezone(plan.zone), store.readings(row.id), store.sources(row.id), good, row.id)


async def _ask(plan: Plan, text: str, folder: str, wanted: tuple[str, ...], moment: datetime, kind: str) -> _Read:
    """Read the accounts as a round would, into a store that is thrown away; `folder`: where the plan stands."""
    with tempfile.TemporaryDirectory(prefix="xunjian-") as scratch:
        url = f"sqlite:///{Path(scratch) / 'asked.sqlite'}"
        with Store.open(url) as store:
            site = plan.site.name
            round_id = store.begin_round(
                site=site, kind=kind, as_of=moment, plan_digest="", started_at=datetime.now(UTC)
            )
            for account in plan.accounts:
                if account.name not in wanted:  # what has a reading is not read again
                    store.record_reading(round_id, ColumnReading(account.name, "", ColumnState.READ))
            job = Job(text, url, str(store.evidence.root), round_id, site, moment.isoformat(), kind, folder)
            process = await ReadingProcess.begin(job, ACCOUNTS_MODULE)
            try:
                wrong = await process.go(account_limit(kind))
            finally:
                await process.end()
            if wrong:
                fail(f"没有读完：{plain(wrong.splitlines()[-1], _LONGEST_LINE)}", status=3)
            return _Read(moment, store.readings(round_id), store.sources(round_id), {})


def _print(plan: Plan, found: _Read, wanted: tuple[str, ...], format_: Format) -> None:
    states: list[AccountState] = [
        state
        for state in account_states(plan, found.at, found.readings, found.sources, found.last_good)
        if state.name in wanted
    ]
    if format_ is Format.JSON:
        document: dict[str, Any] = {
            "schema": "xunjian/accounts/1",
            "site": plan.site.name,
            "round": found.round_id,
            "as_of": found.at.isoformat(),
            "accounts": states_as_json(states),
        }
        json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    when = "刚才读取，没有保存" if found.round_id is None else f"{found.at:%Y-%m-%d %H:%M} 的巡检"
    lines = [f"新媒体账号（{when}）", *states_as_text(states)]
    sys.stdout.writelines(f"{_indent(line)}{plain(line, _LONGEST_LINE)}\n" for line in lines)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
