"""Whether a channel takes messages, as its senders found."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from inspection.telling import ChannelHealth
from store.bulk import upsert
from store.case_tables import channel_health
from store.messages import HEALTH_COLUMNS, health_row, to_health
from store.values import clean


def of_site(connection: Connection, site: str) -> dict[str, ChannelHealth]:
    """By channel; one that never failed may be missing."""
    query = select(*HEALTH_COLUMNS).where(channel_health.c.site == clean(site))
    return {row.channel: to_health(row) for row in connection.execute(query)}


def works(connection: Connection, site: str, channel: str) -> None:
    """It took a message. A wait that it asked for is still honoured."""
    mine = (channel_health.c.site == site) & (channel_health.c.channel == channel)
    sound = {"failing_since": None, "error": "", "permanent": False, "noticed_at": None}
    connection.execute(update(channel_health).where(mine).values(**sound))


def fails(
    connection: Connection,
    site: str,
    channel: str,
    at: datetime,
    error: str,
    *,
    until: datetime | None = None,
    permanent: bool = False,
) -> None:
    """It did not take a message; `until`: it, or we, want no other before."""
    known = of_site(connection, site).get(channel) or ChannelHealth(site, channel)
    waits = max(filter(None, (known.not_before, until)), default=None)
    now = ChannelHealth(site, channel, known.failing_since or at, error, permanent, waits, known.noticed_at)
    upsert(connection, channel_health, [health_row(now)])
