"""The publication date of an article: the one that the page shows, then META, then scripts, then the address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from inspection.records import DateFrom, Published
from spiders.reading.article_body import Body
from spiders.reading.article_info import CLOCK, unlabelled_dates
from spiders.reading.article_labels import Field, Label, in_facts
from spiders.reading.dates import date_in_address, find_date, find_dates, from_timestamp
from spiders.reading.page import ParsedPage

_METAS = (
    "pubdate", "publishdate", "publish_date", "publishtime", "publish-time", "pubtime", "firstpublishedtime",
    "article:published_time", "og:published_time", "og:release_date", "datepublished", "dc.date.issued", "dc.date",
    "weibo:article:create_at", "release_date", "createdate", "createtime", "date",
)  # fmt: skip
_IN_SCRIPT = re.compile(
    r"[\"']?\b(?:pubDate|datePublished|publishTime|publish_time|pubTime|publishDate|docRelTime|releaseTime)\b[\"']?\s*[:=]\s*"
    r"[\"']?(\d{4}[-/年]\d{1,2}[-/月]\d{1,2}[^\"'<>;]{0,20}|\d{10}(?:\d{3})?(?!\d))",
    re.I,
)
_CRUMBS = re.compile(r"(?:当前|所在|您的?|现在的?)\s*位置|您现在|你的位置|位置\s*[:：]")
_SHOWN = {Label.PUBLISHED: 0, Label.DATE: 1, Label.ISSUED: 3}
_INFO = 2  # the rank of a date in the info line that no label names


@dataclass(frozen=True, slots=True)
class Dating:
    """The publication date with where it was read, and every date that the page gives as its publication."""

    published_at: Published | None
    date_from: DateFrom | None
    page_dates: tuple[Published, ...] = ()
    stated: tuple[tuple[Published, DateFrom], ...] = ()  # each with where it is stated; without days of an update


@dataclass(frozen=True, slots=True)
class _Shown:
    published: Published
    rank: int
    distance: int
    origin: DateFrom


def date_article(
    page: ParsedPage, fields: list[Field], body: Body | None, title: str, title_at: int | None, today: date | None
) -> Dating:
    """Dates the article. The shown date wins over META PubDate, which CMSs set anew at each re-publication.

    A document's own dates (成文日期, 印发日期) and those in running text never count; a page that neither shows nor
    declares one, and whose address has none, is undated.
    """
    shown = sorted(_shown(page, fields, body, title, title_at, today), key=lambda s: (s.rank, s.distance))
    found: list[tuple[Published, DateFrom]] = [(s.published, s.origin) for s in shown]
    for name in _METAS:
        found += [(d, DateFrom.META) for content in page.metas.get(name, ()) if (d := _stamp(content)) is not None]
    stated = tuple(dict.fromkeys(found))
    # 更新时间 dates an article only where its facts stand: in a footer it is the site's own.
    first, last = _zone(page, body, title_at)
    near = [f for f in fields if f.label is Label.UPDATED and first <= f.line <= last]
    found += [(d, DateFrom.LABEL) for f in near if (d := _first(f.value, today))]
    for match in list(_IN_SCRIPT.finditer(page.html))[:3] if not found else ():
        if (stamp := _stamp(match.group(1))) is not None:
            found.append((stamp, DateFrom.SCRIPT))
    if (day := date_in_address(page.url)) is not None:
        found.append((day, DateFrom.ADDRESS))
    every = tuple(dict.fromkeys(published for published, _ in found))
    return Dating(*found[0], every, stated) if found else Dating(None, None)


def _stamp(content: str) -> Published | None:
    return find_date(content) or from_timestamp(content)


def _shown(
    page: ParsedPage, fields: list[Field], body: Body | None, title: str, title_at: int | None, today: date | None
) -> list[_Shown]:
    first, last = _zone(page, body, title_at)
    anchor = title_at if title_at is not None else (body.first if body is not None else first)
    shown = []
    for field in fields:
        rank = _SHOWN.get(field.label)
        if rank is None or not (published := _first(field.value, today)):
            continue
        facts = in_facts(fields, field)
        outside = not (first <= field.line <= last)
        if outside and not (facts and field.line <= last):
            after = abs(field.line - last) if facts else _behind(page, body, field)
            if after is None:
                continue
            rank, distance = rank + 4, after
        else:
            distance = abs(field.line - anchor)
        if field.label is Label.DATE and CLOCK.search(page.lines[field.line].text) and field.line < first + 3:
            continue
        shown.append(_Shown(published, rank, distance, DateFrom.TABLE if facts else DateFrom.LABEL))
    if not any(s.rank <= _INFO for s in shown):
        unlabelled = unlabelled_dates(page, fields, title, title_at, body, range(first, last + 1))
        shown += [_Shown(found, _INFO, abs(line - anchor), DateFrom.LABEL) for found, line in unlabelled]
    return shown


def _zone(page: ParsedPage, body: Body | None, title_at: int | None) -> tuple[int, int]:
    """The lines that may state the article's facts: from the breadcrumbs to the first lines of the body."""
    start = body.first if body is not None else len(page.lines)
    anchor = min(start, title_at) if title_at is not None else start
    last = max(start, title_at or 0) + 3
    first = max(0, anchor - 30)
    for index in range(anchor, first, -1):
        if index < len(page.lines) and _CRUMBS.search(page.lines[index].text):
            return index, last
    return first, last


def _behind(page: ParsedPage, body: Body | None, field: Field) -> int | None:
    """How far a label stands behind the end of the body: some portals date an article below its text."""
    if body is None or not body.last - 3 <= field.line <= body.last + 10:
        return None
    between = page.lines[body.last : field.line + 1]
    if any(anchor.url for line in between for anchor in line.anchors):
        return None  # a row of another list begins there
    return field.line - body.last + 3


def _first(value: str, today: date | None) -> Published | None:
    """The date that a label's value begins with."""
    found = find_dates(value[:60], today=today)
    if found and found[0][0] <= 4:
        return found[0][2]
    return find_date(value, today=today) if len(value) <= 24 else None
