"""The digest's figures in words: what HTML, chat and terminal say alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from inspection.issue import STATE_NAMES
from notifications.digest.availability import sentence
from notifications.digest.facts import (
    Cell,
    Coming,
    ComingKind,
    Counts,
    DigestFacts,
    Freshness,
    IssueFact,
    Speed,
    Standing,
)
from notifications.digest.phrases import day, due_day, listed, moment, number, said, unit_name
from notifications.thresholds import near
from notifications.wording import ROUND_KINDS, check_name

# A letter for each week of a strip, where no picture can be shown, and what it means.
CELLS: dict[Cell, tuple[str, str]] = {
    Cell.PUBLISHED: ("■", "当周有发布"),
    Cell.WITHIN: ("▂", "无发布，未超期限"),
    Cell.OVERDUE: ("×", "超过期限未更新"),
    Cell.UNKNOWN: ("□", "情况不明"),
}
_IN_SHORT = {Cell.PUBLISHED: "有发布", Cell.WITHIN: "无发布", Cell.OVERDUE: "超期", Cell.UNKNOWN: "不明"}
STANDINGS: dict[Standing, str] = {
    Standing.FRESH: "正常",
    Standing.SOON: "临近期限",
    Standing.STALE: "更新不及时",
    Standing.BLANK: "空白",
    Standing.STATIC: "不限期",
    Standing.UNKNOWN: "情况不明",
}
POOR = (Standing.STALE, Standing.BLANK, Standing.SOON, Standing.UNKNOWN)  # the worst first
TOGETHER = 3  # issues due on one day in one unit; more of them are told together
COMING: dict[ComingKind, str] = {
    ComingKind.PUBLICATION: "应发稿件",
    ComingKind.DEADLINE: "整改到期",
    ComingKind.COLUMN: "栏目更新",
    ComingKind.ACCOUNT: "账号更新",
}
NOT_LOOKED = "本周没有巡检，情况不明。"


def heading(facts: DigestFacts) -> str:
    """××网站巡检周报."""
    site = said(facts.site, 40)
    return f"{site}{'' if site.endswith(('网站', '网', '门户')) else '网站'}巡检周报"


def verdict(facts: DigestFacts) -> str:
    """What the chief must know first."""
    counts = facts.counts
    if not facts.looked:
        left = f"此前发现、尚未办结的问题 {counts.end} 项，其现状未经核实。" if counts.end else ""
        return NOT_LOOKED + left
    vetoed = [veto.name for veto in facts.vetoes if veto.state == "vetoed"]
    if vetoed:
        return f"已达到单项否决线：{'；'.join(vetoed)}。须立即整改。"
    if counts.overdue:
        return f"未办结问题 {counts.end} 项，其中逾期未整改 {counts.overdue} 项，请抓紧办理。"
    if counts.end:
        return f"未办结问题 {counts.end} 项，没有逾期。"
    whole = all(kind.last_complete for kind in facts.rounds) and not facts.undecided
    return "没有未办结的问题。" if whole else "已查部分没有未办结的问题。"


def remarks(facts: DigestFacts) -> Iterator[str]:
    """What follows the verdict: the week's flows, what is near a veto, what could not be seen."""
    if facts.looked:
        yield _flows(facts.counts, facts.before)
    elif facts.counts.claimed:
        yield f"已申报整改、等待复核 {facts.counts.claimed} 项；没有巡检，无从复核。"
    for veto in facts.vetoes:
        if veto.state == "warning":
            yield f"{said(near(veto.name, veto.count, veto.left, veto.columns), 300)}。"
    if facts.availability is not None:
        yield sentence(facts.availability)
    soon = sum(column.standing is Standing.SOON for column in facts.columns)
    if soon:
        yield f"{soon} 个栏目将在下周内到更新期限，请提前安排发稿。"
    fading = sum(one.freshness is not None and one.freshness.standing is Standing.SOON for one in facts.accounts)
    if fading:
        yield f"{fading} 个新媒体账号将在下周内到更新期限，请提前安排发稿。"
    expired = [one.name for one in facts.accounts if any(source.expired for source in one.sources)]
    if expired:
        yield f"{listed(expired)}的登录或授权已失效，更新之前情况不明或不全。"
    if facts.undecided:
        yield f"最近一次巡检有 {len(facts.undecided)} 项未能判定，既不算问题，也不算正常，需人工复核。"
    missed = sum(kind.count - kind.complete for kind in facts.rounds)
    if missed:
        yield f"本周有 {missed} 次巡检没有做完，没有查到的部分不能视为正常。"


def _flows(counts: Counts, before: Counts | None) -> str:
    new, verified = (before.new, before.verified) if before else (None, None)
    return (
        f"本周新发现 {counts.new} 项{_change(counts.new, new)}；"
        f"复核办结 {counts.verified} 项{_change(counts.verified, verified)}；"
        f"复发及退回 {counts.reopened} 项。{false_alarms(counts)}"
    )


def _change(now: int, before: int | None) -> str:
    if before is None:
        return ""
    more = "增加" if now > before else "减少"
    return "（与上周持平）" if now == before else f"（比上周{more} {abs(now - before)} 项）"


def false_alarms(counts: Counts) -> str:
    """Dismissed ones and their share; empty where nothing was judged."""
    rate = counts.false_alarm_rate
    if rate is None:
        return ""
    waived = f"，核减 {counts.waived} 项" if counts.waived else ""
    return f"判定误报 {counts.false_alarms} 项{waived}，误报率 {number(rate * 100)}%。"


