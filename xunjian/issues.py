"""`xunjian issues`: what is wrong, who answers for it, and what was done about it."""

from __future__ import annotations

import getpass
import json
import sys
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from inspection.durations import parse_duration
from inspection.findings import Severity
from inspection.issue import ALIVE, STATE_NAMES, Act, Deed, Issue, State
from inspection.plan import Plan
from notifications.issue_text import as_json, print_issue, print_issues
from notifications.readable import plain
from schedulers.casework import act
from store.issue_lists import IssueFilter
from xunjian.database import existing_store, moment_of, plan_of
from xunjian.failure import fail
from xunjian.issue_pictures import place_of, write_picture

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


class Format(StrEnum):
    """What is printed."""

    TEXT = "text"
    JSON = "json"


Database = Annotated[str | None, typer.Option("--database", metavar="URL", help="数据库地址")]
PlanFile = Annotated[Path | None, typer.Option("--plan", metavar="PLAN", help="巡检方案；默认为上次巡检所用的方案")]
Shape = Annotated[Format, typer.Option("--format", help="打印的格式")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="以此时间为准；默认为现在")]

_DIGITS = 20  # of an issue's number: no database counts further, and Python reads no more than 4,300
MOST = 1_000_000  # lines of a list

# What people write after `set`, and what it does. Both the state wanted and the deed are understood.
DEEDS: dict[str, Act] = {
    "confirmed": Act.CONFIRM,
    "确认": Act.CONFIRM,
    "accepted": Act.ACCEPT,
    "受理": Act.ACCEPT,
    "assigned": Act.ASSIGN,
    "分派": Act.ASSIGN,
    "corrected": Act.CLAIM,
    "已整改": Act.CLAIM,
    "false-alarm": Act.DISMISS,
    "误报": Act.DISMISS,
    "waived": Act.WAIVE,
    "核减": Act.WAIVE,
    "muted": Act.MUTE,
    "静默": Act.MUTE,
    "unmuted": Act.WAKE,
    "解除静默": Act.WAKE,
    "reopened": Act.REOPEN,
    "退回": Act.REOPEN,
    "note": Act.NOTE,
    "备注": Act.NOTE,
    "verified": Act.VERIFY,
    "已复核": Act.VERIFY,
}


@app.command("list")
def list_(
    plan: PlanFile = None,
    database: Database = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", help="状态，可写多次；默认为未办结的，all 表示全部")
    ] = None,
    unit: Annotated[list[str] | None, typer.Option("--unit", help="责任单位，可写多次")] = None,
    check: Annotated[list[str] | None, typer.Option("--check", help="检查名，如 broken-link，可写多次")] = None,
    column: Annotated[list[str] | None, typer.Option("--column", help="栏目，可写多次")] = None,
    severity: Annotated[list[Severity] | None, typer.Option("--severity", help="等级，可写多次")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只列逾期未整改的")] = False,
    text: Annotated[str | None, typer.Option("--text", help="标题或地址中含有这段文字")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, max=MOST, help="最多列多少条")] = None,
    as_of: AsOf = None,
    format_: Shape = Format.TEXT,
) -> None:
    """列出问题单：默认为未办结的，严重的在前。"""
    with existing_store(database) as store:
        one_site = plan is not None or as_of is not None or len(store.sites()) == 1
        known = plan_of(store, plan) if one_site else None  # a date means nothing without a site's zone
        now = moment_of(as_of, known) if known else datetime.now(UTC)
        chosen = IssueFilter(
            site=known.site.name if known else None,
            states=_states(state),
            units=tuple(unit or ()),
            checks=tuple(check or ()),
            columns=tuple(column or ()),
            severities=tuple(severity or ()),
            overdue_at=now if overdue else None,
            text=text,
            limit=limit,
        )
        found, total = store.issues(chosen), store.count_issues(chosen)
    if format_ is Format.JSON:
        _json({"schema": "xunjian/issues/1", "total": total, "issues": [as_json(issue, now) for issue in found]})
    else:
        print_issues(found, total, now, Console(file=sys.stdout))


