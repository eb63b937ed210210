"""新媒体更新情况 of the Word digest: how every account stands, and which of its sources somebody must mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from inspection.source_names import source_name
from notifications.digest import account_words
from notifications.digest.charts import png, strip
from notifications.digest.facts import WEEKS_SHOWN, AccountFact, DigestFacts
from notifications.digest.figures import STANDINGS, strip_words
from notifications.digest.phrases import NAME, cell_day, cut, local_day, rest, said, unit_name
from notifications.digest.word_blocks import Block, Body, Cell, Column, Drawn, Grid, Heading, Note
from notifications.digest.word_columns import STRIP, legend, standing_lines

SHOWN = 30


def accounts(facts: DigestFacts) -> Iterator[Block]:
    """七、新媒体更新情况; nothing where the plan names no account."""
    if not facts.accounts:
        return
    yield Heading(1, "新媒体更新情况")
    counted = Counter(account_words.stands(one) for one in facts.accounts)
    standings = "、".join(f"{name}{counted[standing]}个" for standing, name in STANDINGS.items() if counted[standing])
    blind = "" if facts.looked else "本周没有巡检，以下按此前巡检所见列出。"
    yield Body(f"政务新媒体账号{len(facts.accounts)}个：{standings}。{blind}", keep=True)
    shown, left = cut(account_words.worst_first(facts.accounts), SHOWN)
    yield _table(facts, shown)
    yield legend()
    if left:
        yield Note(rest(left, "网页版周报"))
    yield from _asked(facts)
    yield from _sources(facts)


def _table(facts: DigestFacts, shown: Sequence[AccountFact]) -> Grid:
    whose = (Column("责任单位", 1.8),) if facts.unit is None else ()
    heads = (
        Column("账号", 2.2),
        *whose,
        Column(f"近{WEEKS_SHOWN}周更新情况", 4.2, centred=True),
        Column("最新发布", 1.8, centred=True),
        Column("期限", 1.1, centred=True),
        Column("状况", 2.6, centred=True),
    )
    return Grid(heads, tuple(_row(facts, one) for one in shown))


def _row(facts: DigestFacts, account: AccountFact) -> tuple[Cell, ...]:
    whose: tuple[Cell, ...] = ((unit_name(account.unit),),) if facts.unit is None else ()
    weeks = account.freshness
    if weeks is None:
        return ((account_words.title(account),), *whose, ("—",), ("—",), ("—",), ("情况不明", account_words.NEVER_READ))
    limit = "不限" if weeks.deadline_days is None else f"{weeks.deadline_days}天"
    drawn = Drawn(png(strip(weeks)), strip_words(weeks), STRIP)
    name = (account_words.title(account),)
    return (name, *whose, (drawn,), (cell_day(weeks.newest),), (limit,), standing_lines(weeks))


def _asked(facts: DigestFacts) -> Iterator[Block]:
    """What was published, and what the plan asks beyond that."""
    said_of = [(one, "，".join(account_words.notes(one))) for one in facts.accounts]
    lines = [f"{said(one.name, NAME)}：{notes.replace(' ', '')}" for one, notes in said_of if notes]
    if lines:
        yield Body(f"{'；'.join(lines)}。")


def _sources(facts: DigestFacts) -> Iterator[Block]:
    """The sources that failed: without them the account is seen in part or not at all."""
    failed = [(one, source) for one in facts.accounts for source in account_words.failing(one) if source.said]
    if not failed:
        return
    yield Body("以下来源没有读到，修复前对有关账号的判断可能不完整，请有关单位及时处理。", keep=True)
    shown, left = cut(failed, SHOWN)
    columns = (
        Column("账号", 1.9),
        Column("来源", 2.2),
        Column("情况", 2.8),
        Column("起始日期", 1.7, centred=True),
        Column("处理", 4.4),
    )
    rows = tuple(
        (
            (said(one.name, NAME),),
            (source_name(said(source.label, 40)),),
            (said(source.said, 60),),
            (cell_day(local_day(facts, source.since)) if source.since else "—",),
            (account_words.to_do(source) or "—",),
        )
        for one, source in shown
    )
    yield Grid(columns, rows)
    if left:
        yield Note(rest(left, "网页版周报"))
