"""What a sweep has seen goes to the store in batches, by a thread beside the loop, half a second late at the most.

A store that is busy, away or full is waited for as long as its patience lasts; the sweep waits with it, a batch ahead.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from inspection.records import Page, Probe
from inspection.suspicion import MADE_BY
from spiders.links import Reference
from store.body_facts import Facts
from store.recording import Batch, Same
from store.rounds import Counters
from store.store import Store

MAX_AGE = 0.5  # seconds that a page may wait
MAX_PAGES = 250
MAX_BYTES = 8 * 1024 * 1024
MAX_PROBES = 5_000


@dataclass(slots=True)
class _Pending:
    pages: list[tuple[Page, bytes, Sequence[Reference]]] = field(default_factory=list)
    facts: list[tuple[bytes, Facts]] = field(default_factory=list)
    probes: list[Probe] = field(default_factory=list)
    aliases: list[tuple[str, str]] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)
    no_pages: set[str] = field(default_factory=set)
    no_aliases: set[str] = field(default_factory=set)
    bytes: int = 0
    since: float = field(default_factory=time.monotonic)

    @property
    def empty(self) -> bool:
        """Nothing was said."""
        said = (self.facts, self.pages, self.probes, self.aliases, self.same, self.no_pages, self.no_aliases)
        return not any(said)

    @property
    def full(self) -> bool:
        """Not one thing more may wait."""
        many = len(self.probes) + len(self.aliases) + len(self.same) >= MAX_PROBES
        return many or len(self.pages) >= MAX_PAGES or self.bytes >= MAX_BYTES


class Recorder:
    """Collects pages and probes of one round; writes each batch with its evidence in one transaction."""

    def __init__(
        self,
        store: Store,
        round_id: str,
        tell: Callable[[Iterable[str]], None] | None = None,
        count: Callable[[int], Counters] | None = None,
    ) -> None:
        self._tell = tell  # named, in the loop's thread, which pages are in the store now
        self._count = count  # the round's figures, handed how many links this process has put into the store
        self.stored = 0  # links that are in the store
        self._store = store
        self._round = round_id
        self._pending = _Pending()
        self._writing: asyncio.Task[None] | None = None
        self.pages = 0
        self.links = 0

    def page(self, page: Page, body: bytes, links: Sequence[Reference], *, again: bool = False) -> None:
        """Record one page with its body and its links; `again`: more is known of one that is recorded."""
        self._pending.pages.append((page, body, links))
        self._pending.no_pages.discard(page.url)
        self._pending.bytes += len(body)
        self.pages += not again
        self.links += len(links)

    def probe(self, probe: Probe) -> None:
        """Record one verdict; a later one for the same target replaces it."""
        self._pending.probes.append(probe)

    def facts(self, body: bytes, facts: Facts) -> None:
        """Keep a body that looks suspicious, with what is suspicious of it."""
        self._pending.facts.append((body, facts))
        self._pending.bytes += len(body)

    def alias(self, url: str, target: str) -> None:
        """Record one redirect."""
        self._pending.aliases.append((url, target))

    def same(self, url: str, fetched_at: datetime, etag: str | None, last_modified: str | None) -> None:
        """A page that the round knows already was asked for, and is as it was."""
        self._pending.same.append(Same(url, fetched_at, etag, last_modified))

    def no_page(self, url: str) -> None:
        """What the round knows of a page at this address holds no more."""
        self._pending.pages = [known for known in self._pending.pages if known[0].url != url]
        self._pending.no_pages.add(url)

    def no_alias(self, url: str) -> None:
        """What the round knows of a redirect from this address holds no more."""
        self._pending.no_aliases.add(url)

    async def keep_up(self) -> None:
        """Write when a batch is full or old; wait only when the writer is a whole batch behind."""
        pending = self._pending
        full = pending.full
        if not full and (time.monotonic() - pending.since < MAX_AGE or pending.empty):
            return
        if self._writing is not None and not self._writing.done():
            if not full:
                return
            await asyncio.shield(self._writing)  # who waits may be cancelled, what is written may not
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
            await asyncio.shield(self._writing)
        if not self._pending.empty:
            self._start()
        if self._writing is not None:
            await asyncio.shield(self._writing)

    async def end(self) -> None:
        """Nothing is being written any more when this returns, come of it what may."""
        if self._writing is not None:
            await asyncio.wait({self._writing})
            if not self._writing.cancelled():
                self._writing.exception()  # told to whoever flushed

    def _write(self, pending: _Pending) -> None:
        """Again and again, where need be: evidence has the name of its content, and what is recorded is replaced."""
        patience, put = self._store.patience, self._store.evidence.put
        patience.persist(lambda: self._write_once(pending, put))

    def _write_once(self, pending: _Pending, put: Callable[[bytes], str]) -> None:
        pages = [(replace(page, evidence=put(body)) if body else page, links) for page, body, links in pending.pages]
        if pending.facts:
            self._store.record_body_facts(MADE_BY, {put(body): facts for body, facts in pending.facts})
        # The last word on a target wins: a batch must not carry two.
        probes = list({probe.url: probe for probe in pending.probes}.values())
        links = self.stored + sum(len(links) for _, _, links in pending.pages)
        counters = self._count(links) if self._count is not None else None
        aliases = dict(pending.aliases)
        batch = Batch(pages=pages, probes=probes, aliases=list(aliases.items()), counters=counters, same=pending.same)
        batch.no_pages = list(pending.no_pages)
        batch.no_aliases = list(pending.no_aliases - aliases.keys())
        self._store.record(self._round, batch)
        self.stored = links
