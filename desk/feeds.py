"""Feeds: issues as RSS 2.0, what is to be published as iCalendar; the same bytes for the same facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vDuration, vUri

from desk.calendar_of import Month
from inspection.expected import Fate, Item
from inspection.issue import STATE_NAMES, Issue
from notifications.readable import clickable, plain
from notifications.wording import SEVERITIES, check_name

RSS_TYPE = "application/rss+xml; charset=utf-8"
CALENDAR_TYPE = "text/calendar; charset=utf-8"
MOST = 200  # issues of one feed
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[\ufffe\uffff]")
_EARLY = timedelta(days=3)  # where the plan wants no early word
_MORNING = timedelta(hours=9)
_AFRESH = timedelta(hours=6)  # so often a calendar looks again
_DONE = frozenset({Fate.DONE, Fate.LATE, Fate.MISSED, Fate.UNWATCHED})

ET.register_namespace("atom", _ATOM)


def safe(text: str, length: int = 160) -> str:
    """One line that no reader takes for markup: some show a title as HTML, others as it is written."""
    return plain(_NOT_XML.sub("", text), length).replace("<", "＜").replace(">", "＞")


def etag_of(body: bytes) -> str:
    """The validator of these very bytes."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def matches(asked: str | None, etag: str) -> bool:
    """Whether If-None-Match names this answer; a weak validator is as good, for a GET."""
    named = [one.strip().removeprefix("W/") for one in (asked or "").split(",")]
    return "*" in named or etag in named


def rss(issues: Iterable[Issue], *, title: str, desk: str, own: str, listed: str) -> bytes:
    """The feed. `desk`: the desk's address; `own`: the feed's own, without any token; `listed`: the same as a page."""
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    issues = list(issues)
    newest = max((one.opened_at for one in issues), default=None)
    head = {
        "title": safe(title),
        "link": listed,
        "description": f"巡检问题单，最新 {MOST} 张以内",
        "language": "zh-CN",
        "generator": "巡检",
        "ttl": "30",
    }
    for name, words in head.items():
        ET.SubElement(channel, name).text = words
    if newest is not None:
        ET.SubElement(channel, "lastBuildDate").text = _moment(newest)
    ET.SubElement(channel, f"{{{_ATOM}}}link", {"href": own, "rel": "self", "type": "application/rss+xml"})
    for issue in issues:
        _item(channel, issue, desk)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _item(channel: ET.Element, issue: Issue, desk: str) -> None:
    address = f"{desk}/issues/{issue.id}"
    said = [
        f"等级：{SEVERITIES[issue.severity.value]}",
        f"状态：{STATE_NAMES[issue.state]}",
        f"检查：{check_name(issue.check)}",
        f"责任单位：{issue.unit or '未明确'}",
        *([f"栏目：{issue.column}"] if issue.column else []),
        *([f"位置：{issue.subject}"] if clickable(issue.subject) else []),
    ]
    item = ET.SubElement(channel, "item")
    ET.SubElement(item, "title").text = f"[{SEVERITIES[issue.severity.value]}] {safe(issue.title)}"
    ET.SubElement(item, "link").text = address
    # Of the issue, not of the address: a desk may move, and no reader shall show everything as new then.
    ET.SubElement(item, "guid", {"isPermaLink": "false"}).text = _name(f"{issue.site}\x00issue\x00{issue.fingerprint}")
    ET.SubElement(item, "pubDate").text = _moment(issue.opened_at)
    ET.SubElement(item, "category").text = safe(check_name(issue.check), 60)
    ET.SubElement(item, "description").text = "　".join(safe(one, 300) for one in said)


def _moment(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)


def _name(known: str) -> str:
    digest = hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()[:32]
    return f"{digest}@xunjian"


def calendar(items: Iterable[Item], *, site: str, unit: str | None, desk: str, today: date) -> bytes:
    """Every item as a day of its own. `today` is the stamp, so that a day has one version while nothing changes."""
    made = Calendar()
    made.add("prodid", "-//xunjian//expectations//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", safe(f"{site} 应发布{f'（{unit}）' if unit else ''}"))
    made.add("refresh-interval", vDuration(_AFRESH), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_AFRESH))
    stamp = datetime.combine(today, time(), UTC)
    for item in items:
        made.add_component(_event(item, site, desk, stamp))
    written: bytes = made.to_ical()
    return written


def _event(item: Item, site: str, desk: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", _name(f"{site}\x00{item.key}"))
    event.add("dtstamp", stamp)
    event.add("dtstart", item.due)
    event.add("dtend", item.due + timedelta(days=1))
    event.add("summary", safe(f"{item.fate_words}：{item.name}（{item.label}）", 200))
    event.add("description", _described(item))
    event.add("url", vUri(f"{desk}/expectations?month={Month.of(item.due)}"))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [safe(item.unit or "未明确", 60)])
    if item.fate not in _DONE:
        event.add_component(_alarm(item))
    return event


def _described(item: Item) -> str:
    what = "完成并确认" if item.kind == "tick" else "发布"
    lines = [f"最迟 {item.due.isoformat()} {what}，{item.words}", f"责任单位：{item.unit or '未明确'}"]
    lines += [item.why] if item.why else []
    if item.day:
        lines.append(f"{item.day.isoformat()} {item.channel}：{item.title}")
        lines += [item.link] if clickable(item.link) else []
    return "\n".join(safe(line, 300) for line in lines)


def _alarm(item: Item) -> Alarm:
    """At nine in the morning of the day from which the plan wants an early word."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add(
        "description",
        safe(f"{'职责' if item.kind == 'tick' else '应发布'}：{item.name}，最迟 {item.due.isoformat()}", 200),
    )
    ahead = item.due - item.warns if item.warns and item.warns <= item.due else _EARLY
    alarm.add("trigger", _MORNING - ahead)
    return alarm
