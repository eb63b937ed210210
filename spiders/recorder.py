"""What a sweep has seen goes to the store in batches, by a thread beside the loop, half a second late at the most."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from inspection.records import Page, Probe
from spiders.links import Reference
from store.recording import Batch
from store.store import Store

MAX_AGE = 0.5  # seconds that a page may wait
MAX_PAGES = 250
MAX_BYTES = 8 * 1024 * 1024


@dataclass(slots=True)
class _Pending:
    pages: list[tuple[Page, bytes, Sequence[Reference]]] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)
    aliases: list[tuple[str, str]] = field(default_factory=list)
    bytes: int = 0
    since: float = field(default_factory=time.monotonic)


class Recorder:
    """Collects pages and probes of one round; writes each batch with its evidence in one transaction."""

    def __init__(self, store: Store, round_id: str, tell: Callable[[Iterable[str]], None] | None = None) -> None:
        self._tell = tell  # named, in the loop's thread, which pages are in the store now
        self._store = store
        self._round = round_id
        self._pending = _Pending()
        self._writing: asyncio.Task[None] | None = None
        self.pages = 0
        self.links = 0

    def page(self, page: Page, body: bytes, links: Sequence[Reference]) -> None:
        """Record one page with its body and its links."""
        self._pending.pages.append((page, body, links))
        self._pending.bytes += len(body)
        self.pages += 1
        self.links += len(links)

    def probe(self, probe: Probe) -> None:
        """Record one verdict; a later one for the same target replaces it."""
        self._pending.probes.append(probe)

    def alias(self, url: str, target: str) -> None:
        """Record one redirect."""
        self._pending.aliases.append((url, target))

    async def keep_up(self) -> None:
        """Write when a batch is full or old; wait only when the writer is a whole batch behind."""
        pending = self._pending
        full = len(pending.pages) >= MAX_PAGES or pending.bytes >= MAX_BYTES
        if not full and (time.monotonic() - pending.since < MAX_AGE or not (pending.pages or pending.probes)):
            return
        if self._writing is not None and not self._writing.done():
            if not full:
                return
            await self._writing
        if self._writing is not None and self._writing.done():
            self._writing.result()
        if self._pending is pending:
            self._start()

    def _start(self) -> None:
        batch, self._pending = self._pending, _Pending()
        self._writing = asyncio.create_task(self._write_beside(batch))

    async def _write_beside(self, batch: _Pending) -> None:
        await asyncio.to_thread(self._write, batch)
        if self._tell is not None:
            self._tell([page.url for page, body, _ in batch.pages if body])

    async def flush(self) -> None:
        """Everything said so far is in the store when this returns. Raises StoreError."""
        if self._writing is not None:
            await self._writing
        if self._pending.pages or self._pending.probes or self._pending.aliases:
            self._start()
        if self._writing is not None:
            await self._writing

    def _write(self, pending: _Pending) -> None:
        put = self._store.evidence.put
        pages = [(replace(page, evidence=put(body)) if body else page, links) for page, body, links in pending.pages]
        # The last word on a target wins: a batch must not carry two.
        probes = list({probe.url: probe for probe in pending.probes}.values())
        self._store.record(self._round, Batch(pages=pages, probes=probes, aliases=list(dict(pending.aliases).items())))
