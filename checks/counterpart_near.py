"""What comes near without being a counterpart: shown so that one sees why not, and where a body should have decided."""

from __future__ import annotations

from datetime import date, timedelta

from rapidfuzz import fuzz, process

from checks.counterpart_items import Item, apart, changed_otherwise
from checks.counterpart_search import Side, within_reach
from checks.counterpart_texts import LEAST, is_whole, normal
from checks.counterpart_titles import siblings
from inspection.findings import Json

_AROUND = timedelta(days=60)  # days in which a subject must be this article's alone to speak for it
_MOST_ALIKE = 2  # articles of our side around that day that may share the subject
_NEAR = 40  # of 100


def unread_likeness(ours: Side, item: Item, theirs: Side, taken: frozenset[str]) -> Item | None:
    """An article of theirs that speaks of the same subject by its title, while one of the two bodies was not read.

    `taken`: addresses that are known to be the counterparts of others.
    """
    subject = item.subjects
    around = [other for other in ours.items if _is_around(other.day, item.day)]
    telling = {gram for gram in subject if sum(gram in other.subjects for other in around) <= _MOST_ALIKE}
    if not telling:
        return None
    for other in theirs.items:
        if other.article.url in taken or not _is_around(other.day, item.day) or not telling & other.subjects:
            continue
        if (not _was_read(item) or not _was_read(other)) and not _is_another(item, other):
            return other
    return None


def closest(item: Item, theirs: Side) -> Json:
    """The title that comes nearest, and why it does not count."""
    keys = {at: other.variants[0] for at, other in enumerate(theirs.items) if other.variants}
    if not item.variants or not keys:
        return None
    best = process.extractOne(item.variants[0], keys, scorer=fuzz.token_set_ratio, score_cutoff=_NEAR)
    if best is None:
        return None
    other = theirs.items[best[2]]
    day = other.day.isoformat() if other.day else None
    return {"title": other.article.title, "url": other.article.url, "published": day, "why": _why_not(item, other)}


def _why_not(item: Item, other: Item) -> str:
    if not within_reach(item.day, other.day):
        return "发布时间相差太远"
    if changed_otherwise(item, other):
        return "一篇是更正、延期或恢复，另一篇不是"
    if apart(item, other, linked=False):
        return "年份、月份或批次不同"
    if _is_another(item, other):
        return "标题格式相同，说的不是同一件事"
    return "标题和正文都不够接近"


def _is_another(item: Item, other: Item) -> bool:
    if apart(item, other, linked=False):
        return True
    return any(siblings(one, two) for one in item.variants[:1] for two in other.variants[:1])


def _was_read(item: Item) -> bool:
    """Whether the body can decide; one of pictures alone cannot."""
    return is_whole(item.article) and len(normal(item.article.text)) >= LEAST


def _is_around(one: date | None, two: date | None) -> bool:
    return one is None or two is None or abs(one - two) <= _AROUND
