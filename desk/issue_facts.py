"""What one issue's page says, arranged: when it is due, where it is, what shows it, who did what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from inspection.calendar import Workdays
from inspection.findings import Json, Severity
from inspection.issue import ACT_NAMES, CLOSED, MACHINE, STATE_NAMES, Act, Issue, State, Step
from inspection.people import Person, acts_of, refusal
from inspection.personal import mask
from notifications.escalate import Lateness
from notifications.evidence import evidence_name
from notifications.readable import clickable, plain, value
from notifications.structured import without_personal_data
from notifications.wording import SEVERITIES

SHOWN_PAGES = 10
_ADDRESS = 2000  # characters shown of an address: it must be whole to be of use
_LONG = 600
_STATES_OF_DETAIL = {severity.value: SEVERITIES[severity.value] for severity in Severity}
_HIDDEN_EVIDENCE = frozenset({"body", "snapshot", "evidence"})  # digests, for programs


@dataclass(frozen=True, slots=True)
class Due:
    """When it is due. `kind`: over, today, ahead, waits (nobody's turn but the next round's), done, none."""

    kind: str
    words: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """An address as text; `open` where it may be a link."""

    text: str
    open: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history. `moved`: 疑似 → 已分派; empty where nothing moved."""

    at: datetime
    who: str
    machine: bool
    what: str
    moved: str
    why: str
    round: str | None = None
    fresh: bool = False  # after the version that the person had seen


def due_of(issue: Issue, now: datetime, workdays: Workdays, zone: tzinfo) -> Due:
    """How long is left, in working days, as messages count them."""
    if issue.state in CLOSED:
        by = "（巡检判定）" if issue.closed_by_machine else ""
        return Due("done", f"已办结{by}", issue.closed_at)
    if issue.state is State.CORRECTED:
        return Due("waits", "已申报整改，待下一轮巡检复核", issue.claimed_at)
    if issue.state is State.MUTED:
        return Due("waits", "静默中，到期自动恢复", issue.muted_until)
    if issue.due_at is None:
        return Due("none", "没有规定期限")
    late = Lateness(workdays, now, zone).of(issue)
    if late is not None:
        return Due("over", f"逾期 {late} 个工作日" if late else "已逾期", issue.due_at)
    # The due time may be written as the last moment of its day or as the first of the next.
    last = (issue.due_at - timedelta(microseconds=1)).astimezone(zone).date()
    today = now.astimezone(zone).date()
    if last == today:
        return Due("today", "今日到期", issue.due_at)
    left = workdays.between(today, last)
    return Due("ahead", f"还有 {left} 个工作日" if left else "下一个工作日前到期", issue.due_at)


def address_of(text: str) -> Address:
    """The address; what is too long to be shown whole is no link either."""
    return Address(plain(mask(text), _ADDRESS), clickable(text) and len(text) <= _ADDRESS)


def places(issue: Issue) -> tuple[list[Address], int]:
    """The pages on which it was found, as far as they are shown, and how many there are more."""
    return [address_of(page) for page in issue.found_on[:SHOWN_PAGES]], max(0, len(issue.found_on) - SHOWN_PAGES)


def evidence_rows(evidence: Mapping[str, Json]) -> list[tuple[str, str, bool]]:
    """Name, value, and whether the value may be a link. Without what is empty, and without digests."""
    rows = []
    for key, thing in without_personal_data(evidence).items():
        if thing in (None, "", [], {}) or key in _HIDDEN_EVIDENCE:
            continue
        linked = isinstance(thing, str) and clickable(thing) and len(thing) <= _ADDRESS
        said = plain(mask(thing), _ADDRESS) if linked and isinstance(thing, str) else plain(value(key, thing), _LONG)
        rows.append((plain(evidence_name(key), 60), said, linked))
    return rows


def why_so_heavy(issue: Issue, usual: Severity | None) -> str:
    """Why the issue weighs what it does."""
    name = SEVERITIES[issue.severity.value]
    if usual is None or usual is issue.severity:
        meaning = {
            Severity.CRITICAL: "单项否决一类，须立即处理",
            Severity.ERROR: "检查时计入扣分",
            Severity.WARNING: "工作惯例，或问题出现前的提示",
        }[issue.severity]
        return f"“{name}”：{meaning}。"
    heavier = list(Severity).index(issue.severity) < list(Severity).index(usual)
    on_home = "，因为首页上有此问题" if heavier and issue.evidence.get("home") is True else ""
    how = "加重" if heavier else "减轻"
    return f"“{name}”：这类问题一般定为“{SEVERITIES[usual.value]}”，这一处{how}{on_home}，规则见检查说明。"


def history(steps: Sequence[Step], zone: tzinfo, seen: int | None = None) -> list[Event]:
    """The steps, the newest first; times in `zone`. `seen`: so many had the person seen, the rest is marked."""
    events = [_event(step, zone, fresh=seen is not None and n >= seen) for n, step in enumerate(steps)]
    return events[::-1]


def _event(step: Step, zone: tzinfo, *, fresh: bool) -> Event:
    moved = ""
    if step.before is None:
        moved = STATE_NAMES[step.after]
    elif step.before is not step.after:
        moved = f"{STATE_NAMES[step.before]} → {STATE_NAMES[step.after]}"
    machine = step.who == MACHINE
    return Event(
        at=step.at.astimezone(zone),
        who="巡检" if machine else plain(step.who, 60),
        machine=machine,
        what=ACT_NAMES[step.act],
        moved=moved,
        why="；".join(filter(None, (_detail(step, zone), plain(mask(step.why), _LONG)))),
        round=step.round,
        fresh=fresh,
    )


def _detail(step: Step, zone: tzinfo) -> str:
    said = []
    to = [plain(str(step.detail[key]), 60) for key in ("unit", "person") if step.detail.get(key)]
    if to and step.act in (Act.ASSIGN, Act.CHANGE):
        said.append(f"交给 {'，'.join(to)}")
    if until := _clock(step.detail.get("until"), zone):
        said.append(f"至 {until}")
    before, after = step.detail.get("before"), step.detail.get("after")
    if before in _STATES_OF_DETAIL and after in _STATES_OF_DETAIL:
        said.append(f"由“{_STATES_OF_DETAIL[str(before)]}”变为“{_STATES_OF_DETAIL[str(after)]}”")
    if step.before is not None and (due := _clock(step.detail.get("due_at"), zone)):
        said.append(f"期限改为 {due}")
    return "，".join(said)


def _clock(written: Json, zone: tzinfo) -> str:
    try:
        return f"{datetime.fromisoformat(str(written)).astimezone(zone):%Y-%m-%d %H:%M}" if written else ""
    except (ValueError, OverflowError):
        return ""


def may_do(person: Person, issue: Issue, allowed: Iterable[Act]) -> tuple[frozenset[Act], str]:
    """What the person may do with the issue now, and one line on what they may not: nothing where that is nothing."""
    wanted = frozenset(allowed)
    mine = acts_of(person, issue) & wanted
    if mine == wanted:
        return mine, ""
    if not mine:
        first = min(wanted, key=list(Act).index)
        return mine, refusal(person, first, issue) or ""
    others = "、".join(ACT_NAMES[act] for act in Act if act in wanted - mine)
    return mine, f"{others}由调度人员判定；如有必要，请用“备注”说明情况。"
