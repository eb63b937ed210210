"""The days on which one article says, in its different places, that it was published, and since when it is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from checks.page_reading import ReadPage
from inspection.contents import PageContent, StatedBy
from inspection.findings import Json
from inspection.observed import Observed
from inspection.records import Article, DateFrom, day_of

_PUBLISHED = re.compile(r"发布|公开|公布|刊登|上网")
_ISSUED = re.compile(r"发文|印发|成文|签发|生成")
_FORMED = ("成文日期", "生成日期", "印发日期", "发文日期", "签发日期", "成文时间")
_DAY = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_ON_PAGE = {DateFrom.LABEL, DateFrom.TABLE}
NAMES = {"list": "列表", "shown": "稿件页面", "table": "文件信息表", "meta": "网页标签", "address": "网址"}


@dataclass(frozen=True, slots=True)
class Dates:
    """All may be missing. `shown` and `table`: every day that the page gives as its publication, the surest first."""

    listed: date | None = None
    shown: tuple[date, ...] = ()
    table: tuple[date, ...] = ()
    meta: tuple[date, ...] = ()
    address: date | None = None
    formed: frozenset[date] = frozenset()  # of the document: 成文日期
    seen: date | None = None  # the first round that had it
    lacked: date | None = None  # the last look before it that did not

    @property
    def on_page(self) -> tuple[date, ...]:
        """What the article's own page shows as its publication."""
        return self.shown or self.table

    @property
    def claimed(self) -> date | None:
        """The latest day that people see as its publication."""
        stated = (*self.on_page, *((self.listed,) if self.listed else ()))
        return max(stated, default=None)

    def told(self) -> dict[str, Json]:
        """As evidence: each place with its day."""
        places = {
            "list": (self.listed,),
            "shown": self.shown,
            "table": self.table,
            "meta": self.meta,
            "address": (self.address,),
        }
        found = {NAMES[name]: "、".join(d.isoformat() for d in days if d) for name, days in places.items()}
        return {name: days for name, days in found.items() if days}


def dates_of(observed: Observed, article: Article, page: ReadPage | None) -> Dates:
    """Everything that is known. A day read out of a title is none that the office states."""
    content = page.content if page is not None else None
    stated, zone = day_of(article.published_at, observed.plan.zone), observed.plan.zone
    listed = stated if article.date_from is DateFrom.LIST else None
    shown = _days(content, StatedBy.SHOWN) if content else ()
    if content is None and stated is not None and article.date_from in _ON_PAGE:
        shown = (stated,)
    seen, lacked = observed.first_seen.get(article.url), observed.lacked_at.get(article.url)
    return Dates(
        listed,
        shown,
        _days(content, StatedBy.TABLE) if content else (),
        _days(content, StatedBy.META) if content else (),
        next(iter(_days(content, StatedBy.ADDRESS)), None) if content else None,
        _formed(content) if content else frozenset(),
        day_of(seen, zone),
        day_of(lacked, zone),
    )


def _days(content: PageContent, by: StatedBy) -> tuple[date, ...]:
    """A table's day counts where it is called one of publication."""
    days = [one for one in content.days if one.by is by]
    if by in (StatedBy.TABLE, StatedBy.SHOWN):
        days = [one for one in days if not (_ISSUED.search(one.words) and not _PUBLISHED.search(one.words))]
    if by is StatedBy.TABLE:
        formed = _formed(content)
        days = [one for one in days if _PUBLISHED.search(one.words) or (not one.words and one.day not in formed)]
    return tuple(dict.fromkeys(one.day for one in days))


def _formed(content: PageContent) -> frozenset[date]:
    found = set[date]()
    for name in _FORMED:
        for key, value in content.fields.items():
            if re.sub(r"[\s:：]", "", key) == name and (match := _DAY.search(value)):
                try:
                    found.add(date(*map(int, match.groups())))
                except ValueError:
                    continue
    return frozenset(found)
