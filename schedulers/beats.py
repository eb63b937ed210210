"""The heartbeat of a process: the database knows that it runs, since when, and what it says of itself."""

from __future__ import annotations

import asyncio
import os
import socket
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version

from inspection.findings import Json
from spiders import logs
from store.errors import StoreError
from store.processes import ProcessRow
from store.store import Store

EVERY = 15.0  # seconds; a process that missed four is thought dead

Facts = Callable[[], Mapping[str, Json]]
log = logs.get(__name__)


def program_version() -> str:
    """This program's version."""
    try:
        return version("xunjian")
    except PackageNotFoundError:
        return "0"


@dataclass(slots=True)
class Heartbeat:
    """One process's. `facts`: JSON; "sites" lists their names, "refused" holds by site the lines of a faulty plan."""

    store: Store
    role: str  # serve, worker
    facts: Facts = dict
    every: float = EVERY
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    begun: asyncio.Event = field(default_factory=asyncio.Event)  # the first beat was tried
    _row: ProcessRow | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Beat until `stop`, then say goodbye. A database that is away is no reason to end."""
        failed = False
        try:
            while not stop.is_set():
                try:
                    await asyncio.to_thread(self._beat)
                    failed = False
                except StoreError as error:
                    if not failed:
                        log.warning("心跳没有写进数据库，稍后再试", why=error.message)
                    failed = True
                self.begun.set()
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), self.every)
        finally:
            with suppress(StoreError):
                await asyncio.shield(asyncio.to_thread(self.store.gone, self.id))

    def _beat(self) -> None:
        now = self.store.clock()
        if self._row is None:
            self._row = ProcessRow(
                self.id, self.role, socket.gethostname(), os.getpid(), program_version(), now, now, {}
            )
        self._row = replace(self._row, beat_at=now, facts=dict(self.facts()))
        self.store.beat(self._row)
