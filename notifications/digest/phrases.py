"""The words of every form of the digest: foreign ones made safe, dates and numbers as official documents write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from notifications.digest.facts import DigestFacts, IssueFact
from notifications.readable import clickable
from notifications.safe_text import link_target, one_line

_Item = TypeVar("_Item")

TITLE = 80  # characters of a title in a cell: four lines
NAME = 24  # characters of a unit's or a column's name in a cell
LINK = 2000  # characters; Word follows no hyperlink that is longer
_NOT_XML = re.compile("[\ufffe\uffff]")


def said(text: str, length: int = TITLE) -> str:
    """Foreign words on one line: nothing unseen, masked, at most `length` characters, nothing that XML refuses."""
    return one_line(_NOT_XML.sub("", text), length)


def website(facts: DigestFacts) -> str:
    """示例市民政局网站; a name that says so already is left alone."""
    site = said(facts.site, 40)
    return site if site.endswith(("网站", "网", "门户")) else f"{site}网站"


def unit_name(unit: str | None) -> str:
    """The unit, or that there is none."""
    return said(unit, NAME) if unit else "未明确"


def issue_address(facts: DigestFacts, issue: int) -> str:
    """The issue's page on the desk; empty where the plan names no desk."""
    return f"{facts.desk.rstrip('/')}/issues/{issue}" if facts.desk and clickable(facts.desk) else ""


def evidence_address(issue: IssueFact) -> str:
    """Where the fault is seen; empty where that must not become a link."""
    return safe_address(issue.link)


def safe_address(address: str) -> str:
    """The address, where it may become a link: of the web, without personal data; else empty."""
    return (link_target(address) or "") if len(address) <= LINK else ""


def rest(count: int, place: str) -> str:
    """What is said below a table that was cut."""
    return f"其余{count}项见{place}。"


def issue_list(facts: DigestFacts) -> str:
    """Where every issue can be read."""
    return f"办理台（{said(facts.desk, 120)}）" if facts.desk else "问题清单（命令 xunjian issues）"


def cut(items: Sequence[_Item], cap: int) -> tuple[Sequence[_Item], int]:
    """The first ones, and how many are left; one or two above the cap are shown rather than missed."""
    return (items, 0) if len(items) <= cap + 2 else (items[:cap], len(items) - cap)


def day(of: date) -> str:
    """3月28日."""
    return f"{of.month}月{of.day}日"


def whole_day(of: date) -> str:
    """2025年3月28日."""
    return f"{of.year}年{of.month}月{of.day}日"


def cell_day(of: date | None) -> str:
    """2025-03-28, as narrow cells write it."""
    return of.isoformat() if of else "—"


def local_day(facts: DigestFacts, of: datetime) -> date:
    """The day on which that was, in the zone of the digest."""
    return of.astimezone(facts.until.tzinfo).date()


def due_day(facts: DigestFacts, due_at: datetime | None) -> date | None:
    """The last day in time: what is due at midnight is due on the day that ends then."""
    return local_day(facts, due_at - timedelta(microseconds=1)) if due_at else None


def moment(facts: DigestFacts, of: datetime) -> str:
    """3月28日16:00, in the zone of the digest."""
    local = of.astimezone(facts.until.tzinfo)
    return f"{day(local)}{local:%H:%M}"


def week_name(facts: DigestFacts) -> str:
    """2025年第13周（3月24日至3月30日）; the years too, where the week has two."""
    week, first, last = facts.week, facts.week.monday, facts.week.sunday
    days = f"{whole_day(first)}至{whole_day(last)}" if first.year != last.year else f"{day(first)}至{day(last)}"
    return f"{week.year}年第{week.number}周（{days}）"


def change(now: int, before: int | None) -> str:
    """Compared with the week before: 比上周增加3项, 与上周持平; empty where there is nothing to compare with."""
    if before is None:
        return ""
    if now == before:
        return "，与上周持平"
    return f"，比上周{'增加' if now > before else '减少'}{abs(now - before)}项"


def number(value: float) -> str:
    """A figure with one decimal where it has one: 2, 0.5."""
    return f"{value:.1f}".removesuffix(".0")


def listed(names: Sequence[str], cap: int = 8) -> str:
    """甲、乙、丙等12个."""
    shown = "、".join(said(name, NAME) for name in names[:cap])
    return f"{shown}等{len(names)}个" if len(names) > cap else shown
