"""The digest as plain lines: short for chat, longer for the terminal."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from notifications.digest import account_words, figures
from notifications.digest.facts import ComingKind, DigestFacts, IssueFact, Standing
from notifications.digest.phrases import day, said, week_name
from notifications.thresholds import standing
from notifications.wording import SEVERITIES

# Robots cut a message at 4096 bytes; some of it is the headline, the reason, the id, and marks made wider to be safe.
CHAT_BYTES = 3_200
_TOPS = (5, 3, 2, 1, 0)  # shown of each list, as many as fit
_CHAT_TITLE = 48  # characters
_SCORED = 8  # lines of the scorecard


def chat(facts: DigestFacts) -> str:
    """Figures, and the first of each list as far as they fit into one message. The channel says where to read more."""
    tried = ("\n".join(_chat_lines(facts, top)) for top in _TOPS)
    return next((said for said in tried if len(said.encode()) <= CHAT_BYTES), "\n".join(_chat_lines(facts, 0)))


def terminal(facts: DigestFacts, top: int = 20) -> str:
    """The same, longer, with the columns' strips in letters."""
    return "\n".join(_terminal_lines(facts, top))


def where_to_read(facts: DigestFacts) -> str:
    """Where everything is."""
    return f"全部问题单见办理台：{facts.desk}" if facts.desk else f"全部问题单：{more(facts)}"


def more(facts: DigestFacts) -> str:
    """The address of the desk, or else the command, that lists what is not over."""
    if facts.desk:
        of = {"site": facts.site} | ({"unit": facts.unit} if facts.unit else {})
        return f"{facts.desk}/issues?{urlencode(of, errors='replace')}"
    if not facts.unit:
        return "xunjian issues list"
    unit = said(facts.unit, 40)
    plain = re.fullmatch(r"[\w.-]+", unit)  # Chinese names need no quotes, which shlex would put
    return f"xunjian issues list --unit {unit if plain else shlex.quote(unit)}"


def _chat_lines(facts: DigestFacts, top: int) -> Iterator[str]:
    if facts.unit:
        yield f"责任单位：{said(facts.unit, 40)}"
    yield figures.verdict(facts)
    yield from figures.remarks(facts)
    if facts.looked:
        yield f"巡检情况：{figures.rounds(facts)}"
    lists = (("逾期未整改", facts.overdue), ("本周新发现", facts.new), ("复发及退回", facts.reopened))
    for name, issues in lists:
        yield from _issues(facts, name, issues, top, short=True)
    yield from _poor_columns(facts, top)
    yield from _poor_accounts(facts, top)
    yield from _coming(facts, top, short=True)
    yield from _duties(facts, top, short=True)


def _terminal_lines(facts: DigestFacts, top: int) -> Iterator[str]:
    whose = f"　{said(facts.unit, 40)}" if facts.unit else ""
    yield figures.heading(facts)
    yield f"{week_name(facts)}{whose}"
    yield figures.verdict(facts)
    yield from figures.remarks(facts)
    yield f"巡检情况：{figures.rounds(facts)}"
    lists = (
        ("逾期未整改", facts.overdue),
        ("本周新发现", facts.new),
        ("复发及退回", facts.reopened),
        ("已复核办结", facts.fixed),
    )
    for name, issues in lists:
        yield from _issues(facts, name, issues, top)
    yield from _strips(facts)
    yield from _accounts(facts)
    yield from _coming(facts, top)
    yield from _duties(facts, top)
    yield from _vetoes(facts)
    yield from _scorecard(facts)
    yield ""
    yield f"受理用时：{figures.speed(facts.acknowledge)}"
    yield f"整改用时：{figures.speed(facts.correct)}"
    yield ""
    yield where_to_read(facts)


def _issues(
    facts: DigestFacts, name: str, issues: Sequence[IssueFact], top: int, *, short: bool = False
) -> Iterator[str]:
    if not issues:
        return
    yield ""
    yield f"【{name}】{len(issues)} 项"
    for n, issue in enumerate(issues[:top], 1):
        notes = figures.issue_notes(facts, issue)
        kept = "，".join(note for note in notes if note.startswith(("#", "逾期"))) if short else "，".join(notes)
        title = said(issue.title, _CHAT_TITLE) if short else said(issue.title)
        yield f"{n}. [{SEVERITIES[issue.severity.value]}] {title}（{kept}）"
    if len(issues) > top > 0:
        yield f"其余 {len(issues) - top} 项从略"