@app.command()
def show(
    issue: Annotated[int, typer.Argument(metavar="ISSUE", help="问题单编号")],
    database: Database = None,
    as_of: AsOf = None,
    format_: Shape = Format.TEXT,
    pictures: Annotated[
        Path | None,
        typer.Option("--pictures", metavar="FOLDER", help="把截图、网页源码快照、请求记录（HAR）写到此文件夹"),
    ] = None,
) -> None:
    """看一张问题单：现状、证据、截图、经过。"""
    with existing_store(database) as store:
        found = store.issue(issue)
        if found is None:
            fail(f"没有第 {issue} 号问题单")
        known = plan_of(store, None, found.site)
        now, steps = moment_of(as_of, known), store.steps(issue)
        picture = store.pictures(found.site, [found.fingerprint]).get(found.fingerprint)
        written = write_picture(store.evidence, picture, issue, pictures) if pictures is not None else None
    if format_ is Format.JSON:
        _json({"schema": "xunjian/issue/1", **as_json(found, now, steps, picture)})
    else:
        place = written.get if written is not None else partial(place_of, store.evidence)
        print_issue(found, steps, now, known.zone, Console(file=sys.stdout), picture, place)


@app.command("set")
def set_(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="ISSUE... STATE",
            help=f"问题单编号（可写多个），然后是要做的事：{'、'.join(k for k in DEEDS if not k.isascii())}",
        ),
    ],
    why: Annotated[str, typer.Option("--why", help="理由；误报、核减、静默、备注必须写")] = "",
    by: Annotated[str | None, typer.Option("--by", help="操作人；默认为本机登录名")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="分派给哪个单位")] = None,
    person: Annotated[str | None, typer.Option("--person", help="分派给谁")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="静默到何时：日期、时间或 3d")] = None,
    plan: PlanFile = None,
    database: Database = None,
    as_of: AsOf = None,
) -> None:
    """办理问题单：受理、分派、申报整改、误报、核减、静默等；每一步都记录在案，不能改写。"""
    issues, deed = _asked(words)
    with existing_store(database) as store:
        first = store.issue(issues[0])
        if first is None:
            fail(f"没有第 {issues[0]} 号问题单")
        known = plan_of(store, plan, first.site)
        now = moment_of(as_of, known)
        if unit is not None and known.units and known.unit(unit) is None:
            fail(f"方案里没有单位“{unit}”；有：{'、'.join(u.name for u in known.units)}")
        asked = Deed(deed, by or _login(), now, datetime.now(UTC), why, unit, person, _until(until, now, known))
        results = act(store, known, issues, asked)
    refused = [f"第 {number} 号：{said}" for number, said in results.items() if not isinstance(said, Issue)]
    for number, said in results.items():
        if isinstance(said, Issue):
            sys.stdout.write(f"第 {number} 号：{plain(said.title)} → {STATE_NAMES[said.state]}\n")
    if refused:
        fail("\n".join(refused))


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container the process may run under a number that has no name
        fail("本机没有登录名，请用 --by 写明操作人")


def _asked(words: list[str]) -> tuple[list[int], Act]:
    """`12 13 corrected`, in any order: numbers are issues, the one word is what to do."""
    numbers = [int(word[:_DIGITS]) for word in words if word.isascii() and word.isdecimal()]
    others = [word.strip() for word in words if not (word.isascii() and word.isdecimal())]
    if len(others) != 1 or others[0] not in DEEDS:
        said = f"不认识的状态“{' '.join(others)}”" if others else "没有写明要做什么"
        fail(f"{said}，可写：{'、'.join(DEEDS)}")
    if not numbers:
        fail("没有写明问题单编号，如 xunjian issues set 12 corrected")
    return list(dict.fromkeys(numbers)), DEEDS[others[0]]


def _states(written: list[str] | None) -> tuple[State, ...]:
    if not written:
        return tuple(ALIVE)
    if "all" in written or "全部" in written:
        return ()
    names = {**{s.value: s for s in State}, **{STATE_NAMES[s]: s for s in State}}
    unknown = [word for word in written if word not in names]
    if unknown:
        fail(f"不认识的状态“{'、'.join(unknown)}”，可写：{'、'.join(names)}、all")
    return tuple(names[word] for word in written)


def _until(written: str | None, now: datetime, plan: Plan) -> datetime | None:
    if written is None:
        return None
    try:
        return now + parse_duration(written)
    except ValueError:
        return moment_of(written, plan, "--until")


def _json(document: dict[str, Any]) -> None:
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
