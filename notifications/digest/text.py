"""The digest as plain lines: short for chat, longer for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notifications.digest import figures
from notifications.digest.facts import DigestFacts, IssueFact
from notifications.digest.word_text import day, said, week_name
from notifications.wording import SEVERITIES

CHAT_TOP = 5  # of each list, in chat


def chat(facts: DigestFacts) -> str:
    """Figures, the first of each list, and where to read more."""
    return "\n".join(_lines(facts, CHAT_TOP, strips=False))


def terminal(facts: DigestFacts, top: int = 20) -> str:
    """The same, longer, with the columns' strips in letters."""
    return "\n".join([figures.heading(facts), *_lines(facts, top, strips=True)])


def where_to_read(facts: DigestFacts) -> str:
    """Where everything is."""
    if facts.desk:
        return f"全部问题单见办理台：{facts.desk}"
    whose = f" --unit {said(facts.unit, 40)}" if facts.unit else ""
    return f"全部问题单：xunjian issues list{whose}"


def _lines(facts: DigestFacts, top: int, *, strips: bool) -> Iterator[str]:
    whose = f"　{said(facts.unit, 40)}" if facts.unit else ""
    yield f"{week_name(facts)}{whose}"
    yield figures.verdict(facts)
    yield from figures.remarks(facts)
    yield f"巡检情况：{figures.rounds(facts)}"
    yield from _issues(facts, "逾期未整改", facts.overdue, top)
    yield from _issues(facts, "本周新发现", facts.new, top)
    yield from _issues(facts, "复发及退回", facts.reopened, top)
    if strips:
        yield from _issues(facts, "已复核销号", facts.fixed, top)
    yield from _columns(facts, top, strips=strips)
    yield from _coming(facts, top)
    if strips:
        yield ""
        yield f"受理用时：{figures.speed(facts.acknowledge)}"
        yield f"整改用时：{figures.speed(facts.correct)}"
    if facts.accounts:
        yield f"新媒体账号 {len(facts.accounts)} 个：尚未纳入巡检，情况不明。"
    yield ""
    yield where_to_read(facts)


def _issues(facts: DigestFacts, name: str, issues: Sequence[IssueFact], top: int) -> Iterator[str]:
    if not issues:
        return
    yield ""
    yield f"【{name}】{len(issues)} 项"
    for n, issue in enumerate(issues[:top], 1):
        notes = "，".join(figures.issue_notes(facts, issue))
        yield f"{n}. [{SEVERITIES[issue.severity.value]}] {said(issue.title)}（{notes}）"
    if len(issues) > top:
        yield f"其余 {len(issues) - top} 项从略"


def _columns(facts: DigestFacts, top: int, *, strips: bool) -> Iterator[str]:
    ordered = figures.worst_first(facts.columns)
    poor = [column for column in ordered if column.standing in figures.POOR]
    shown = ordered if strips else poor[:top]
    if not shown:
        return
    yield ""
    yield f"【栏目更新】{len(facts.columns)} 个栏目，需关注 {len(poor)} 个"
    for column in shown:
        strip = f"{figures.strip_letters(column)} " if strips else ""
        yield f"{strip}{said(column.column, 24)}：{figures.standing(column)}"
    if not strips and len(poor) > top:
        yield f"其余 {len(poor) - top} 个从略"
    if strips:
        yield "　".join(f"{letter} {words}" for letter, words in figures.CELLS.values())


def _coming(facts: DigestFacts, top: int) -> Iterator[str]:
    every = figures.coming(facts)
    if not every:
        return
    yield ""
    yield f"【下周需关注】{len(facts.coming)} 项"
    for one in every[:top]:
        note = figures.coming_note(facts, one)
        yield f"{day(one.on)}前　{figures.COMING[one.kind]}：{said(one.name)}{f'（{note}）' if note else ''}"
    if len(every) > top:
        yield f"其余 {len(every) - top} 条从略"
