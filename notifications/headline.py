"""The words of an alert: its headline, why it is sent, its lines, and how to see the rest."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from urllib.parse import urlencode

from inspection.durations import say_duration
from inspection.issue import STATE_NAMES, Issue, State
from inspection.telling import Kind
from notifications.alert import Line
from notifications.because import reason_words
from notifications.dedup import ONCE
from notifications.wording import check_name, check_order

_FRESH = timedelta(days=2)  # a round a day is usual; a missed one is no matter
_CHECKS_NAMED = 3  # in the headline of what is folded
_UNITS_NAMED = 40
_AFTER = {Kind.REMINDER: "，仍未整改", Kind.ESCALATION: "，逾期未整改", Kind.RECOVERY: "，已恢复"}
_RUNGS = {"unit": "告知责任单位", "office": "升级告知牵头单位", "leader": "升级告知负责人"}


def headline(kind: Kind, issues: Sequence[Issue], host: tuple[str, int] | None = None) -> str:
    """`通知公告：断链 200 项（办公室）`; of what is folded `断链 18 项、空白栏目 2 项（办公室）`."""
    first = issues[0]
    if host is None and len({(issue.unit, issue.check, issue.column) for issue in issues}) > 1:
        return _headline_of_many(kind, issues)
    after = _AFTER.get(kind, "") + (f"（{first.unit}）" if first.unit else "")
    if host:
        return f"主机 {host[0]} 无应答，涉及 {host[1]} 个链接{after}"
    doubt = "疑似" if kind is Kind.NEW and all(map(_is_doubtful, issues)) else ""
    column = f"{first.column}：" if first.column else ""
    many = f" {len(issues)} 项" if len(issues) > 1 else ""
    return f"{column}{doubt}{check_name(first.check)}{many}{after}"


def _headline_of_many(kind: Kind, issues: Sequence[Issue]) -> str:
    counted = Counter(issue.check for issue in issues)
    checks = sorted(counted, key=lambda check: (-counted[check], check_order(check)))
    said = "、".join(f"{check_name(check)} {counted[check]} 项" for check in checks[:_CHECKS_NAMED])
    if len(checks) > _CHECKS_NAMED:
        said += f"等共 {len(issues)} 项"
    units = list(dict.fromkeys(issue.unit for issue in issues))
    whose = f"（{units[0]}）" if len(units) == 1 and units[0] else f"（{len(units)} 个单位）" if len(units) > 1 else ""
    doubt = "疑似" if kind is Kind.NEW and all(map(_is_doubtful, issues)) else ""
    return f"{doubt}{said}{_AFTER.get(kind, '')}{whose}"


def _is_doubtful(issue: Issue) -> bool:
    """Seen once only; that a login is refused is the platform's own word."""
    return issue.state is State.SUSPECTED and issue.check not in ONCE


def by_unit(issues: Sequence[Issue]) -> str:
    """`各单位：办公室 12 项、法规处 3 项`, so that each finds itself where few lines are shown; empty for one unit."""
    counted = Counter(issue.unit or "未落实单位" for issue in issues)
    if len(counted) == 1:
        return ""
    said = "、".join(f"{unit} {count} 项" for unit, count in counted.most_common(_UNITS_NAMED))
    return f"各单位：{said}{f'等 {len(counted)} 个单位' if len(counted) > _UNITS_NAMED else ''}"


def because_new(reasons: Sequence[str]) -> str:
    """`首次发现`; of several: `首次发现 3 项，再次出现 1 项`."""
    counted = Counter(reasons)
    if len(counted) == 1:
        return reason_words(reasons[0])
    order = [reason for reason in ("first-time", "came-back", "got-worse", "reassigned") if counted[reason]]
    return "，".join(f"{reason_words(reason)} {counted[reason]} 项" for reason in order)


def because_reminder(repeat: timedelta) -> str:
    """`已告知 3 天，仍未整改`."""
    return f"已告知 {_spaced(repeat)}，仍未整改"


def because_escalation(late: Sequence[int], tell: str) -> str:
    """`逾期 2 个工作日，升级告知牵头单位`; the longest of several counts."""
    days = max(late, default=0)
    many = "最长" if len(set(late)) > 1 else ""
    return f"{f'{many}逾期 {days} 个工作日' if days else '已逾期'}，{_RUNGS[tell]}"


def as_seen(issues: Sequence[Issue], now: datetime, zone: tzinfo) -> str:
    """`，以3月25日巡检所见为准`, where nobody has looked for a while: what was mended since is not known."""
    seen = min(issue.seen_at for issue in issues).astimezone(zone)
    return f"，以{seen.month}月{seen.day}日巡检所见为准" if now - seen >= _FRESH else ""


def line(issue: Issue, zone: tzinfo, note: str = "") -> Line:
    """One issue as an alert shows it; times in the plan's zone."""
    return Line(
        issue=issue.id,
        title=issue.title,
        severity=issue.severity,
        state=issue.state.value,
        check=issue.check,
        unit=issue.unit,
        column=issue.column,
        address=_address(issue),
        due_at=issue.due_at.astimezone(zone) if issue.due_at and issue.alive else None,
        seen_at=issue.seen_at.astimezone(zone),
        note=note,
        person=issue.person,
    )


def note(issue: Issue, late: int | None, pages: int, reason: str = "", links: int = 0) -> str:
    """`等级升高，复发 2 次，逾期 3 个工作日，涉及 30 个网页`; empty where there is nothing of the kind."""
    said = [
        "等级升高" if reason == "got-worse" else "",
        f"复发 {issue.reopened} 次" if issue.reopened > 1 else "复发" if issue.reopened else "",
        "" if late is None else f"逾期 {late} 个工作日" if late else "已逾期",
        f"涉及 {links} 个链接" if links else f"涉及 {pages} 个网页" if pages > 1 else "",
    ]
    return "，".join(filter(None, said))


def rest(desk: str | None, issues: Sequence[Issue], shown: int, *, over: bool = False) -> str:
    """How to see the group: an address of the desk, or, where not all is shown, a command. By what all share.

    The address names the site, too: the desk may have several, and would show the one that was looked at last.
    `over`: what is over, which the command lists only when asked.
    """
    shared = {key: {getattr(issue, key) for issue in issues} for key in ("unit", "check", "column")}
    named = {key: value for key, values in shared.items() if len(values) == 1 for value in values if value}
    if desk:
        sites = {issue.site for issue in issues}
        of = {"site": issues[0].site} if len(sites) == 1 else {}
        return f"{desk.rstrip('/')}/issues?{urlencode(of | named)}".rstrip("?")
    if shown >= len(issues):
        return ""
    states = dict.fromkeys(STATE_NAMES[issue.state] for issue in issues) if over else {}
    options = [*named.items(), *(("state", state) for state in states)]
    return " ".join(["xunjian issues list", *(f"--{key} {_quoted(value)}" for key, value in options)])


def _address(issue: Issue) -> str | None:
    """Where the fault is seen: a page that shows it, else the faulty thing itself, where that is an address."""
    if issue.found_on:
        return issue.found_on[0]
    return issue.subject if issue.subject.startswith(("http://", "https://")) else None


def _quoted(value: str) -> str:
    """Chinese names need no quotes, which shlex would put, and which are no quotes to every shell."""
    return value if re.fullmatch(r"\w[\w.-]*", value) else shlex.quote(value)


def _spaced(span: timedelta) -> str:
    words = say_duration(span)
    digits = len(words.rstrip("天小时分钟秒"))
    return f"{words[:digits]} {words[digits:]}"
