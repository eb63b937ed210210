"""Being asked to stop, or to hold: what is in hand is finished, the rest is left as it stands, to be taken up later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from spiders.leave import HaltedError
from store.errors import StoreError

T = TypeVar("T")
GRACE = 20.0  # seconds that what is in hand may take: longer than one answer may


class StoppedError(Exception):
    """The round was asked to stop; what it recorded stays, and the next start takes it up."""


class Stopping:
    """One round's ear for the word to stop, and for the word to ask nothing until told to go on."""

    def __init__(self, asked: asyncio.Event | None = None) -> None:
        self.asked = asked or asyncio.Event()
        self._halts: list[Callable[[], None]] = []
        self._holds: list[Callable[[bool], None]] = []
        self._held = False

    def on_stop(self, halt: Callable[[], None]) -> None:
        """Call this when the word comes; at once where it has come already."""
        self._halts.append(halt)
        if self.asked.is_set():
            halt()

    def on_hold(self, hold: Callable[[bool], None]) -> None:
        """Call this with True when nothing may be asked for a while, with False when it may again."""
        self._holds.append(hold)
        if self._held:
            hold(True)

    def hold(self, held: bool) -> None:
        """Pass the word on."""
        self._held = held
        for told in self._holds:
            told(held)

    async def obeyed_by(self, work: Coroutine[Any, Any, T], grace: float | None = GRACE) -> T:
        """The work's result, where it is done in spite of the word. `grace` in seconds; None: as long as it takes.

        Raises StoppedError when it was asked to stop before it was done.
        """
        doing, stopping = asyncio.create_task(work), asyncio.create_task(self.asked.wait())
        try:
            await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                for halt in self._halts:
                    halt()
                await asyncio.wait({doing}, timeout=grace)
            if not doing.done():
                raise StoppedError
            return doing.result()
        except HaltedError as error:
            raise StoppedError from error
        except StoreError as error:
            if self.asked.is_set() and error.final:  # it waited for the database, and waits no longer
                raise StoppedError from error
            raise
        finally:
            for task in (doing, stopping):
                task.cancel()
            await asyncio.gather(doing, stopping, return_exceptions=True)
