"""Whether the site may be asked: not while the sweep is held, and never again once it is halted."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class HaltedError(Exception):
    """The sweep was asked to stop: what it had in hand is finished and recorded, the rest is left to a resumption."""


class Leave:
    """One sweep's leave to ask."""

    def __init__(self) -> None:
        self.halted = False
        self._free = asyncio.Event()
        self._free.set()
        self._in_hand = 0

    def halt(self) -> None:
        """Begin nothing new."""
        self.halted = True

    def hold(self, held: bool) -> None:
        """Begin nothing until told to go on: somebody else may have the site."""
        if held:
            self._free.clear()
        else:
            self._free.set()

    async def wait(self) -> None:
        """Returns when something may be begun. Raises HaltedError after `halt`."""
        if not self.halted:
            await self._free.wait()
        if self.halted:
            raise HaltedError

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Something is in hand meanwhile."""
        self._in_hand += 1
        try:
            yield
        finally:
            self._in_hand -= 1

    @property
    def is_over(self) -> bool:
        """Halted, and nothing is in hand any more."""
        return self.halted and not self._in_hand
