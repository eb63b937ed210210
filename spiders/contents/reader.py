"""What one page says, of its bytes alone: parsed once, asked every question that the checks ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from inspection.addresses import join
from inspection.contents import Anchor, PageContent, PersonalDatum, StatedBy, StatedDay, pack
from inspection.records import DateFrom, Published
from spiders.contents.feet import FEW, feet_of
from spiders.contents.headings import heading_of
from spiders.contents.kinds import kind_of
from spiders.contents.marks import marks_of
from spiders.contents.matters import matters_of
from spiders.contents.messages import messages_of
from spiders.contents.notices import notices_of
from spiders.contents.outcomes import outcome_links, outcomes_of
from spiders.contents.personal import personal_in
from spiders.contents.personal_hidden import with_hidden
from spiders.contents.personal_numbers import has_long_number
from spiders.contents.rows import rows_of
from spiders.contents.tables import tables_of
from spiders.markup import bounded
from spiders.reading.article_body import text_of
from spiders.reading.article_labels import Field, Label, in_facts, value_or_none
from spiders.reading.articles import Parts, parts_of
from spiders.reading.charset import decode
from spiders.reading.dates import date_in_address, find_date
from spiders.reading.page import Anchor as PageAnchor
from spiders.reading.page import ParsedPage, parse_page, plain, squeeze

_METAS = 80  # of one page
_LONGEST_NAME, _LONGEST_VALUE = 60, 300  # characters
_FRAMES = 20
_LINKS, _FILES, _DAYS, _FIELDS = 300, 100, 12, 40
_MANY_LINKS = 1_000  # of a home page or a list: what stands at its foot stands on it, too
_PUBLISHED = re.compile(
    r"pub-?_?date|publish_?-?(?:date|time)|pub_?time|firstpublishedtime|article:published_time", re.I
)
_SHOWN_BY = {DateFrom.LABEL: StatedBy.SHOWN, DateFrom.TABLE: StatedBy.TABLE}
_DATING = (Label.PUBLISHED, Label.DATE, Label.ISSUED)
_SURROGATES = re.compile("[\ud800-\udfff]")


def read_content(body: bytes, url: str, *, content_type: str = "") -> PageContent:
    """What the page says; `digest` and `columns` are the caller's. Never raises for what the body holds.

    Neither plan nor day play a part; of the address only what relative links mean, and the day that it names.
    """
    html, charset = decode(body, content_type)
    page = parse_page(bounded(_SURROGATES.sub("", html)), url, charset)
    parts = parts_of(page, None)
    kind = kind_of(page, parts)
    marks, codes = marks_of(page, parts.body if kind == "article" else None)
    shown = "\n".join(line.text for line in page.lines if line.text and not line.box.hidden)
    return PageContent(
        url=url,
        kind=kind,
        title=parts.title or page.head_title,
        heading=heading_of(page, parts),
        metas=metas_of(page),
        marks=marks,
        id_codes=codes,
        foot_from=feet_of(page) if len(marks) < FEW else (),
        frames=_frames(page),
        days=tuple(_days(page, parts, kind))[:_DAYS],
        number=parts.number or "",
        source=(parts.source or "")[:_LONGEST_VALUE],
        fields=_facts(parts.fields),
        notices=notices_of(page, parts.body, parts.title, parts.title_at) if kind == "article" else (),
        links=_links(page, parts, kind),
        attachments=tuple(Anchor(one.url, one.name) for one in parts.attachments[:_FILES]),
        tables=tables_of(page),
        messages=messages_of(page),
        matters=matters_of(page, parts.title or page.head_title),
        personal=with_hidden(page, body, shown, _personal(page, shown, parts.title), parts.title),
        outcomes=outcomes_of(page, parts.title, parts.body) if kind == "article" else (),
        packed=pack(text_of(page, parts.body) if kind == "article" and parts.body is not None else shown),
    )


def _personal(page: ParsedPage, shown: str, title: str) -> tuple[PersonalDatum, ...]:
    return personal_in(shown, rows_of(page) if has_long_number(shown) else (), title)


def metas_of(page: ParsedPage) -> dict[str, str]:
    """Every named META by its name as written; of several alike the first that says something."""
    found: dict[str, str] = {}
    for node in page.tree.css("meta[name]")[:_METAS]:
        name = (node.attributes.get("name") or "").strip()[:_LONGEST_NAME]
        if name and not found.get(name):
            stated = node.attributes.get("content") or ""
            found[name] = (plain(stated) or squeeze(stated))[:_LONGEST_VALUE]  # <%=title%> says something, too
    return found


def _frames(page: ParsedPage) -> tuple[str, ...]:
    found = (join(page.base, node.attributes.get("src") or "", page.charset) for node in page.tree.css("iframe, frame"))
    return tuple(dict.fromkeys(address for address in found if address and address != page.url))[:_FRAMES]


def address_day(url: str) -> tuple[StatedDay, ...]:
    """The day that an address names, as a statement of its own."""
    day = date_in_address(url)
    return (StatedDay(day, StatedBy.ADDRESS),) if day is not None else ()


def _days(page: ParsedPage, parts: Parts, kind: str) -> Iterator[StatedDay]:
    """The days that a list shows are its rows', not its own."""
    seen: set[tuple[date, StatedBy]] = set()
    for published, origin in parts.dating.stated if kind not in ("home", "list") else ():
        by = _SHOWN_BY.get(origin)
        day = _bare(published)
        if by is not None and (day, by) not in seen:
            seen.add((day, by))
            yield StatedDay(day, by, _words(parts.fields, day))
    for name, contents in page.metas.items():
        if _PUBLISHED.fullmatch(name):
            for content in contents[:2]:
                if (stamp := find_date(content[:60])) is not None:
                    day = _bare(stamp)
                    if (day, StatedBy.META) not in seen:
                        seen.add((day, StatedBy.META))
                        yield StatedDay(day, StatedBy.META, content[:60])
    yield from address_day(page.url)


