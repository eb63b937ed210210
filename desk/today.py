"""今日, arranged: which lists a morning begins with, what is pressing, what is about to go wrong. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from urllib.parse import quote

from desk.issue_query import Age, IssueQuery
from inspection.calendar import Workdays
from inspection.expected import Fate, Item
from inspection.findings import Severity, Undecided
from inspection.issue import OPEN, Issue, State
from inspection.reasons import explain
from notifications.digest.facts import Freshness, Standing, Veto
from notifications.thresholds import standing
from notifications.wording import check_name

Tone = Literal["bad", "near", "unknown"]
SHOWN = 5  # issues of one block; the rest is one click away
SOON = 12  # lines of what comes
LATE = timedelta(hours=12)  # a round that was due so long ago and of which nothing is known was missed
SILENT = timedelta(hours=48)  # without a timetable: so long without a round is told
_NEAR_VETO = 2  # so few from the line a veto is told of, warning or not
_LONGEST_REST = 15  # days looked back for a working day: no holiday is longer
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Block:
    """One list of the morning: how many there are, the first of them, and the address of just those."""

    key: str
    title: str
    total: int
    address: str
    issues: Sequence[Issue] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What must be known before all else."""

    tone: Tone
    kind: str  # 否决, 巡检, 方案: a word or two
    words: str
    address: str
    link: str  # what the link says


@dataclass(frozen=True, slots=True)
class Ahead:
    """What goes wrong soon if nothing is done; `left`: days, negative where its day has passed."""

    kind: str  # 栏目, 账号, 应发布, 职责
    name: str
    unit: str | None
    on: date
    left: int
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Doubts:
    """What the last round could not judge, of one reason."""

    reason: str
    count: int
    checks: str
    subjects: tuple[str, ...]


def back_to_work(now: datetime, workdays: Workdays) -> int:
    """How many days ago the last working day before today was: 1, after a weekend 3; what is new is new since then."""
    days = range(1, _LONGEST_REST)
    return next((n for n in days if workdays.is_workday(now.date() - _DAY * n)), 1)


def lists(days: int, site: str = "", unit: str | None = None) -> dict[str, tuple[str, IssueQuery]]:
    """The morning's lists by key, each with its title; of one unit, or of the site."""
    whole = IssueQuery(site=site, units=frozenset({unit} if unit else ()))
    return {
        "critical": ("严重问题", replace(whole, states=OPEN, severities=frozenset({Severity.CRITICAL}))),
        "credential": (
            "登录或授权失效",
            replace(whole, states=OPEN, checks=frozenset({"expired-credential"})),
        ),
        "overdue": ("已逾期", replace(whole, due="overdue")),
        "today": ("今日到期", replace(whole, due="today")),
        "new": ("新发现", replace(whole, age=Age(days), order="newest")),
        "back": ("复发", replace(whole, states=frozenset({State.REOPENED}), order="seen")),
        "claimed": ("待复核", replace(whole, states=frozenset({State.CORRECTED}), order="seen")),
        "suspected": ("疑似，待再次巡检", replace(whole, states=frozenset({State.SUSPECTED}), order="newest")),
        "alive": ("未办结", whole),
    }


def of_vetoes(vetoes: Iterable[Veto]) -> list[Trouble]:
    """Vetoes that are reached, warned of, or near; the nearest first."""
    close = [one for one in vetoes if one.state != "clear" or (one.count and one.left <= _NEAR_VETO)]
    return [
        Trouble(
            "bad" if one.state == "vetoed" else "near",
            "单项否决",
            f"{one.name}：{standing(one.count, one.unknown, one.left)}",
            "/board?state=stale" if "空白" not in one.name else "/board?state=blank",
            "看栏目看板",
        )
        for one in sorted(close, key=lambda one: one.left)
    ]


def ahead(
    columns: Iterable[Freshness], accounts: Iterable[Freshness], items: Iterable[Item], today: date
) -> list[Ahead]:
    """What is about to go stale and what must soon be published; what comes first is first."""
    found = [_fading("栏目", one) for one in columns if one.standing is Standing.SOON and one.stale_on]
    found += [_fading("账号", one) for one in accounts if one.standing is Standing.SOON and one.stale_on]
    for one in items:
        # What is overdue and has its issue is among the issues already; a person's word always has one.
        if one.fate is Fate.NEAR or (one.fate is Fate.OVERDUE and not one.issue and one.kind != "tick"):
            tick = one.kind == "tick"
            address = f"/duties/{quote(one.name.partition(' ')[0], safe='')}" if tick else "/expectations"
            address = f"/issues/{one.issue}" if one.issue else address
            words = f"{one.label}，{one.said if tick else one.why or one.said}"
            kind = "职责" if tick else "应发布"
            found.append(Ahead(kind, one.name, one.unit, one.due, (one.due - today).days, words, address))
    return sorted(found, key=lambda one: (one.left, one.kind, one.name))


def _fading(kind: str, one: Freshness) -> Ahead:
    assert one.stale_on is not None
    newest = f"最新一条 {one.newest.isoformat()}" if one.newest else "没有读到过日期"
    limit = f"，期限 {one.deadline_days} 天" if one.deadline_days else ""
    days = one.days_left or 0
    return Ahead(kind, one.column, one.unit, one.stale_on - _DAY, days, f"{newest}{limit}", "/board?state=soon")


def of_unit(found: Sequence[Ahead], unit: str | None) -> tuple[list[Ahead], list[Ahead]]:
    """The unit's own, and the rest; without a unit everything is the rest."""
    own = [one for one in found if unit is not None and one.unit == unit]
    return own, [one for one in found if one not in own]


def doubts(undecided: Iterable[Undecided]) -> list[Doubts]:
    """What could not be judged, by reason, the most frequent first."""
    told: dict[str, list[Undecided]] = {}
    for one in undecided:
        told.setdefault(explain(one.reason, one.detail), []).append(one)
    grouped = [
        Doubts(
            reason,
            len(some),
            "、".join(dict.fromkeys(check_name(one.check) for one in some)),
            tuple(dict.fromkeys(one.subject for one in some)),
        )
        for reason, some in told.items()
    ]
    return sorted(grouped, key=lambda one: (-one.count, one.reason))


def verdict(totals: Mapping[str, int], vetoes: Sequence[Veto], *, looked: bool, whole: bool) -> tuple[Tone | None, str]:
    """How the portal stands, in one sentence; None: well. What nobody looked at is never well."""
    alive, overdue = totals["alive"], totals["overdue"]
    left = f"未办结 {alive} 张" + (f"，其中逾期 {overdue} 张" if overdue else "，没有逾期") if alive else ""
    if not looked:
        return "unknown", "近 7 天没有完成的巡检，现状不明" + (f"；此前发现的，{left}。" if left else "。")
    reached = [one.name for one in vetoes if one.state == "vetoed"]
    if reached:
        return "bad", f"已达单项否决线：{'；'.join(reached)}。须立即整改。" + (f"{left}。" if left else "")
    if alive:
        return ("bad" if overdue or totals["critical"] else "near"), f"{left}。"
    return (None, "没有未办结的问题。") if whole else ("unknown", "已查部分没有未办结的问题，有的内容未能判定。")
