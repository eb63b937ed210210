"""Issues for the terminal, and as plain values for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from rich.console import Console
from rich.table import Table

from inspection.asking import OF_ACCOUNTS
from inspection.issue import ACT_NAMES, MACHINE, STATE_NAMES, Act, Issue, Step
from inspection.pictures import Picture
from notifications.evidence import evidence_name
from notifications.pictures import DOUBTS, picture_entry
from notifications.readable import plain, value
from notifications.structured import without_personal_data
from notifications.wording import SEVERITIES, check_name

SHOWN_PAGES = 10
Place = Callable[[str], str | None]  # of evidence, by its digest; None: it is there no longer


def as_json(
    issue: Issue, now: datetime, steps: Sequence[Step] | None = None, picture: Picture | None = None
) -> dict[str, Any]:
    """One issue as plain values; times are ISO text. With its history and its picture where they are given."""
    document: dict[str, Any] = {
        "id": issue.id,
        "site": issue.site,
        "check": issue.check,
        "severity": issue.severity.value,
        "state": issue.state.value,
        "subject": issue.subject,
        "title": issue.title,
        "unit": issue.unit,
        "person": issue.person,
        "column": issue.column,
        "fingerprint": issue.fingerprint,
        "basis": issue.basis,
        "opened_at": _iso(issue.opened_at),
        "seen_at": _iso(issue.seen_at),
        "due_at": _iso(issue.due_at),
        "overdue": issue.overdue(now),
        "acknowledged_at": _iso(issue.acknowledged_at),
        "claimed_at": _iso(issue.claimed_at),
        "closed_at": _iso(issue.closed_at),
        "muted_until": _iso(issue.muted_until),
        "reopened": issue.reopened,
        "sightings": issue.sightings,
        "round": issue.round,
        "version": issue.version,
        "found_on": list(issue.found_on),
        "evidence": without_personal_data(issue.evidence),
    }
    if picture is not None:
        document["picture"] = picture_entry(picture)
    if steps is not None:
        document["history"] = [_step(step) for step in steps]
    return document


def _step(step: Step) -> dict[str, Any]:
    return {
        "at": _iso(step.at),
        "who": step.who,
        "act": step.act.value,
        "before": step.before.value if step.before else None,
        "after": step.after.value,
        "why": step.why,
        "round": step.round,
        "detail": dict(step.detail),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def print_issues(issues: Sequence[Issue], total: int, now: datetime, console: Console) -> None:
    """A table, and how many there are."""
    if not issues:
        console.print("没有符合条件的问题单", markup=False)
        return
    table = Table(show_edge=False, header_style="bold")
    for name in ("编号", "等级", "状态", "问题", "责任单位", "期限"):
        table.add_column(name, overflow="fold")
    zone = now.tzinfo
    for issue in issues:
        due = f"{issue.due_at.astimezone(zone):%m-%d}" if issue.due_at and issue.alive else ""
        cells = (
            str(issue.id),
            SEVERITIES[issue.severity.value],
            STATE_NAMES[issue.state] + (f"（复发{issue.reopened}次）" if issue.reopened > 1 else ""),
            plain(issue.title),
            plain(issue.unit or "未落实"),
            due + ("（逾期）" if issue.overdue(now) else ""),
        )
        table.add_row(*cells)
    console.print(table, markup=False)
    rest = f"，列出 {len(issues)} 张" if len(issues) < total else ""
    console.print(f"共 {total} 张{rest}；看其中一张：xunjian issues show 编号", markup=False)


def print_issue(
    issue: Issue,
    steps: Sequence[Step],
    now: datetime,
    zone: tzinfo,
    console: Console,
    picture: Picture | None = None,
    place: Place | None = None,
) -> None:
    """What is wrong, where, since when, what shows it, and every step. `place` says where a piece of evidence is."""

    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    say(f"第 {issue.id} 号问题单　{STATE_NAMES[issue.state]}　{SEVERITIES[issue.severity.value]}")
    say(plain(issue.title))
    say(f"  检查　　{check_name(issue.check)}（{issue.check}）")
    say(f"  对象　　{plain(issue.subject, 2000)}")
    say(f"  责任　　{plain(issue.unit or '未落实责任单位')}" + (f"，{plain(issue.person)}" if issue.person else ""))
    if issue.column:
        say(f"  {'账号' if issue.check in OF_ACCOUNTS else '栏目'}　　{plain(issue.column)}")
    say(f"  首次发现 {_when(issue.opened_at, zone)}，最近一次 {_when(issue.seen_at, zone)}，共见 {issue.sightings} 次")
    if issue.due_at:
        say(f"  整改期限 {_when(issue.due_at, zone)}{'　已逾期' if issue.overdue(now) else ''}")
    if issue.muted_until:
        say(f"  静默至　{_when(issue.muted_until, zone)}")
    say(f"  依据　　{plain(issue.basis, 400)}")
    for key, thing in issue.evidence.items():
        if thing not in (None, "", [], {}):
            say(f"  {evidence_name(key)}：{value(key, thing)}")
    for page in issue.found_on[:SHOWN_PAGES]:
        say(f"  出现在　{plain(page, 2000)}")
    if len(issue.found_on) > SHOWN_PAGES:
        say(f"  另有 {len(issue.found_on) - SHOWN_PAGES} 个网页")
    for line in _picture_lines(picture, zone, place):
        say(line)
    say("经过")
    for step in steps:
        who = "巡检" if step.who == MACHINE else plain(step.who)
        extra = "，".join(str(step.detail[key]) for key in ("unit", "person", "until") if step.detail.get(key))
        about = "：".join(filter(None, (plain(extra), plain(step.why, 400))))
        say(f"  {_when(step.at, zone)}　{who}　{ACT_NAMES[step.act]} → {STATE_NAMES[step.after]}　{about}".rstrip())


def _picture_lines(picture: Picture | None, zone: tzinfo, place: Place | None) -> Iterator[str]:
    if picture is None:
        return
    yield f"  截图　　{plain(picture.shows, 400)}（{_when(picture.taken_at, zone)}）"
    if picture.reason in DOUBTS:
        yield "  　　　　截图与所报问题不一致，请人工核对"
    for name, digest in (("图片", picture.evidence), ("网页源码", picture.snapshot), ("请求记录", picture.har)):
        if digest is not None:
            there = place(digest) if place is not None else digest
            yield f"  {name}　{there or '已按保存期限清理'}"


def _when(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


_WHAT_ROUNDS_DO = (
    (Act.FOUND, "新开"),
    (Act.CONFIRM, "确认"),
    (Act.RETURN, "复发"),
    (Act.VERIFY, "已复核"),
    (Act.LAPSE, "核减"),
)


def settled_text(acts: Mapping[Act, int], messages: int, rehearsal: str) -> str:
    """What a round did to the issues, in one line."""
    if rehearsal:
        return rehearsal
    said = [f"{word} {acts[act]} 张" for act, word in _WHAT_ROUNDS_DO if acts.get(act)]
    line = "，".join(said) or "没有变动"
    return f"{line}；新增待发消息 {messages} 条（xunjian alerts send）" if messages else line
