"""How long a connection may keep the desk waiting for what it wants: uvicorn itself would wait for ever."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

WITHIN = 20.0  # seconds in which a request's head must have come; about as long an open connection may be silent


class Prompt(H11Protocol):
    """Closes what is opened and asks nothing: some thousand of those would leave no connection for anybody else.

    A body has its time from the guard, and a stream that is being answered has no end.
    """

    within = WITHIN
    _look_again: asyncio.TimerHandle | None = None
    _waits_since: RequestResponseCycle | str | None = ""  # the answer after which nothing came; "": it is busy

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        self._look_again = self.loop.call_later(self.within, self._look)
        self._waits_since = self.cycle

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        if self._look_again is not None:
            self._look_again.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        waits = self.cycle is None or self.cycle.response_complete
        if waits and self._waits_since is self.cycle:
            self.transport.close()
            return
        self._waits_since = self.cycle if waits else ""
        self._look_again = self.loop.call_later(self.within, self._look)
