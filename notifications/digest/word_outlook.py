"""下周需关注事项 and 未能判定事项 of the Word digest: what comes, how near a veto is, what nobody can vouch for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notifications.digest.facts import Coming, ComingKind, DigestFacts, Standing, Veto
from notifications.digest.phrases import (
    cell_day,
    cut,
    issue_address,
    moment,
    rest,
    safe_address,
    said,
    unit_name,
)
from notifications.digest.word_blocks import Block, Body, Column, Grid, Heading, Linked, Note, Piece
from notifications.digest.word_duties import duties
from notifications.readable import address

SHOWN = 20  # lines of one table

_KINDS = (
    (ComingKind.PUBLICATION, "应按期发布的内容", "以下内容须在所列日期前发布，请责任单位提前准备。"),
    (ComingKind.DEADLINE, "整改期限将至的问题", "以下问题的整改期限将至，请在期限内完成整改。"),
    (ComingKind.COLUMN, "即将逾期未更新的栏目", "以下栏目到所列日期仍无新内容即为更新不及时，请提前安排信息发布。"),
    (ComingKind.ACCOUNT, "即将逾期未更新的新媒体账号", "以下账号到所列日期仍无新文章即为更新不及时，请提前安排发布。"),
)
_STATES = {"clear": "未达预警线", "warning": "已达预警线", "vetoed": "已达否决线"}


def outlook(facts: DigestFacts) -> Iterator[Block]:
    """七、下周需关注事项."""
    yield Heading(1, "下周需关注事项")
    for kind, name, before in _KINDS:
        coming = [each for each in facts.coming if each.kind is kind]
        if not coming:
            continue
        yield Heading(2, name)
        yield Body(before, keep=True)
        shown, left = cut(coming, SHOWN)
        yield _coming(facts, shown)
        if left:
            yield Note(rest(left, "网页版周报"))
    if not facts.coming:
        yield Body(_nothing_comes(facts))
    yield from duties(facts)
    if facts.vetoes:
        yield Heading(2, "与单项否决的距离")
        yield Body(_nearest(facts.vetoes), keep=True)
        yield _vetoes(facts.vetoes)
    yield from _scorecard(facts)


def _scorecard(facts: DigestFacts) -> Iterator[Block]:
    card = facts.scorecard
    if card is None:
        return
    yield Heading(2, "评分卡")
    yield Body("".join((card.verdict, *card.remarks)), keep=bool(card.lines))
    if card.lines:
        shown, left = cut(card.lines, SHOWN)
        columns = (Column("状态", 2, centred=True), Column("单项否决", 4), Column("距离", 5))
        yield Grid(columns, tuple(((one.state,), (said(one.name, 60),), (said(one.words, 160),)) for one in shown))
        if left:
            yield Note(rest(left, "评分卡"))


def _nothing_comes(facts: DigestFacts) -> str:
    if not facts.looked:
        return "下周没有已知的到期事项；本周没有巡检，栏目是否将逾期情况不明。"
    unknown = sum(column.standing is Standing.UNKNOWN for column in facts.columns)
    blind = f"另有{unknown}个栏目情况不明，是否将逾期无法判断。" if unknown else ""
    return f"下周没有到期的发布事项和整改期限，没有即将逾期的栏目。{blind}"


def _coming(facts: DigestFacts, shown: Sequence[Coming]) -> Grid:
    whose = (Column("责任单位", 2.0),) if facts.unit is None else ()
    columns = (Column("最迟日期", 2.0, centred=True), Column("事项", 4.6), *whose, Column("说明", 3.6))
    rows = []
    for each in shown:
        unit = ((unit_name(each.unit),),) if facts.unit is None else ()
        note = "；".join(part for part in (said(each.note, 60), "提前提示" if each.early else "") if part)
        rows.append(((cell_day(each.on),), (_name(facts, each),), *unit, (note or "—",)))
    return Grid(columns, tuple(rows))


def _name(facts: DigestFacts, each: Coming) -> Piece:
    target = issue_address(facts, each.issue) if each.issue else safe_address(each.link)
    name = f"{each.issue}号：{said(each.name)}" if each.issue else said(each.name)
    return Linked(name, target) if target else name


def _nearest(vetoes: tuple[Veto, ...]) -> str:
    over = [veto for veto in vetoes if veto.state == "vetoed"]
    near = [veto for veto in vetoes if veto.state == "warning"]
    if over:
        return f"{'、'.join(said(veto.name) for veto in over)}已达单项否决标准，请立即整改。"
    if near:
        return f"{'、'.join(said(veto.name) for veto in near)}已达预警线，请优先整改。"
    if any(veto.unknown for veto in vetoes):
        return "已判定的均未达到预警线；有未能判定的，情况不明。"
    return "各项均未达到预警线。"


def _vetoes(vetoes: tuple[Veto, ...]) -> Grid:
    columns = (
        Column("单项否决事项", 5),
        Column("现有", 1.2, centred=True),
        Column("未判定", 1.4, centred=True),
        Column("预警线", 1.4, centred=True),
        Column("否决线", 1.4, centred=True),
        Column("还差", 1.2, centred=True),
        Column("状态", 2.2, centred=True),
    )
    return Grid(
        columns,
        tuple(
            (
                (said(veto.name),),
                *((str(count),) for count in (veto.count, veto.unknown, veto.warn, veto.veto, veto.left)),
                (_STATES.get(veto.state, veto.state),),
            )
            for veto in vetoes
        ),
    )


def undecided(facts: DigestFacts) -> Iterator[Block]:
    """八、未能判定事项."""
    yield Heading(1, "未能判定事项")
    when = f"（{moment(facts, facts.undecided_at)}）" if facts.undecided_at else ""
    if facts.undecided:
        yield Body(f"最近一次巡检{when}有{len(facts.undecided)}项未能判定，不计入正常，也不计入问题。", keep=True)
        shown, left = cut(facts.undecided, SHOWN)
        columns = (Column("对象", 4), Column("检查项目", 2.5), Column("未能判定的原因", 4))
        yield Grid(
            columns,
            tuple(
                ((said(address(d.subject), 60),), (said("、".join(d.checks), 60),), (said(d.reason, 80),))
                for d in shown
            ),
        )
        if left:
            yield Note(rest(left, "巡检报告"))
    elif facts.looked:
        yield Body(f"最近一次巡检{when}没有未能判定的事项。")
    else:
        yield Body("本周没有巡检，各项均未判定。")