def _poor_columns(facts: DigestFacts, top: int) -> Iterator[str]:
    poor = [column for column in figures.worst_first(facts.columns) if column.standing in figures.POOR]
    if not poor:
        return
    yield ""
    yield f"【栏目更新】{len(facts.columns)} 个栏目，需关注 {len(poor)} 个"
    for column in poor[:top]:
        yield f"{said(column.column, 24)}：{figures.standing(column)}"
    if len(poor) > top > 0:
        yield f"其余 {len(poor) - top} 个从略"


def _strips(facts: DigestFacts) -> Iterator[str]:
    if not facts.columns:
        return
    yield ""
    yield f"【栏目更新】{len(facts.columns)} 个栏目，近 {len(facts.columns[0].cells)} 周，右端为本周"
    for column in figures.worst_first(facts.columns):
        yield f"{figures.strip_letters(column)} {said(column.column, 24)}：{figures.standing(column)}"
    yield "　".join(f"{letter} {words}" for letter, words in figures.CELLS.values())


def _coming(facts: DigestFacts, top: int, *, short: bool = False) -> Iterator[str]:
    every = figures.coming(facts)
    if not every:
        return
    yield ""
    yield f"【下周需关注】{len(facts.coming)} 项"
    for one in every[:top]:
        note = figures.coming_note(facts, one)
        if short:
            note = said(one.note) if one.kind is ComingKind.PUBLICATION else ""
        name = said(one.name, _CHAT_TITLE) if short else said(one.name)
        yield f"{day(one.on)}前　{figures.COMING[one.kind]}：{name}{f'（{note}）' if note else ''}"
    if len(every) > top > 0:
        yield f"其余 {len(every) - top} 条从略"


def _duties(facts: DigestFacts, top: int, *, short: bool = False) -> Iterator[str]:
    told = facts.duties
    if told is None:
        return
    yield ""
    yield f"【职责清单】{told.summary}"
    for name, lines in (("到期未确认", told.overdue), ("两周内到期", told.coming), ("未能判定", told.undecided)):
        for line in lines[: min(top, 3) if short else top]:
            on = f"{day(line.on)}前　" if line.on else ""
            yield f"{name}：{on}{said(line.number, 12)} {said(line.what, _CHAT_TITLE)}：{said(line.note, 60)}"
        if len(lines) > top > 0 and not short:
            yield f"其余 {len(lines) - top} 项从略"


def _vetoes(facts: DigestFacts) -> Iterator[str]:
    if not facts.vetoes:
        return
    yield ""
    yield "【距单项否决】"
    for veto in facts.vetoes:
        yield f"{veto.name}：{standing(veto.count, veto.unknown, veto.left)}"


def _scorecard(facts: DigestFacts) -> Iterator[str]:
    card = facts.scorecard
    if card is None:
        return
    yield ""
    yield f"【评分卡】{card.verdict}"
    yield from card.remarks
    yield from (f"[{one.state}] {said(one.name, 60)}：{said(one.words, 120)}" for one in card.lines[:_SCORED])
    if len(card.lines) > _SCORED:
        yield f"其余 {len(card.lines) - _SCORED} 项从略"
    yield f"全部依据：{card.link}" if card.link else "全部依据：xunjian scorecard"


def _poor_accounts(facts: DigestFacts, top: int) -> Iterator[str]:
    """In chat: those that need somebody, each with its first source that failed."""
    poor = [one for one in account_words.worst_first(facts.accounts) if account_words.needs_somebody(one)]
    if not facts.accounts:
        return
    yield ""
    yield f"【新媒体账号】{len(facts.accounts)} 个，{f'需关注 {len(poor)} 个' if poor else '更新均在期限内'}"
    for one in poor[:top]:
        failed = account_words.failing(one)
        why = f"；{said(account_words.source(facts, failed[0]), 90)}" if failed else ""
        waiting = f"；超期未回复留言 {one.unanswered} 条" if one.unanswered else ""
        state = (
            figures.STANDINGS[Standing.UNKNOWN] if why and account_words.unknown(one) else account_words.standing(one)
        )
        yield f"{said(one.name, 24)}：{state}{why}{waiting}"
    if len(poor) > top > 0:
        yield f"其余 {len(poor) - top} 个从略"


def _accounts(facts: DigestFacts) -> Iterator[str]:
    if not facts.accounts:
        return
    yield ""
    yield f"【新媒体账号】{len(facts.accounts)} 个"
    for one in account_words.worst_first(facts.accounts):
        strip = f"{figures.strip_letters(one.freshness)} " if one.freshness else ""
        noted = "".join(f"，{note}" for note in account_words.notes(one))
        yield f"{strip}{account_words.title(one)}：{account_words.standing(one)}{noted}"
        yield from (f"　　{account_words.source(facts, source)}" for source in one.sources)