def rounds(facts: DigestFacts) -> str:
    """What was looked at this week."""
    if not facts.looked:
        return NOT_LOOKED
    parts = []
    for kind in facts.rounds:
        missed = f"（{kind.count - kind.complete} 次没有做完）" if kind.complete < kind.count else ""
        parts.append(f"{ROUND_KINDS.get(kind.kind, said(kind.kind, 20))} {kind.count} 次{missed}")
    last = max(kind.last_at for kind in facts.rounds)
    return f"{'、'.join(parts)}，最近一次 {moment(facts, last)}"


def tiles(facts: DigestFacts) -> tuple[tuple[str, int | None, str], ...]:
    """The figures to see at a glance: name, count, and how it was last week. None: nobody looked, so nobody knows."""
    now, then = facts.counts, facts.before
    shown = (
        ("未办结", now.end, then and then.end),
        ("逾期", now.overdue, then and then.overdue),
        ("新发现", now.new, then and then.new),
        ("已复核", now.verified, then and then.verified),
        ("复发退回", now.reopened, then and then.reopened),
        ("待复核", now.claimed, then and then.claimed),
    )
    seen_only = {"新发现", "已复核", "复发退回"}
    return tuple(
        (name, count if facts.looked or name not in seen_only else None, "上周不明" if was is None else f"上周 {was}")
        for name, count, was in shown
    )


def speed(of: Speed) -> str:
    """中位数 2 个工作日，九成在 5 个工作日以内（12 项）."""
    if not of.count or of.median is None:
        return "本周没有可统计的问题单"
    if of.count == 1:
        return f"{number(of.median)} 个工作日（1 项）"
    return f"中位数 {number(of.median)} 个工作日，九成在 {number(of.p90 or 0)} 个工作日以内（{of.count} 项）"


def issue_notes(facts: DigestFacts, issue: IssueFact, *, unit: bool = True) -> tuple[str, ...]:
    """What is said beside an issue's title."""
    due = due_day(facts, issue.due_at)
    notes = [f"#{issue.id}", check_name(issue.check), STATE_NAMES[issue.state]]
    if unit and facts.unit is None:
        notes.append(unit_name(issue.unit))
    if issue.column:
        notes.append(said(issue.column, 24))
    if issue.days_over:
        notes.append(f"逾期 {issue.days_over} 个工作日")
    if due is not None and issue.state.value not in {"verified", "false-alarm", "waived"}:
        notes.append(f"期限 {day(due)}")
    if issue.reopened:
        notes.append(f"第 {issue.reopened} 次复发或退回")
    return tuple(notes)


def coming(facts: DigestFacts) -> list[Coming]:
    """What comes; many issues of one unit that fall due on one day are one line."""
    due: dict[tuple[date, str | None], list[Coming]] = {}
    for one in facts.coming:
        if one.kind is ComingKind.DEADLINE:
            due.setdefault((one.on, one.unit), []).append(one)
    crowded = {key: some for key, some in due.items() if len(some) > TOGETHER}
    shown: list[Coming] = []
    for one in facts.coming:
        some = crowded.get((one.on, one.unit), []) if one.kind is ComingKind.DEADLINE else []
        if not some:
            shown.append(one)
        elif one is some[0]:
            whose = f"{unit_name(one.unit)} " if facts.unit is None else ""
            shown.append(replace(one, name=f"{whose}{len(some)} 项问题", unit=facts.unit, note="", link="", issue=0))
    return shown


def coming_note(facts: DigestFacts, coming: Coming) -> str:
    """What is said beside something that comes."""
    parts = [said(coming.note, 80)] if coming.note and coming.kind is not ComingKind.DEADLINE else []
    if facts.unit is None and coming.unit is not None:
        parts.append(unit_name(coming.unit))
    if coming.early:
        parts.append("提前预告")
    return "，".join(parts)


def standing(column: Freshness) -> str:
    """How a column stands, in a few words."""
    name, left = STANDINGS[column.standing], column.days_left
    if column.standing is Standing.UNKNOWN:
        return f"{name}：{said(column.reason, 60)}" if column.reason else name
    if column.standing is Standing.SOON and left is not None:
        return f"{name}，还剩 {left} 天" if left > 0 else f"{name}，今天到期" if left == 0 else "按已读到的稿件已到期限"
    if column.standing is Standing.STALE and left is not None:
        return f"{name}，已超 {-left} 天"
    return name


def strip_words(column: Freshness) -> str:
    """A strip for those who cannot see it: 近 26 周：发布 20、未发布 4、超期 2."""
    states = [week.cell for week in column.cells]
    parts = [f"{words} {states.count(cell)}" for cell, words in _IN_SHORT.items() if cell in states]
    return f"近 {len(states)} 周：{'、'.join(parts)}"


def strip_letters(column: Freshness) -> str:
    """A strip in letters, the oldest week first."""
    return "".join(CELLS[week.cell][0] for week in column.cells)


def worst_first(columns: Iterable[Freshness]) -> list[Freshness]:
    """What needs somebody, then the rest in the plan's order."""
    return sorted(columns, key=lambda c: POOR.index(c.standing) if c.standing in POOR else len(POOR))
