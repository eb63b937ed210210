"""A scorecard on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from inspection.scoring.card import DeductionLine, Light, Scorecard, VetoLine
from inspection.scoring.trend import TrendPoint
from notifications.digest.phrases import said
from notifications.scorecard import words
from notifications.scorecard.units import UnitFact, days

_STYLES = {
    Light.VETOED: "bold red",
    Light.RED: "red",
    Light.YELLOW: "yellow",
    Light.UNDECIDED: "magenta",
    Light.UNWATCHED: "dim",
    Light.BY_HAND: "dim",
    Light.CLEAR: "green",
}


def print_scorecard(
    card: Scorecard, trend: Sequence[TrendPoint], units: Sequence[UnitFact], console: Console, top: int = 6
) -> None:
    """The whole card; `top`: lines of evidence below each item."""
    console.print(Text(f"{said(card.site)}评分卡　{card.at:%Y-%m-%d %H:%M}", style="bold"))
    console.print(Text(f"标准：{card.standard}；依据：{words.looked(card)}"))
    console.print(Text(words.verdict(card), style="bold"))
    for remark in words.remarks(card):
        console.print(Text(f"※ {remark}"))
    console.print(_vetoes(words.worst_first(card.vetoes)))
    if card.deductions:
        console.print(_deductions(card.deductions))
        for line in card.deductions:
            _evidence(line, console, top)
    if len(trend) > 1:
        console.print(_trend(trend))
    if units:
        console.print(_units(units))
    console.print(Text(words.MARKS, style="dim"))


def _table(*columns: str, title: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _vetoes(lines: Sequence[VetoLine]) -> Table:
    table = _table("状态", "单项否决", "距离", "确定程度", title="单项否决")
    table.columns[0].no_wrap = table.columns[3].no_wrap = True
    for line in lines:
        said = words.distance(line)
        behind = words.subjects(line)
        table.add_row(
            Text(words.light(line), style=_STYLES[line.light]),
            Text(words.name(line)),
            Text(f"{said}。{behind}" if behind else said),
            Text(words.mark(line.mark)),
        )
    return table


def _deductions(lines: Sequence[DeductionLine]) -> Table:
    table = _table("指标", "分值", "扣分", "状态", "说明", "确定程度", title="扣分指标")
    for n in (1, 2, 3, 5):
        table.columns[n].no_wrap = True
    for line in lines:
        table.add_row(
            Text(line.name),
            words.number(line.points),
            words.deducted(line),
            Text(words.light(line), style=_STYLES[line.light]),
            Text(words.because(line)),
            Text(words.mark(line.mark)),
        )
    return table


def _evidence(line: DeductionLine, console: Console, top: int) -> None:
    """What each point was taken for."""
    found = [one for one in line.behind if one.points]
    for one in found[:top]:
        number = f"#{one.issue} " if one.issue else ""
        console.print(Text(f"  {line.name} −{words.number(one.points)}　{number}{said(one.title)}"), soft_wrap=True)
    if len(found) > top:
        rest = sum((one.points for one in found[top:]), start=found[0].points - found[0].points)
        console.print(Text(f"  {line.name} −{words.number(rest)}　其余 {len(found) - top} 处"))


def _trend(trend: Sequence[TrendPoint]) -> Table:
    table = _table("截至", "得分", "否决", "预警", "未判定", title="历周走势")
    for one in trend:
        if one.most is None or one.least is None:
            points = "没有巡检"
        elif one.least == one.most:
            points = words.number(one.most)
        else:
            points = f"{words.number(one.least)} 至 {words.number(one.most)}"
        void = "（已触否决）" if one.void else "" if one.current else "（巡检不全）" if one.most is not None else ""
        table.add_row(one.day.isoformat(), points + void, str(one.vetoed), str(one.warned), str(one.undecided))
    return table


def _units(units: Sequence[UnitFact]) -> Table:
    columns = ("责任单位", "职责", "按期", "逾期", "有问题", "未判定", "解读滞后", "整改用时", "未办结", "其中逾期")
    table = _table(*columns, title="责任单位（工作日）")
    for one in units:
        table.add_row(
            Text(said(one.unit)),
            *(str(count) for count in (one.duties, one.on_time, one.overdue, one.faulty, one.undecided)),
            days(one.interpretation_lag, one.interpreted),
            days(one.correction, one.corrected),
            str(one.open_issues),
            str(one.overdue_issues),
        )
    return table