def _bare(published: Published) -> date:
    return published.date() if isinstance(published, datetime) else published


def _words(fields: list[Field], day: date) -> str:
    """The label and the value that state the day."""
    for field in fields:
        found = find_date(field.value[:60]) if field.label in _DATING else None
        if found is not None and _bare(found) == day:
            return f"{field.word}：{field.value[:40]}"
    return ""


def _facts(fields: list[Field]) -> dict[str, str]:
    """The table of document facts, wherever the page lays it out; the first statement of each label."""
    found: dict[str, str] = {}
    for field in fields:
        if field.label is Label.CUT or field.word in found or not value_or_none(field.value):
            continue
        if field.label in (Label.NUMBER, Label.OTHER_DATE) or in_facts(fields, field):
            found[field.word] = field.value[:_LONGEST_VALUE]
            if len(found) >= _FIELDS:
                break
    return found


def _links(page: ParsedPage, parts: Parts, kind: str) -> tuple[Anchor, ...]:
    """Links of the body, then those named as related; of another page than an article's all others behind them."""
    found: dict[tuple[str, str], None] = {}
    if parts.body is not None:
        for line in page.lines[parts.body.first : parts.body.last]:
            found.update(dict.fromkeys(_said(anchor) for anchor in line.anchors if anchor.url))
    found.update(dict.fromkeys((one.url, one.title[:_LONGEST_VALUE]) for one in parts.related))
    if kind == "article":
        found.update(dict.fromkeys(outcome_links(page, parts.title, parts.body)))
    if kind != "article":
        shown = (anchor for anchor in page.anchors if anchor.url and not anchor.box.hidden)
        found.update(dict.fromkeys(_said(anchor) for anchor in shown))
    return tuple(Anchor(url, text) for url, text in list(found)[: _LINKS if kind == "article" else _MANY_LINKS])


def _said(anchor: PageAnchor) -> tuple[str, str]:
    text = anchor.title if len(anchor.title) > len(anchor.text) else anchor.text
    return anchor.url, text[:_LONGEST_VALUE]
