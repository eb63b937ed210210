"""Articles whose own pages show nothing but to a browser: told by their markup, and completed by what is seen. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inspection.records import Article, DateFrom, Entry, Reading
from spiders.column_rows import article_of
from spiders.reading.reader import read_page
from spiders.scripted.signs import signs_of

_CUT = ("…", "...", "..")
_TODAY = date(2000, 1, 1)  # whether a page has text does not depend on the day
_HTML = ("html", "text/plain")


def is_hollow(body: bytes, url: str, content_type: str) -> bool:
    """Whether an article's page has scripts and no text of an article."""
    if content_type and not any(kind in content_type for kind in _HTML):
        return False
    reading = read_page(body, url, content_type=content_type, today=_TODAY, kind="article", links=False)
    return not reading.text and signs_of(body, url, content_type).scripts


def entry_of(article: Article) -> Entry:
    """The row that the article was read from, as far as the article tells."""
    return Entry(
        article.title,
        article.url,
        article.published_at,
        article.date_from,
        truncated=article.title.rstrip().endswith(_CUT),
        related=article.related,
        document_number=article.document_number,
    )


def completed(article: Article, page: Reading) -> Article:
    """The article with what its own page says, as if that had been read with the column."""
    entry = entry_of(article)
    stated, row = page.published_at, article.published_at
    # A row that states no year had it inferred from the list; the page states it.
    if stated is not None and row is not None and article.date_from is DateFrom.LIST:
        same_day = (stated.month, stated.day) == (row.month, row.day)
        entry = replace(entry, published_at=row.replace(year=stated.year)) if same_day else entry
    related = tuple(one for one in page.related if one not in article.related)
    full = article_of(article.channel, article.position, entry, replace(page, related=related), article.row_mark)
    return replace(full, related=article.related + related)
