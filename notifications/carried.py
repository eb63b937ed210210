"""What a daily round says by an earlier look: of that day, and said to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict


@dataclass(frozen=True, slots=True)
class CarriedFacts:
    """What was taken over from an earlier round, not looked at in this one. `since`: the oldest look among it."""

    base: str  # the earlier round's id
    pages: int
    links: int  # targets, pages among them
    since: datetime | None  # in the plan's time zone; None where everything was looked at
    everything: bool = False  # the site was found transformed, and everything was looked at after all


class CarriedEntry(TypedDict):
    """`round.carried` of the document."""

    base: str
    pages: int
    links: int
    since: str | None
    everything: bool


def carried_entry(facts: CarriedFacts) -> CarriedEntry:
    """As JSON has it."""
    return {
        "base": facts.base,
        "pages": facts.pages,
        "links": facts.links,
        "since": facts.since.isoformat(timespec="seconds") if facts.since is not None else None,
        "everything": facts.everything,
    }


def carried_words(entry: CarriedEntry | None) -> str:
    """One Chinese sentence; empty where there is nothing to say."""
    if entry is None:
        return ""
    if entry["everything"]:
        return "抽查发现网站大面积变动，本轮已改为查看全部网页和链接"
    if entry["since"] is None:
        return ""
    seen = datetime.fromisoformat(entry["since"])
    when = f"{seen.year}年{seen.month}月{seen.day}日 {seen:%H:%M}"
    return (
        f"沿用 {entry['pages']:,} 个网页、{entry['links']:,} 个链接地址此前的结论（最早看于 {when}），其余本轮都已查看"
    )
