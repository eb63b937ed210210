"""What an earlier round knew, loaded, and handed to a sweep that goes on from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from inspection.records import Probe, Verdict
from spiders.before import Before
from spiders.changes import Changes
from spiders.ledger import TEMPLATE_LINKS
from spiders.link_graph import LinkGraph
from spiders.reading.charset import decode
from spiders.settle import Settlement
from spiders.sweep import Sweep
from store.carrying import StoredPage, StoredProbe
from store.errors import StoreError
from store.keys import address_key
from store.store import Store

# Left out by a limit or the site's wish, not looked at: whoever meets it anew asks anew.
_LEFT_OUT = frozenset({"robots", "excluded", "depth-limit", "trap-limit", "page-limit"})
_SMALLEST = 3  # pages whose text is counted: the smallest in bytes need not be the smallest in characters


@dataclass
class Earlier:
    """One round's knowledge, by address."""

    pages: dict[str, StoredPage]
    probes: list[StoredProbe]
    redirects: dict[str, str]
    targets: dict[int, int]  # of anchors, by their numbers
    last_number: int = 0
    _keys: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, store: Store, round_id: str) -> Earlier:
        """Read it from the store. Raises StoreError."""
        targets = store.stored_anchors(round_id)
        return cls(
            {page.url: page for page in store.stored_pages(round_id)},
            list(store.stored_probes(round_id)),
            dict(store.aliases(round_id)),
            targets,
            max(targets, default=0),
        )

    @cached_property
    def graph(self) -> LinkGraph:
        """Which pages lead where."""
        redirects = {self.key(url): self.key(to) for url, to in self.redirects.items()}
        return LinkGraph(self.targets, ((page.key, page.links) for page in self.pages.values()), redirects)

    @cached_property
    def addresses(self) -> dict[int, str]:
        """Every target by its key."""
        return {probe.key: probe.url for probe in self.probes}

    def key(self, url: str) -> int:
        """The key of an address."""
        if not self._keys:
            self._keys = {probe.url: probe.key for probe in self.probes}
        known = self._keys.get(url)
        if known is None:
            known = self._keys[url] = address_key(url)
        return known

    def before(self, url: str) -> Before | None:
        """What a look at a page is compared with."""
        page = self.pages.get(url)
        if page is None or page.evidence is None:
            return None
        return Before(page.evidence, page.content_type, page.etag, page.last_modified)

    def smallest(self, store: Store) -> Iterator[int]:
        """Characters of the smallest pages that carry the site's template."""
        carrying = [page for page in self.pages.values() if len(page.links) >= 4 * TEMPLATE_LINKS and page.evidence]
        for page in sorted(carrying, key=lambda page: page.size)[:_SMALLEST]:
            try:
                yield len(decode(store.evidence.get(page.evidence or ""), page.content_type)[0])
            except (OSError, StoreError):  # it was cleared away
                continue


def hand_over(earlier: Earlier, sweep: Sweep, settlement: Settlement, store: Store, since: datetime) -> None:
    """Let the sweep begin with this knowledge: nothing of it is tried again but by `look_again`."""
    ledger, frontier = sweep.ledger, sweep.frontier
    for probe in earlier.probes:
        if probe.verdict == Verdict.SKIPPED.value and probe.reason in _LEFT_OUT:
            continue
        frontier.carried(probe.url, is_page=probe.url in earlier.pages)
        sweep.aged[probe.url] = earlier.before(probe.url)
        if probe.verdict != Verdict.SOUND.value:
            ledger.probes[probe.url] = carried_probe(probe)
    ledger.since = since
    ledger.changes = Changes(set(earlier.pages), earlier.redirects)
    ledger.aliases.update(earlier.redirects)
    settlement.carry(earlier.redirects)
    ledger.carried = {page.evidence: page.url for page in earlier.pages.values() if page.evidence and _is_html(page)}
    for size in earlier.smallest(store):
        ledger.know_smallest(size)
    sweep.recorder.pages += len(earlier.pages)


def carried_probe(probe: StoredProbe) -> Probe:
    """As far as it matters before the target is looked at again."""
    return Probe(probe.url, Verdict(probe.verdict), probe.reason, looks=probe.looks, probed_at=probe.probed_at)


def _is_html(page: StoredPage) -> bool:
    return "html" in page.content_type
