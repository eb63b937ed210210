"""Judges whether the service is sound: asked by `/healthz`, by the dead-man's ping and by `/metrics` alike."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from inspection.plan import Plan
from schedulers.standing import Standing, read_standing
from schedulers.troubles import Trouble, troubles_of
from schedulers.vitals import Vitals
from store.errors import StoreError
from store.store import Store

PATIENCE = 5.0  # seconds for the database to answer
FRESH = 2.0  # seconds that a judgement serves who asks after


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong at one moment, if anything; `standing` is None when the database did not answer."""

    troubles: tuple[Trouble, ...]
    standing: Standing | None

    @property
    def sound(self) -> bool:
        """Nothing grave is wrong."""
        return not any(trouble.grave for trouble in self.troubles)


@dataclass(slots=True)
class Watchman:
    """Of one process. `plans` by site: what this service serves."""

    store: Store
    plans: Callable[[], Mapping[str, Plan] | None]
    vitals: Vitals = field(default_factory=Vitals)
    patience: float = PATIENCE
    _asking: asyncio.Task[Judgement] | None = None
    _asked_at: float = 0.0

    async def judge(self) -> Judgement:
        """The state of things, at most two seconds old; a database that does not answer is a finding, too."""
        if self._asking is None or (self._asking.done() and time.monotonic() - self._asked_at > FRESH):
            self._asked_at = time.monotonic()
            self._asking = asyncio.create_task(self._judge())
        done, _ = await asyncio.wait({self._asking}, timeout=self.patience)
        if done:
            return self._asking.result()
        waited = time.monotonic() - self._asked_at  # one question is under way at a time: threads must not pile up
        return self._without(f"数据库 {waited:.0f} 秒没有应答")

    async def _judge(self) -> Judgement:
        try:
            standing = await asyncio.to_thread(read_standing, self.store, self.plans())
        except StoreError as error:
            return self._without(error.message)
        return Judgement((*self.vitals.troubles(), *troubles_of(standing)), standing)

    def _without(self, words: str) -> Judgement:
        return Judgement((Trouble("database", words, grave=True), *self.vitals.troubles()), None)
