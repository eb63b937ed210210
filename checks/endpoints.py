"""What the vantages last learnt of the home page's address, as far as it is not out of date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from typing import TypeVar

from inspection.availability import EndpointFacts
from inspection.findings import CannotTell
from inspection.observed import Observed

STALE = timedelta(days=2)  # looked at longer ago: it may have been mended since

T = TypeVar("T")


def endpoints_of(observed: Observed) -> list[EndpointFacts] | CannotTell:
    """What may be judged by, or why nothing may. Where nobody watches the site at all, an empty list: no doubt."""
    if observed.availability is None:
        return []
    fresh = [one for one in observed.availability.endpoints if observed.as_of - one.looked_at <= STALE]
    if fresh:
        return fresh
    return CannotTell(observed.plan.site.name, "endpoint-not-looked-at", "近两天没有查看过网站的域名、证书和 IPv6")


def agreed(says: Iterable[tuple[T, bool | None]]) -> tuple[list[T], list[T], list[T]]:
    """Who says that there is a fault, who says that there is none, and who could not tell."""
    every = list(says)
    return tuple([who for who, said in every if said is verdict] for verdict in (True, False, None))  # type: ignore[return-value]


def moment(at: datetime, zone: tzinfo) -> str:
    """3月25日 09:30, in the office's own time."""
    local = at.astimezone(zone)
    return f"{local.month}月{local.day}日 {local:%H:%M}"
