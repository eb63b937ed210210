"""What was seen of a list, written down: snapshots and answers go into the evidence, the facts name them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from inspection.findings import Json
from spiders.headless.listing_data import data_of
from spiders.headless.listing_presses import Presses
from spiders.headless.listing_view import View
from spiders.headless.opened import Exchange, Opened
from spiders.reading.charset import decode
from spiders.reading.lists import read_list


def document_of(opened: Opened) -> Exchange | None:
    """The page as its server sent it."""
    return next((e for e in opened.exchanges if e.kind == "document" and e.body), None)


def facts_of(opened: Opened, views: Sequence[tuple[View, int]], presses: Presses, ended: str) -> dict[str, Json]:
    """The facts of Kind.LIST. `views`: each with the number of exchanges before it."""
    exchanges = opened.exchanges
    snapshots: list[Json] = []
    unaddressed = 0
    served = _as_served(opened) if not any(view.drawn for view, _ in views) else None
    for view, _ in views:
        known = presses.addresses(view, exchanges)
        unaddressed += len(view.unaddressed) - len(known)
        beside = served is not None and bool(view.entries)
        body = served if served is not None and beside else view.addressed(known).encode("utf-8", "replace")
        rows = 0 if beside else len(view.addresses) + len(known)
        snapshots.append(
            {"digest": opened.keep(body), "url": view.url, "how": view.how, "entries_hint": rows, "drawn": view.drawn}
        )
    return {
        "snapshots": snapshots,
        "exchanges": [_exchange(opened, number, views) for number, _ in data_of(exchanges)],
        "presses": [{"text": title, "url": url} for title, url in presses.led.values()],
        "unaddressed": unaddressed,
        "ended": ended,
    }


def _as_served(opened: Opened) -> bytes | None:
    """The page as served, where it was no list and its scripts drew no row: what stands beside is not its list.

    Without its scripts a page that could not be read would be read by its hot articles.
    """
    document = document_of(opened)
    if document is None or not document.body:
        return None
    html, charset = decode(document.body, document.answered.get("content-type", ""))
    reading = read_list(html, document.url, today=datetime.now(UTC).date(), charset=charset)
    return None if reading.entries else html.encode("utf-8", "replace")


def _exchange(opened: Opened, number: int, views: Sequence[tuple[View, int]]) -> dict[str, Json]:
    e = opened.exchanges[number]
    return {
        "url": e.url,
        "method": e.method,
        "sent": e.sent,
        "request_headers": dict(e.headers),
        "content_type": e.headers.get("content-type", ""),
        "status": e.status,
        "answered": e.answered.get("content-type", ""),
        "digest": opened.keep(e.body) if e.body is not None else None,
        "at": sum(before <= number for _, before in views),
    }
