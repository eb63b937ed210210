"""A listing as the document `xunjian/reading/1`, the shape of a portal's list with what platforms tell beside it."""

from __future__ import annotations

from typing import Any

from inspection.media import Counts
from inspection.records import Article, ListState
from inspection.refusals import meaning
from inspection.sources import Listing, Refusal
from spiders.reading.wire import iso

_UNREADABLE = frozenset(
    {"unknown-shape", "not-json", "html-not-feed", "not-a-feed", "file-unreadable", "columns-unknown"}
)


def listing_as_json(listing: Listing, url: str, charset: str) -> dict[str, Any]:
    """The document: dates as ISO text, a bare day where no time is stated; `next` is an address, offset or cursor."""
    onward = listing.following
    return {
        "schema": "xunjian/reading/1",
        "url": url,
        "kind": "list",
        "charset": charset,
        "title": listing.account,
        "published_at": None,
        "date_from": None,
        "document_number": None,
        "source": listing.account or None,
        "entries": [_entry(article) for article in listing.articles],
        "next_page": onward if onward and onward.startswith(("http://", "https://")) else None,
        "related": [],
        "links": [],
        "attachments": [],
        "list_state": state_of(listing).value,
        "sources": [],
        "media": listing.kind,
        "account": listing.account or None,
        "built_at": iso(listing.built_at),
        "total": listing.total,
        "next": onward,
        "incomplete": listing.incomplete,
        "gone": [{"url": address, "reason": reason} for address, reason in listing.gone],
        "refusal": refusal_as_json(listing.refusal),
    }


def state_of(listing: Listing) -> ListState:
    """What the listing came to, in the words of a portal's list."""
    if listing.refusal is not None:
        return ListState.UNREADABLE if listing.refusal.reason in _UNREADABLE else ListState.BLOCKED
    if listing.articles:
        return ListState.ENTRIES
    return ListState.UNREADABLE if listing.incomplete else ListState.BLANK


def refusal_as_json(refusal: Refusal | None) -> dict[str, str] | None:
    """The reason, what it means and how it is mended, and the platform's own words."""
    if refusal is None:
        return None
    known = meaning(refusal.reason)
    said, mend = (known.said, known.mend) if known is not None else (refusal.reason, "")
    return {"reason": refusal.reason, "said": said, "mend": mend, "detail": refusal.detail}


def counts_as_json(counts: Counts) -> dict[str, int | None]:
    """Each number as stated, null where it is not."""
    return {
        "reads": counts.reads,
        "likes": counts.likes,
        "comments": counts.comments,
        "reposts": counts.reposts,
    }


def _entry(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "url": article.url,
        "published_at": iso(article.published_at),
        "date_from": article.date_from.value if article.date_from else None,
        "document_number": article.document_number,
        "related": [],
        "author": article.author,
        "cover": article.cover,
        "origin": article.origin.value if article.origin else None,
        "original_url": article.original_url,
        "counts": counts_as_json(article.counts),
        "pinned": article.pinned,
        "platform_id": article.platform_id,
        "text": article.text,
        "body_links": list(article.body_links),
    }
