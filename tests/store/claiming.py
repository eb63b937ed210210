"""Claims of messages, in words as short as the tests need them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from store.case_tables import messages
from store.claims import Limit
from store.leases import Process
from store.store import Store
from tests.store.samples import NOW, SITE

HOLD = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
ANY = (1000, SECOND)
ELSEWHERE = Process("another machine", 1, "1")


def claim(store: Store, at: datetime = NOW, limit: Limit = ANY, *more: str) -> str | None:
    taken = store.claim(SITE, at, dict.fromkeys(("one", *more), limit), HOLD)
    return None if taken is None else taken.id


def sent_by(store: Store, message_id: str, process: Process) -> None:
    """Let another process have the claim."""
    claimed = {"claimed_machine": process.machine, "claimed_pid": process.pid, "claimed_started": process.started}
    with store.writing() as connection:
        connection.execute(update(messages).where(messages.c.id == message_id).values(**claimed))
