"""A page of the browser as a task's module is handed it: opened at the task's address, watched since before that."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spiders.headless.tasks import Task

if TYPE_CHECKING:
    from playwright.async_api import Page


@dataclass(slots=True)
class Exchange:
    """One request of the page and its answer, as the browser saw them. Times in seconds since the page was opened."""

    url: str
    method: str
    kind: str  # Playwright's resource type: document, script, xhr, fetch, image ...
    began: float
    headers: Mapping[str, str] = field(default_factory=dict)  # of the request
    sent: str | None = None  # the request's body, text
    status: int | None = None  # None: no answer
    answered: Mapping[str, str] = field(default_factory=dict)  # headers of the answer
    body: bytes | None = None  # kept for xhr and fetch that answer with text, up to a size; and for the document
    took: float | None = None
    error: str = ""  # why there is no answer: net::ERR_NAME_NOT_RESOLVED ...


@dataclass(slots=True)
class Opened:
    """What a task works with. The page belongs to the task until it returns."""

    task: Task
    page: Page
    status: int | None  # of the main document
    headers: Mapping[str, str]  # of its answer
    keep: Callable[[bytes], str]  # puts bytes into the evidence store; their SHA-256
    exchanges: list[Exchange] = field(default_factory=list)  # in the order in which they began; it grows
    errors: list[dict[str, str]] = field(default_factory=list)  # uncaught: message, source, line
    popups: list[str] = field(default_factory=list)  # windows that it opened; they are closed at once
    until: float = 0.0  # by time.monotonic(): when the task is broken off, whatever it has found
    reading: set[asyncio.Task[None]] = field(default_factory=set)  # bodies of exchanges that are on their way

    def left(self) -> float:
        """Seconds until the task is broken off."""
        return max(0.0, self.until - time.monotonic())

    async def read_out(self, seconds: float = 3.0) -> None:
        """Wait until the bodies are there of all exchanges that have been answered, at most so long."""
        if self.reading:
            await asyncio.wait(set(self.reading), timeout=min(seconds, max(0.1, self.left() - 0.5)))
