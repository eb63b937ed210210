"""The duties for the terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.console import Console
from rich.table import Table

from inspection.duty_state import PRESSING, STANDS, DutyStanding, Part, Stand, Standing, UnitStanding
from notifications.duty_document import part_name
from notifications.readable import plain

_TELLING = PRESSING | {Stand.WARNING, Stand.UNDECIDED}  # parts that are told one by one


def print_duties(standing: Standing, shown: Collection[DutyStanding], console: Console) -> None:
    """How many stand how, then each duty with what is not well, then the units."""
    counts = [f"{words} {count}" for stand, words in STANDS.items() if (count := _count(standing, stand))]
    console.print(f"职责 {len(standing.duties)} 项：{'，'.join(counts)}（{standing.as_of:%Y-%m-%d}）", markup=False)
    if not shown:
        console.print("没有符合条件的职责", markup=False)
        return
    table = Table(show_edge=False, header_style="bold")
    for name in ("序号", "职责", "责任单位", "情况", "到期"):
        table.add_column(name, overflow="fold")
    for one in shown:
        due = one.next_due.isoformat() if one.next_due else ""
        row = (one.duty.number, one.duty.name, "、".join(one.duty.units), one.words, due)
        table.add_row(*(plain(cell) for cell in row))
    console.print(table)
    for one in shown:
        for line in _told(one):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    _units(standing.units, console)


def _count(standing: Standing, stand: Stand) -> int:
    return sum(one.stand is stand for one in standing.duties)


def _told(one: DutyStanding) -> Iterator[str]:
    parts = [part for part in one.parts if part.stand in _TELLING and part.weighs]
    if parts:
        yield f"{plain(one.duty.number)} {plain(one.duty.name)}"
    for part in parts:
        yield f"  {STANDS[part.stand]}：{part_line(part)}"


def part_line(part: Part) -> str:
    """One part in a line: what, of when, how it stands, what that rests on."""
    label = f"（{part.label}）" if part.label else ""
    due = f"，应不晚于 {part.due.isoformat()}" if part.due else ""
    issues = f"，问题单 {'、'.join(map(str, part.issues))}" if part.issues else ""
    why = f"；{part.why}" if part.why else ""
    return plain(f"{part_name(part)}{label}{due}：{part.said}{why}{issues}", 300)


def _units(units: Collection[UnitStanding], console: Console) -> None:
    if not units:
        return
    table = Table(show_edge=False, header_style="bold", title="各单位", title_justify="left")
    for name in ("单位", "职责", "已落实", "按期", "逾期", "有问题", "未能判定", "解读平均滞后", "整改中位数"):
        table.add_column(name, overflow="fold")
    for one in units:
        lag = f"{one.lag:g} 个工作日" if one.lag is not None else "无"
        took = f"{one.correct:g} 个工作日" if one.correct is not None else "无"
        numbers = (len(one.duties), one.met, one.on_time, one.overdue)
        more = (one.counts[Stand.FAULTY], one.counts[Stand.UNDECIDED])
        table.add_row(plain(one.unit), *map(str, (*numbers, *more)), lag, took)
    console.print(table)
