"""A running round's state, kept in the store for whoever asks from another process."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from schedulers.state import State, Watch
from spiders import logs
from store.errors import StoreError
from store.store import Store

EVERY = 2.0  # seconds between two states that are kept
MOST_NOTES = 20  # of one round, in the log: a hundred slow hosts are no news
STILL = 15.0  # seconds after which the same state is kept again: it says that the round lives

log = logs.get(__name__)


class _Keeper:
    """Keeps the newest state. A database that is busy costs the state, and never holds up the round."""

    def __init__(self, store: Store, round_id: str, watch: Watch, every: float) -> None:
        self._store, self._round, self._watch, self._every = store, round_id, watch, every
        self._newest: State | None = None
        self._kept: State | None = None
        self._kept_at = 0.0
        self._said: set[str] = set()
        self._writing: asyncio.Future[None] | None = None

    def show(self, state: State) -> None:
        """Tell it on, and keep it where it is time."""
        self._watch(state)
        if state.note and state.note not in self._said and len(self._said) < MOST_NOTES:
            self._said.add(state.note)
            log.info(state.note)
        self._newest = state
        other_stage = self._kept is None or self._kept.stage != state.stage
        if other_stage or time.monotonic() - self._kept_at >= self._every:
            self._begin_to_keep()

    async def refresh(self) -> None:
        """Say now and then that the round lives, where nothing else does: while it reads."""
        while True:
            await asyncio.sleep(self._every)
            if time.monotonic() - self._kept_at >= STILL:
                self._begin_to_keep()

    async def settle(self) -> None:
        """Keep what is not kept yet."""
        await self._written()
        if self._newest is not self._kept:
            self._begin_to_keep()
            await self._written()

    async def _written(self) -> None:
        if self._writing is not None:
            await self._writing

    def _begin_to_keep(self) -> None:
        if self._newest is None or (self._writing is not None and not self._writing.done()):
            return
        self._kept, self._kept_at = self._newest, time.monotonic()
        # In a thread that begins at once: judging, which comes next, leaves the loop no breath.
        self._writing = asyncio.get_running_loop().run_in_executor(None, self._keep, self._newest)

    def _keep(self, state: State) -> None:
        try:
            self._store.record_progress(
                self._round,
                stage=state.stage,
                done=state.done,
                waiting=state.waiting,
                pages=state.pages,
                faulty=state.faulty,
                note=state.note,
                process=str(os.getpid()),
                at=datetime.now(UTC),
            )
        except StoreError as error:
            log.debug("进度没有记下", error=error.reason)


@asynccontextmanager
async def recording(store: Store, round_id: str, watch: Watch, every: float = EVERY) -> AsyncIterator[Watch]:
    """What shows a state of this round: to `watch`, and at most every `every` seconds to the store."""
    keeper = _Keeper(store, round_id, watch, every)
    refreshing = asyncio.create_task(keeper.refresh())
    try:
        yield keeper.show
    finally:
        refreshing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await refreshing
        await keeper.settle()
