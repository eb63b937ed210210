"""评分卡 as a Word document in the official layout, made of the digest's blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from io import BytesIO

from inspection.scoring.card import DeductionLine, Scorecard
from inspection.scoring.trend import TrendPoint
from notifications.digest import charts
from notifications.digest.phrases import cut, rest, said
from notifications.digest.word_blocks import (
    Block,
    Body,
    Column,
    Drawn,
    Figure,
    Grid,
    Heading,
    Linked,
    Note,
    Piece,
    Subtitle,
    Title,
    numbered,
)
from notifications.digest.word_layout import lay_out
from notifications.digest.word_package import sealed
from notifications.readable import clickable
from notifications.scorecard import words
from notifications.scorecard.drawing import legend, trend_drawing
from notifications.scorecard.units import UnitFact, days

SHOWN = 40  # faults behind the points


def document(card: Scorecard, trend: Sequence[TrendPoint] = (), units: Sequence[UnitFact] = ()) -> bytes:
    """The card as a .docx file; equal facts give equal bytes."""
    paper = lay_out(numbered(content(card, trend, units)))
    clock = card.at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = paper.core_properties
    properties.title = f"{said(card.site, 40)}评分卡"
    properties.subject = said(card.standard, 80)
    properties.author = properties.last_modified_by = said(card.site, 40)
    properties.created = properties.modified = clock
    properties.language = "zh-CN"
    properties.revision = 1
    written = BytesIO()
    paper.save(written)
    return sealed(written.getvalue())


def content(card: Scorecard, trend: Sequence[TrendPoint], units: Sequence[UnitFact]) -> Iterator[Block]:
    """What the document says, in order."""
    yield Title(f"{said(card.site, 40)}评分卡")
    yield Subtitle(f"截至{card.at.year}年{card.at.month}月{card.at.day}日{card.at:%H:%M}")
    yield Heading(1, "结论")
    yield Body(words.verdict(card))
    yield Body(f"标准：{said(card.standard, 80)}。依据：{words.looked(card)}。")
    for remark in words.remarks(card):
        yield Body(remark)
    yield Heading(1, "单项否决")
    yield _vetoes(card)
    yield Note(words.MARKS)
    if card.deductions:
        yield Heading(1, "扣分指标")
        yield _deductions(card.deductions)
        yield from _evidence(card.deductions)
    if len(trend) > 1:
        yield Heading(1, "历周走势")
        drawing = trend_drawing(trend)
        yield Figure(Drawn(charts.png(drawing), drawing.label, 120), legend(trend))
    if units:
        yield Heading(1, "责任单位")
        yield _units(units)
        yield Note("解读滞后为平均工作日，整改用时为工作日的中位数；括号内为件数。")


def _vetoes(card: Scorecard) -> Grid:
    columns = (
        Column("状态", 2, centred=True),
        Column("事项", 3.2),
        Column("距离和依据", 5),
        Column("确定程度", 1.6, centred=True),
    )
    rows = []
    for line in words.worst_first(card.vetoes):
        behind = words.subjects(line)
        about = (said(words.distance(line), 200), *((said(behind, 200),) if behind else ()))
        rows.append(((words.light(line),), (said(words.name(line), 60),), about, (words.mark(line.mark),)))
    return Grid(columns, tuple(rows))


def _deductions(lines: Sequence[DeductionLine]) -> Grid:
    columns = (
        Column("指标", 2),
        Column("分值", 1, centred=True),
        Column("扣分", 1.9, centred=True),
        Column("状态", 2.1, centred=True),
        Column("说明", 3.9),
        Column("确定程度", 1.6, centred=True),
    )
    rows = tuple(
        (
            (line.name,),
            (words.number(line.points),),
            (words.deducted(line),),
            (words.light(line),),
            (said(words.because(line), 160),),
            (words.mark(line.mark),),
        )
        for line in lines
    )
    return Grid(columns, rows)


def _evidence(lines: Sequence[DeductionLine]) -> Iterator[Block]:
    found = [(line, one) for line in lines for one in line.behind if one.points]
    if not found:
        return
    yield Heading(2, "扣分明细")
    shown, left = cut(found, SHOWN)
    columns = (
        Column("指标", 2),
        Column("扣分", 1, centred=True),
        Column("问题", 6.4),
        Column("问题单", 1.2, centred=True),
    )
    rows = []
    for line, one in shown:
        title: Piece = said(one.title or one.subject, 120)
        if one.link and clickable(one.link):
            title = Linked(said(one.title or one.subject, 120), one.link)
        rows.append(((line.name,), (words.number(one.points),), (title,), (str(one.issue) if one.issue else "—",)))
    yield Grid(columns, tuple(rows))
    if left:
        yield Note(rest(left, "评分卡的 JSON"))


def _units(units: Sequence[UnitFact]) -> Grid:
    names = ("职责", "按期", "逾期", "有问题", "未判定", "解读滞后", "整改用时", "未办结", "逾期问题")
    columns = (Column("责任单位", 2.6), *(Column(name, 1.3, centred=True) for name in names))
    return Grid(
        columns,
        tuple(
            (
                (said(one.unit, 40),),
                *((str(count),) for count in (one.duties, one.on_time, one.overdue, one.faulty, one.undecided)),
                (days(one.interpretation_lag, one.interpreted),),
                (days(one.correction, one.corrected),),
                (str(one.open_issues),),
                (str(one.overdue_issues),),
            )
            for one in units
        ),
    )
