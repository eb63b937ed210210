"""Who leads: one of many, by a lease in the database that another takes over when its holder falls silent."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from store.errors import StoreError
from store.leases import TTL
from store.store import Store

TIMETABLE = " timetable"  # plans strip their sites' names: none begins with a blank
BEATS = 4  # heartbeats within the lease's time
_SAFELY = 0.75  # of the lease's time without a heartbeat: whoever led stops before another may begin

Told = Callable[[bool], None]


class Leader:
    """One candidate. `lead` does its work whenever, and as long as, this candidate leads.

    Works on SQLite, too: there a second service on the same database waits. `told` hears when leading begins and ends.
    """

    def __init__(
        self,
        store: Store,
        name: str = TIMETABLE,
        *,
        ttl: timedelta = TTL,
        told: Told = lambda _: None,
    ) -> None:
        self._store, self._name, self._ttl, self._told = store, name, ttl, told
        self._owner = uuid.uuid4().hex
        self._beat = ttl.total_seconds() / BEATS
        self._last = 0.0  # the last heartbeat that was kept, by the clock that nobody sets
        self.leads = False

    async def lead(self, work: Callable[[], Awaitable[None]]) -> None:
        """Wait to lead, work while leading, wait again when the lead is lost; ends when the work ends by itself.

        The work is cancelled when another took over, and when the database was out of reach for so long that another
        may have. What it raises is raised here, with the lease given back.
        """
        while True:
            if await self._acquired():
                if await self._while_leading(work):
                    return
            else:
                await asyncio.sleep(self._beat)

    async def _acquired(self) -> bool:
        self._last = time.monotonic()
        with suppress(StoreError):  # the database is away: nobody can lead just now
            return await asyncio.to_thread(self._store.acquire, self._name, self._owner, None, self._ttl)
        return False

    async def _while_leading(self, work: Callable[[], Awaitable[None]]) -> bool:
        """True when the work is over; False when the lead was lost before."""
        self.leads = True
        self._told(True)
        working = asyncio.ensure_future(work())
        holding = asyncio.create_task(self._hold())
        try:
            await asyncio.wait((working, holding), return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                return False
            await working
            return True
        finally:
            for task in (working, holding):
                task.cancel()
            await asyncio.gather(working, holding, return_exceptions=True)
            self.leads = False
            self._told(False)
            with suppress(StoreError):
                await asyncio.to_thread(self._store.release, self._name, self._owner)

    async def _hold(self) -> None:
        """Ends when the lease is lost, or may be."""
        last = self._last
        patience = self._ttl.total_seconds() * _SAFELY
        while True:
            await asyncio.sleep(self._beat)
            asked = time.monotonic()
            renewing = asyncio.to_thread(self._store.renew, self._name, self._owner)
            try:
                kept = await asyncio.wait_for(renewing, max(self._beat / 4, last + patience - asked))
            except (TimeoutError, StoreError):
                if time.monotonic() - last >= patience:
                    return
                continue
            if not kept:
                return
            last = asked
