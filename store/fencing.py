"""The fence: who lost a site's lease writes no more into its rounds, whatever it has not noticed yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from store.errors import LeaseLostError
from store.values import clean

IDLE = 60_000  # milliseconds that a transaction may stand still: one that was suspended would hold the lease's row
_HELD = "SELECT 1 FROM leases WHERE site = :site AND owner = :owner"
# Until the transaction ends nobody takes the lease over; heartbeats, which do not change the key, go on.
_HELD_LOCKED = (
    "SELECT set_config('idle_in_transaction_session_timeout', :idle, true)"
    " FROM leases WHERE site = :site AND owner = :owner FOR KEY SHARE"
)


@dataclass(frozen=True, slots=True)
class Fence:
    """Writing needs this owner's lease on this site."""

    site: str
    owner: str


def check(connection: Connection, fence: Fence | None) -> None:
    """One question, first in a transaction that writes. Raises LeaseLostError."""
    if fence is None:
        return
    said: dict[str, str] = {"site": clean(fence.site), "owner": fence.owner}
    if connection.dialect.name == "postgresql":
        held = connection.execute(text(_HELD_LOCKED), {**said, "idle": str(IDLE)})
    else:  # SQLite: the whole database is ours until the transaction ends
        held = connection.execute(text(_HELD), said)
    if held.first() is None:
        raise LeaseLostError(f"“{fence.site}”的巡检已由另一个进程接着做，这里的一轮到此为止")
