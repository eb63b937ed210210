"""栏目更新情况 of the Word digest: how every column stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from notifications.digest.charts import png, strip, strip_of
from notifications.digest.facts import WEEKS_SHOWN, DigestFacts, Freshness, Standing
from notifications.digest.figures import CELLS, STANDINGS, strip_words, worst_first
from notifications.digest.phrases import NAME, cell_day, cut, rest, said, unit_name
from notifications.digest.word_blocks import Block, Body, Cell, Column, Drawn, Grid, Heading, Legend, Note

SHOWN = 60  # columns: about three pages
STRIP = 45  # millimetres


def columns(facts: DigestFacts) -> Iterator[Block]:
    """六、栏目更新情况."""
    yield Heading(1, "栏目更新情况")
    if not facts.columns:
        yield Body("方案中没有须检查更新情况的栏目。" if facts.unit is None else "方案中没有由本单位负责的栏目。")
        return
    counted = Counter(column.standing for column in facts.columns)
    standings = "、".join(f"{name}{counted[standing]}个" for standing, name in STANDINGS.items() if counted[standing])
    blind = "" if facts.looked else "本周没有巡检，以下按此前巡检所见列出。"
    yield Body(f"共检查栏目{len(facts.columns)}个：{standings}。{blind}", keep=True)
    shown, left = cut(worst_first(facts.columns), SHOWN)
    whose = (Column("责任单位", 1.8),) if facts.unit is None else ()
    heads = (
        Column("栏目", 2.0),
        *whose,
        Column(f"近{WEEKS_SHOWN}周更新情况", 4.2, centred=True),
        Column("最新发布", 1.8, centred=True),
        Column("期限", 1.1, centred=True),
        Column("状况", 2.6, centred=True),
    )
    yield Grid(heads, tuple(_row(facts, column) for column in shown))
    yield legend()
    if left:
        yield Note(rest(left, "网页版周报"))


def legend() -> Legend:
    """What the cells of a strip mean."""
    pieces: list[str | Drawn] = ["每格一周，右端为本周："]
    for state, (_, words) in CELLS.items():
        pieces += [Drawn(png(strip_of([state])), words, STRIP / WEEKS_SHOWN), f" {words}　"]
    return Legend(tuple(pieces))


def _row(facts: DigestFacts, column: Freshness) -> tuple[Cell, ...]:
    whose: tuple[Cell, ...] = ((unit_name(column.unit),),) if facts.unit is None else ()
    limit = "不限" if column.deadline_days is None else f"{column.deadline_days}天"
    drawn = Drawn(png(strip(column)), strip_words(column), STRIP)
    return (
        (said(column.column, NAME),),
        *whose,
        (drawn,),
        (cell_day(column.newest),),
        (limit,),
        standing_lines(column),
    )


def standing_lines(column: Freshness) -> tuple[str, ...]:
    """How a column or an account stands, a cell of two lines at most."""
    name = STANDINGS[column.standing]
    if column.standing is Standing.UNKNOWN:
        return (name, said(column.reason, 30)) if column.reason else (name,)
    left = column.days_left
    if column.standing is Standing.SOON and left is not None:
        return (name, f"还剩{left}天" if left > 0 else "今天到期" if left == 0 else "已到期限")
    if column.standing is Standing.STALE and left is not None and left < 0:
        return (name, f"已超{-left}天")
    return (name,)
