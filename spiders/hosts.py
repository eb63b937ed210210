"""One governor per host: requests in flight, spacing, waiting after 429 and 503, when to stop asking a dead host."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from spiders.before import Before
from spiders.turns import Turns
from spiders.verdict import Kind, Outcome

MAX_PAUSE = 30.0  # seconds
REFUSED_SHARE = 0.35  # of late answers, when 429 or 503, make the whole host pause
DEAD_AFTER = 6  # failures in a row of a host that never answered
_NETWORK = frozenset({"dns", "refused", "reset", "timeout", "tls", "unreachable"})


@dataclass(slots=True)
class Task:
    """One target on its way to a verdict."""

    url: str
    kind: Kind
    depth: int = 0
    chain: int = 0  # hops between addresses that differ in their digits alone
    looks: int = 0
    before: Before | None = None  # what an earlier round got there
    fault: str | None = None  # the reason why it was not sound then: the same again needs no further look


@dataclass(slots=True)
class Host:
    """What a round knows of one host. Times are the event loop's, in seconds."""

    name: str
    limit: int
    delay: float
    queue: deque[Task] = field(default_factory=deque)
    active: int = 0
    next_at: float = 0.0
    pause: float = 0.0  # the current wait after answers 429 or 503
    refused: float = 0.0  # share of such answers among the late ones, a running mean
    answered: int = 0
    failures: int = 0  # network failures in a row
    blocked: int = 0  # firewall's answers in a row
    dead: Outcome | None = None  # set: the rest shares this outcome
    cookies: dict[str, str] | None = None  # that let a browser through
    turns: Turns | None = None  # where other machines may ask this host, too

    async def turn(self) -> None:
        """Wait until this host may be asked again."""
        if self.turns is not None and self.delay:
            await self.turns.turn(self.name, self.delay, len(self.queue))
        if not self.delay and not self.next_at:
            return
        now = asyncio.get_running_loop().time()
        at = max(self.next_at, now)
        self.next_at = at + self.delay if self.delay else (self.next_at if self.next_at > now else 0.0)
        if at > now:
            await asyncio.sleep(at - now)

    def _slow_down(self, retry_after: str | None) -> None:
        """Pause the host, once it refuses much of what it is asked; a single refusal is that address's own."""
        now = asyncio.get_running_loop().time()
        under_way = now < self.next_at - self.delay  # sent before the pause: it says nothing new
        if self.refused < REFUSED_SHARE or under_way:
            return
        stated = float(retry_after) if retry_after and retry_after.isdecimal() else 0.0
        self.pause = min(MAX_PAUSE, max(stated, self.pause * 2, 0.5))
        self.next_at = max(self.next_at, now + self.pause)
        if self.turns is not None:
            self.turns.hold(self.name, self.pause)

    def note(self, outcome: Outcome, retry_after: str | None = None) -> None:
        """Learn from one look: slow down when told to, notice death."""
        weight = 1 / (2 * self.limit)
        self.refused *= 1 - weight
        if outcome.status in {429, 503}:
            self.refused += weight
            self._slow_down(retry_after)
        elif outcome.status is not None and outcome.status < 400:
            self.pause = 0.0
        self.blocked = self.blocked + 1 if outcome.reason == "blocked-by-firewall" else 0
        if outcome.status is not None:
            self.answered += 1
            self.failures = 0
        elif outcome.reason in _NETWORK:
            self.failures += 1
            if not self.answered and self.failures >= DEAD_AFTER:
                self.dead = outcome


def is_network_failure(reason: str | None) -> bool:
    """No answer was had at all: the host, or the line to it."""
    return reason in _NETWORK
