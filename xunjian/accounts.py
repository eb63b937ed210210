"""`xunjian accounts PLAN`: each account and each of its sources, as the newest round found them or as they are now."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from checks.run import run_checks
from checks.stale_account import StaleAccount
from inspection.calendar import Workdays
from inspection.errors import PlanError
from inspection.observed import Observed
from inspection.plan import Plan
from inspection.plan_file import load_plan
from inspection.records import ColumnReading, ColumnState
from notifications.accounts import AccountEntry, SourceEntry, accounts_of
from notifications.outline_accounts import accounts as outline
from notifications.readable import plain
from schedulers.reading import ReadingProcess
from spiders.job import ACCOUNTS_MODULE, Job, account_limit
from store.engine import default_database_url, parse_url, sqlite_file
from store.errors import StoreError
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

    observed: Observed  # the accounts' part of it
    last_good: Mapping[str, Mapping[str, datetime]]  # by account and source: when a round last found it sound
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
        asked = Job(
            plan=text,
            database="",
            evidence="",
            round="",
            site=parsed.site.name,
            as_of=moment.isoformat(),
            kind=round_.value,
            folder=folder,
            paces=_paces(database),
        )
        found = asyncio.run(_ask(parsed, asked, wanted, moment))
    else:
        with existing_store(database) as store:
            found = _newest(store, parsed)
    _print(found, wanted, format_)


def _newest(store: Store, plan: Plan) -> _Read:
    row = next((row for row in store.rounds(plan.site.name) if row.finished_at is not None), None)
    if row is None:
        fail(f"数据库里还没有“{plan.site.name}”的巡检记录；请先用 xunjian inspect 巡检，或加 --ask 现在去读")
    good = {account.name: store.last_good(plan.site.name, account.name) for account in plan.accounts}
    return _Read(_observed(plan, row.as_of, store, row.id), good, row.id)


def _observed(plan: Plan, at: datetime, store: Store, round_id: str) -> Observed:
    known = {account.name: store.known_articles(plan.site.name, account.name) for account in plan.accounts}
    return Observed(
        plan=plan,
        as_of=at.astimezone(plan.zone),
        workdays=Workdays(plan.workdays),
        home=None,
        columns=store.readings(round_id),
        sources=store.sources(round_id),
        known=known,
    )


def _paces(database: str | None) -> str:
    """The database whose turns count here too, so that asking does not hurry a platform; none where there is none."""
    url = database or default_database_url()
    try:
        file = sqlite_file(parse_url(url))
    except StoreError as error:
        fail(" ".join(str(error).split()))
    return url if file is None or file.exists() else ""


async def _ask(plan: Plan, asked: Job, wanted: tuple[str, ...], moment: datetime) -> _Read:
    """Read the accounts as a round would, into a store that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="xunjian-") as scratch:
        url = f"sqlite:///{Path(scratch) / 'asked.sqlite'}"
        with Store.open(url) as store:
            round_id = store.begin_round(
                site=asked.site, kind=asked.kind, as_of=moment, plan_digest="", started_at=datetime.now(UTC)
            )
            for account in plan.accounts:
                if account.name not in wanted:  # what has a reading is not read again
                    store.record_reading(round_id, ColumnReading(account.name, "", ColumnState.READ))
            job = replace(asked, database=url, evidence=str(store.evidence.root), round=round_id)
            process = await ReadingProcess.begin(job, ACCOUNTS_MODULE)
            try:
                wrong = await process.go(account_limit(asked.kind))
            finally:
                await process.end()
            if wrong:
                fail(f"没有读完：{plain(wrong.splitlines()[-1], _LONGEST_LINE)}", status=3)
            return _Read(_observed(plan, moment, store, round_id), {})


def _print(found: _Read, wanted: tuple[str, ...], format_: Format) -> None:
    """How each stands is judged here, whatever checks the round was asked for."""
    findings, undecided, _ = run_checks(found.observed, (StaleAccount(),))
    entries = [
        entry for entry in accounts_of(found.observed, findings, undecided, judged=True) if entry["name"] in wanted
    ]
    if format_ is Format.JSON:
        json.dump(_document(found, entries), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        lines = _lines(found, entries)
        sys.stdout.writelines(f"{_indent(line)}{plain(line, _LONGEST_LINE)}\n" for line in lines)


def _document(found: _Read, entries: Sequence[AccountEntry]) -> dict[str, Any]:
    return {
        "schema": "xunjian/accounts/1",
        "site": found.observed.plan.site.name,
        "round": found.round_id,
        "as_of": found.observed.as_of.isoformat(),
        "accounts": [
            {**entry, "sources": [{**one, "last_good_at": _good(found, entry, one)} for one in entry["sources"]]}
            for entry in entries
        ],
    }


def _good(found: _Read, entry: AccountEntry, source: SourceEntry) -> str | None:
    at = found.last_good.get(entry["name"], {}).get(source["source"])
    return at.astimezone(found.observed.plan.zone).isoformat() if at is not None else None


def _lines(found: _Read, entries: Sequence[AccountEntry]) -> Iterator[str]:
    at = found.observed.as_of
    yield f"新媒体账号（{'刚才读取，没有保存' if found.round_id is None else f'{at:%Y-%m-%d %H:%M} 的巡检'}）"
    details = {entry["name"]: entry for entry in entries}
    for shown in outline(entries):
        yield ""
        yield f"{shown.name}（{shown.platform}，{shown.unit or '未指定责任单位'}）：{shown.standing_name}，{shown.note}"
        if shown.newest:
            yield f"  最新一篇：{shown.newest_on} “{shown.newest.text}”"
        for source, said in zip(details[shown.name]["sources"], shown.sources, strict=True):
            yield f"  · {said}"
            yield from (f"      {line}" for line in _more(found, details[shown.name], source))


def _more(found: _Read, entry: AccountEntry, source: SourceEntry) -> Iterator[str]:
    if source["articles"]:
        since = f"，{source['covers_since']} 以来没有遗漏" if source["covers_since"] else ""
        yield f"读到 {source['articles']} 篇{since}"
    if source["detail"] and source["detail"] != source["said"]:
        yield f"平台的说法：{source['detail']}"
    if source["credential"]:
        yield f"环境变量：{source['credential']}"
    if source["state"] not in ("read", "blank") and (good := _good(found, entry, source)):
        yield f"上次读到：{good[:16].replace('T', ' ')}"


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
