"""The words that the examples share: addresses, articles and states."""

from __future__ import annotations

from itertools import count
from typing import Any
from urllib.parse import urljoin

from inspection.addresses import normalise
from inspection.records import Article, ColumnState, DateFrom, Published, Related

HOME = "https://example.gov.cn/"
STATES = {
    "读到": ColumnState.READ,
    "空白": ColumnState.BLANK,
    "没读懂": ColumnState.UNREADABLE,
    "受阻": ColumnState.BLOCKED,
    "打不开": ColumnState.UNREACHABLE,
}
_numbers = count(1)


def address(path: str) -> str:
    """An address of the example portal."""
    return normalise(urljoin(HOME, path)) or path


def article(
    title: str,
    day: Published | None = None,
    *,
    channel: str = "通知公告",
    url: str | None = None,
    date_from: DateFrom | None = None,
    links: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    **more: Any,
) -> Article:
    """An article of the example portal, with an address of its own."""
    stated = date_from or (DateFrom.LIST if day is not None else None)
    return Article(
        channel=channel,
        title=title,
        url=address(url or f"/a/{next(_numbers)}.html"),
        published_at=day,
        date_from=stated,
        body_links=tuple(map(address, links)),
        related=tuple(Related("", address(r)) for r in related),
        **more,
    )
