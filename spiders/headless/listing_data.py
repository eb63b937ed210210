"""What a list page's scripts ask for: which exchanges may hold rows, which are polls, and what never came. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

from spiders.headless.opened import Exchange

POLLS = 4  # a question asked so often is a poll
_CHANCE = re.compile(r"^(?:\d{10,}|0?\.\d{6,})$")  # a time or a random number, another in every request of a poll
_OVER = frozenset({404, 410})  # beyond the last page there is no such address


def data_of(exchanges: Sequence[Exchange]) -> list[tuple[int, Exchange]]:
    """What the page's scripts asked for, answered or not, with its place among all exchanges: what may hold rows."""
    return [
        (number, e)
        for number, e in enumerate(exchanges)
        if e.kind in ("xhr", "fetch") or (e.kind == "script" and _is_called_back(e.url))
    ]


def _is_called_back(url: str) -> bool:
    query = urlsplit(url).query.lower()
    return any(name in query for name in ("callback=", "jsonp", "cb="))


def question_of(exchange: Exchange) -> str:
    """What is asked: the same for every request of a poll, another for every page of a list."""
    address, _, query = exchange.url.partition("?")
    said = [f"{name}={value}" for name, value in parse_qsl(query) if not _CHANCE.match(value)]
    return f"{exchange.method} {address} {'&'.join(said)} {exchange.sent or ''}"


def is_owed(exchanges: Sequence[Exchange], since: int, page: str) -> bool:
    """Whether data that was asked for from exchange `since` on did not come: late, refused or broken off.

    Only what asks where the page stands, or where data came from before, can be the list's.
    """
    host = urlsplit(page).netloc
    known = {e.url.partition("?")[0] for _, e in data_of(exchanges[:since]) if e.status == 200}
    asked = Counter(question_of(e) for e in exchanges)
    return any(
        (urlsplit(e.url).netloc == host or e.url.partition("?")[0] in known)
        and asked[question_of(e)] < POLLS
        and (e.status is None or (e.status >= 400 and e.status not in _OVER))
        and "ABORTED" not in e.error.upper()
        for _, e in data_of(exchanges[since:])
    )
