"""`xunjian duties PLAN`: how the duties of the year's key points stand, and people's words that they are done."""

from __future__ import annotations

import getpass
import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from inspection.due import parse_date
from inspection.duties import Ticked
from inspection.duty_standing import STANDS, DutyStanding, Stand, Standing
from inspection.duty_units import concerns
from inspection.errors import PlanError
from inspection.issue import RefusedError
from inspection.plan import Plan
from inspection.plan_file import load_plan
from inspection.ticking import LONGEST, TickAsked, read_word
from notifications.duty_document import duties_document
from notifications.duty_text import print_duties
from xunjian.database import existing_store, moment_of
from xunjian.failure import fail


class _ListFirst(TyperGroup):
    """`xunjian duties PLAN` lists, as `xunjian duties list PLAN` does."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is no command of its own is for the list."""
        if args and args[0] not in {*self.commands, "--help"}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, cls=_ListFirst)

PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="巡检方案（YAML 文件）")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="职责的序号，如 24")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="确认的事项，方案中 ticks 的 name")]
Database = Annotated[str | None, typer.Option("--database", metavar="URL", help="数据库地址")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="以此时间为准；默认为现在")]
Occurrence = Annotated[
    str | None,
    typer.Option("--occurrence", metavar="LABEL", help="哪一期，如 2024年第1季度；默认为眼下这一期"),
]
By = Annotated[str | None, typer.Option("--by", help="确认人；默认为本机登录名")]


@app.command("list")
def list_(
    plan: PlanFile,
    database: Database = None,
    as_of: AsOf = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="NAME", help="只列此责任单位的")] = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", help=f"只列这种情况的，可写多次：{'、'.join(STANDS.values())}")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """列出职责清单：每项职责的情况、由什么来看、依据，各单位的落实情况。有逾期、漏办或问题的退出码为 1。"""
    known = _plan(plan)
    now = moment_of(as_of, known)
    wanted = _states(state)
    if unit is not None and known.unit(unit) is None:
        fail(f"方案里没有责任单位“{unit}”，现有：{'、'.join(one.name for one in known.units) or '无'}")
    from schedulers.duties_now import duties_now  # what reads the store is dear to import

    with existing_store(database) as store:
        standing = duties_now(store, known, now)
    shown = [one for one in standing.duties if _fits(one, unit, wanted)]
    if json_:
        json.dump(duties_document(standing, shown), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        print_duties(_of_unit(standing, unit), shown, Console(file=sys.stdout))
    if any(one.stand in (Stand.OVERDUE, Stand.FAULTY, Stand.MISSED) for one in shown):
        raise typer.Exit(1)


@app.command()
def tick(
    plan: PlanFile,
    number: Number,
    name: Name,
    occurrence: Occurrence = None,
    done_on: Annotated[str | None, typer.Option("--done-on", metavar="DATE", help="完成日期；默认为今天")] = None,
    note: Annotated[str, typer.Option("--note", help="说明")] = "",
    proof: Annotated[str, typer.Option("--proof", help="凭据：网址或文号")] = "",
    by: By = None,
    database: Database = None,
    as_of: AsOf = None,
) -> None:
    """确认一项从外面看不到的职责已经完成。同一期只确认一次；记录在案，不能改写，可以撤回。"""
    known = _plan(plan)
    now = moment_of(as_of, known)
    with existing_store(database) as store:
        try:
            day = _day(done_on) or now.date()
            said = store.ticked(known.site.name)
            asked = read_word(
                known, number, name, occurrence=occurrence or "", done_on=day, said=said, today=now.date()
            )
            store.tick(known.site.name, _word(asked, _who(by), now, day, note, proof))
        except RefusedError as error:
            fail(str(error))
    late = (day - asked.occurrence.due_at).days
    when = f"，晚于到期日 {late} 天" if late > 0 else ""
    sys.stdout.write(f"已确认：第 {asked.duty.number} 项“{asked.tick.name}”（{asked.occurrence.label}）{when}\n")


@app.command()
def untick(
    plan: PlanFile,
    number: Number,
    name: Name,
    why: Annotated[str, typer.Option("--why", help="撤回的理由，必须写")] = "",
    occurrence: Occurrence = None,
    by: By = None,
    database: Database = None,
    as_of: AsOf = None,
) -> None:
    """撤回一次确认：原来的记录保留，另记是谁、为什么撤回。"""
    if not why.strip():
        fail("没有写明撤回的理由，请用 --why 写明")
    known = _plan(plan)
    now = moment_of(as_of, known)
    with existing_store(database) as store:
        said = [one.word for one in store.said(known.site.name, number.strip()) if one.word.tick == name.strip()]
        label = occurrence or (said[-1].occurrence if said else "")  # asked twice, the one before stays as it is
        try:
            was = store.untick(
                known.site.name,
                Ticked(number.strip(), name.strip(), label, _who(by), said_at=now, note=_short(why)),
            )
        except RefusedError as error:
            fail(str(error))
    sys.stdout.write(f"已撤回：{was.said_by}对第 {was.duty} 项“{was.tick}”（{was.occurrence}）的确认\n")


def _plan(path: Path) -> Plan:
    try:
        known = load_plan(path)
    except PlanError as error:
        fail("\n".join(error.lines()))
    if not known.duties:
        fail("方案里没有职责清单，请在 duties 下写明，或用 xunjian plan import-keypoints 从要点文件生成")
    return known


def _fits(one: DutyStanding, unit: str | None, wanted: frozenset[Stand]) -> bool:
    return (unit is None or concerns(one, unit)) and (not wanted or one.stand in wanted)


def _of_unit(standing: Standing, unit: str | None) -> Standing:
    if unit is None:
        return standing
    return Standing(standing.as_of, standing.duties, tuple(one for one in standing.units if one.unit == unit))


def _states(written: list[str] | None) -> frozenset[Stand]:
    names = {**{one.value: one for one in Stand}, **{words: one for one, words in STANDS.items()}}
    unknown = [word for word in written or () if word not in names]
    if unknown:
        fail(f"不认识的情况“{'、'.join(unknown)}”，可写：{'、'.join(names)}")
    return frozenset(names[word] for word in written or ())


def _word(asked: TickAsked, by: str, now: datetime, day: date, note: str, proof: str) -> Ticked:
    number, name, label = asked.duty.number, asked.tick.name, asked.occurrence.label
    return Ticked(number, name, label, by, said_at=now, done_on=day, note=_short(note), proof=_short(proof))


def _short(text: str) -> str:
    if len(text) > LONGEST:
        fail(f"说明和凭据最多 {LONGEST} 个字")
    return text.strip()


def _day(text: str | None) -> date | None:
    try:
        return parse_date(text) if text is not None else None
    except ValueError as error:
        fail(f"--done-on：{error}")


def _who(by: str | None) -> str:
    if by is not None and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container the process may run under a number that has no name
        fail("本机没有登录名，请用 --by 写明确认人")
