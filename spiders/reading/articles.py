"""Articles: what one article page states of itself, by its structure, for every family of portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspection.records import Attachment, Reading, Related
from spiders.reading.article_body import Body, find_body, text_of, trimmed
from spiders.reading.article_dates import Dating, date_article
from spiders.reading.article_files import find_attachments, find_related
from spiders.reading.article_labels import Field, Label, fields_of, value_or_none
from spiders.reading.article_number import find_number
from spiders.reading.article_title import find_title, title_line
from spiders.reading.article_wechat import is_wechat, read_wechat
from spiders.reading.page import ParsedPage, parse_page


@dataclass(frozen=True, slots=True)
class Parts:
    """An article's parts, as its page has them."""

    fields: list[Field]
    body: Body | None
    title: str
    title_at: int | None  # the line that shows it
    dating: Dating
    number: str | None
    source: str | None
    related: tuple[Related, ...]
    attachments: tuple[Attachment, ...]


def read_article(html: str, url: str, *, today: date, charset: str = "utf-8") -> Reading:
    """The article at `url`. What the page does not state is None or empty, never guessed; never raises.

    `today` gives a year to dates that the page shows without one.
    """
    page = parse_page(html, url, charset)
    if is_wechat(html, url):
        return read_wechat(page, today)
    parts = parts_of(page, today)
    return Reading(
        url=url,
        kind="article",
        charset=charset,
        title=parts.title,
        published_at=parts.dating.published_at,
        date_from=parts.dating.date_from,
        page_dates=parts.dating.page_dates,
        document_number=parts.number,
        source=parts.source,
        related=parts.related,
        attachments=parts.attachments,
        text=text_of(page, parts.body) if parts.body is not None else "",
        body_links=_links(page, parts.body),
    )


def parts_of(page: ParsedPage, today: date | None) -> Parts:
    """What a parsed page states as an article. Never raises. Without `today`, days without a year are left out."""
    fields = fields_of(page)
    body = find_body(page)
    title = find_title(page, fields, body)
    title_at = title_line(page, title, body)
    if body is not None:
        body = trimmed(page, body, _begin(page, fields, body, title_at))
    attachments = find_attachments(page, body, title_at)
    return Parts(
        fields=fields,
        body=body,
        title=title,
        title_at=title_at,
        dating=date_article(page, fields, body, title, title_at, today),
        number=find_number(page, fields, title, body, title_at),
        source=_source(page, fields, body, title_at),
        related=find_related(page, body, title_at, attachments),
        attachments=attachments,
    )


def _begin(page: ParsedPage, fields: list[Field], body: Body, title_at: int | None) -> int:
    """The line behind title and info lines, where the box of the body holds them too."""
    begin = body.first
    reach = body.first + max(20, (body.last - body.first) // 4)
    if title_at is not None and body.first <= title_at < reach:
        begin = title_at + 1
    for field in fields:
        lines = page.lines[begin : field.line + 1]
        if field.line < begin or field.word == "附件":
            continue
        if field.line > min(begin + 8, reach) or any("。" in line.text or len(line.text) > 120 for line in lines):
            break
        begin = field.line + (1 if field.value in lines[-1].text else 2)
    return begin


def _source(page: ParsedPage, fields: list[Field], body: Body | None, title_at: int | None) -> str | None:
    """来源 as shown near the title, else below the body, else META ContentSource."""
    anchor = title_at if title_at is not None else (body.first if body is not None else 0)
    shown = [f for f in fields if f.label is Label.SOURCE and value_or_none(f.value) and len(f.value) <= 60]
    if body is not None:
        inside = range(max(body.first, anchor) + 6, body.last - 2)
        shown = [f for f in shown if f.line not in inside and f.line <= body.last + 10]
    if shown:
        return min(shown, key=lambda f: abs(f.line - anchor)).value
    meta = page.meta("contentsource", "source", "article:author_source", "mediaid")
    return value_or_none(meta) if meta else None


def _links(page: ParsedPage, body: Body | None) -> tuple[str, ...]:
    if body is None:
        return ()
    lines = page.lines[body.first : body.last]
    return tuple(dict.fromkeys(anchor.url for line in lines for anchor in line.anchors if anchor.url))
