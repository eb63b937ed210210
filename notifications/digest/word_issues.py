"""The issues of the Word digest: new, overdue, come back, mended; one table each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from notifications.digest.facts import DigestFacts, IssueFact
from notifications.digest.phrases import (
    NAME,
    cell_day,
    cut,
    due_day,
    evidence_address,
    issue_address,
    issue_list,
    local_day,
    rest,
    said,
    unit_name,
)
from notifications.digest.word_blocks import Block, Body, Cell, Column, Grid, Heading, Linked, Note, Piece
from notifications.wording import SEVERITIES, check_name

SHOWN = 20  # issues in one table: about two pages


@dataclass(frozen=True, slots=True)
class _Field:
    column: Column
    text: Callable[[DigestFacts, IssueFact], str]


def _over(days: int) -> str:
    return f"{days}个工作日" if days else "不足1日"


def _day(facts: DigestFacts, at: datetime) -> str:
    return cell_day(local_day(facts, at))


_SEVERITY = _Field(Column("等级", 1.1, centred=True), lambda _, issue: SEVERITIES.get(issue.severity, issue.severity))
_DUE = _Field(Column("整改期限", 2.0, centred=True), lambda facts, issue: cell_day(due_day(facts, issue.due_at)))
_OVER = _Field(Column("逾期", 2.2, centred=True), lambda _, issue: _over(issue.days_over))
_BACK = _Field(Column("复发日期", 2.0, centred=True), lambda facts, issue: _day(facts, issue.at))
_TIMES = _Field(Column("次数", 1.0, centred=True), lambda _, issue: str(issue.reopened))
_OPENED = _Field(Column("发现日期", 2.0, centred=True), lambda facts, issue: _day(facts, issue.opened_at))
_VERIFIED = _Field(Column("复核日期", 2.0, centred=True), lambda facts, issue: _day(facts, issue.at))


def issues(facts: DigestFacts) -> Iterator[Block]:
    """二 to 五: each list with a sentence before it; an empty one says so, and says no more than was looked at."""
    unknown = "本周没有巡检，{}情况不明。"
    yield Heading(1, "本周新发现问题")
    yield from _list(
        facts,
        facts.new,
        (_SEVERITY, _DUE),
        "本周新发现问题{}项，请责任单位按期整改并申报复核。",
        "本周没有新发现问题。" if facts.looked else unknown.format("新增问题"),
    )
    yield Heading(1, "逾期未整改问题")
    yield from _list(
        facts,
        facts.overdue,
        (_SEVERITY, _DUE, _OVER),
        "逾期未整改问题{}项，请责任单位说明原因并抓紧整改。",
        "在册问题中没有逾期未整改的。",
    )
    yield Heading(1, "复发问题")
    yield from _list(
        facts,
        facts.reopened,
        (_BACK, _TIMES, _DUE),
        "整改后再次出现或申报整改后仍然存在的问题{}项，请查明原因，防止反复。",
        "本周没有复发问题。" if facts.looked else unknown.format("问题复发"),
    )
    yield Heading(1, "已整改问题")
    yield from _list(
        facts,
        facts.fixed,
        (_OPENED, _VERIFIED),
        "经巡检复核确认整改{}项。",
        "本周没有经复核确认整改的问题。" if facts.looked else "本周没有巡检，申报整改的问题尚未复核。",
    )


def _list(
    facts: DigestFacts, listed: tuple[IssueFact, ...], fields: tuple[_Field, ...], before: str, empty: str
) -> Iterator[Block]:
    if not listed:
        yield Body(empty)
        return
    yield Body(before.format(len(listed)), keep=True)
    shown, left = cut(listed, SHOWN)
    whose = (Column("责任单位", 2.0),) if facts.unit is None else ()
    columns = (Column("编号", 1.2, centred=True), Column("问题", 5.6), *whose, *(field.column for field in fields))
    yield Grid(columns, tuple(_row(facts, issue, fields) for issue in shown))
    if left:
        yield Note(rest(left, issue_list(facts)))


def _row(facts: DigestFacts, issue: IssueFact, fields: tuple[_Field, ...]) -> tuple[Cell, ...]:
    whose: tuple[Cell, ...] = ((unit_name(issue.unit),),) if facts.unit is None else ()
    told = _maybe_linked(str(issue.id), issue_address(facts, issue.id))
    return ((told,), _problem(issue), *whose, *((field.text(facts, issue),) for field in fields))


def _problem(issue: IssueFact) -> Cell:
    """What is wrong, and where it belongs."""
    title = said(issue.title) or check_name(issue.check)
    place = [check_name(issue.check)] if check_name(issue.check) not in title else []
    place += [f"栏目：{said(issue.column, NAME)}"] if issue.column and issue.column not in issue.title else []
    first = _maybe_linked(title, evidence_address(issue))
    return (first, f"（{'，'.join(place)}）") if place else (first,)


def _maybe_linked(text: str, address: str) -> Piece:
    return Linked(text, address) if address else text
