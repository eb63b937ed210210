"""Take up a round that was cut off: what its store holds is known, what it names and lacks is tried."""

from __future__ import annotations

from datetime import datetime

from inspection.records import Page, Probe, Verdict
from spiders.earlier import Earlier
from spiders.fetch import Answer
from spiders.hosts import Task
from spiders.pages import ReadPage
from spiders.reading.charset import decode
from spiders.sweep import Sweep
from spiders.verdict import kind_of
from store.errors import StoreError
from store.store import Store


def restore(sweep: Sweep, store: Store, round_id: str) -> list[str]:
    """Load an open round's verdicts, redirects and suspects into a fresh sweep; returns the addresses still to try.

    Among them are pages whose bodies another machine keeps for itself: no other page could be compared with them.
    """
    ledger, frontier = sweep.ledger, sweep.frontier
    elsewhere = {page.url for page in store.pages(round_id) if page.evidence and not _is_here(store, page.evidence)}
    for probe in store.probes(round_id):
        if _stands(probe) and probe.url not in elsewhere:
            frontier.seen(probe.url)
            sweep.done += 1
            if probe.verdict is not Verdict.SOUND:
                ledger.probes[probe.url] = probe
            if probe.url == ledger.home_url:
                ledger.home = probe
    for url, target in store.aliases(round_id):
        frontier.seen(url)
        ledger.aliases[url] = target
    for page in store.pages(round_id):
        if not frontier.is_known(page.url) or page.evidence is None:
            continue
        sweep.answered += 1
        sweep.recorder.pages += 1
        frontier.pages += 1
        _watch(sweep, store, page)
    return [url for url in store.known(round_id) if not frontier.is_known(url)]


def restore_looks(sweep: Sweep, store: Store, round_id: str, earlier: Earlier, since: datetime) -> list[str]:
    """As `restore`, for a sweep that was handed an earlier round's knowledge: what was looked at `since` is known.

    The home page is looked at once more: the others are compared with it.
    """
    ledger, changes = sweep.ledger, sweep.ledger.changes
    assert changes is not None
    redirects = dict(store.aliases(round_id))
    for probe in store.probes(round_id):
        if probe.probed_at is None or probe.probed_at < since or not _stands(probe) or probe.url == ledger.home_url:
            continue
        sweep.aged.pop(probe.url, None)
        sweep.frontier.seen(probe.url)
        changes.looked.add(probe.url)
        sweep.done += 1
        if probe.verdict is not Verdict.SOUND:
            ledger.probes[probe.url] = probe
        else:
            ledger.probes.pop(probe.url, None)
    for url in earlier.redirects.keys() - redirects.keys():
        ledger.aliases.pop(url, None)
    for url in redirects.keys() - earlier.redirects.keys():
        sweep.frontier.seen(url)
    ledger.aliases.update(redirects)
    _restore_pages(sweep, store, round_id, earlier, since)
    return store.named_after(round_id, earlier.last_number)


def _restore_pages(sweep: Sweep, store: Store, round_id: str, earlier: Earlier, since: datetime) -> None:
    """Pages that were read, or found unchanged; and those that were there before and are no more."""
    changes = sweep.ledger.changes
    assert changes is not None
    known = {page.url for page in store.stored_pages(round_id)}
    changes.lost |= earlier.pages.keys() - known
    for page in store.stored_pages(round_id, since):
        before = earlier.pages.get(page.url)
        if before is not None and before.links == page.links and before.evidence == page.evidence:
            changes.unchanged.add(page.url)
            continue
        changes.pages[page.url] = frozenset(store.leads_to(round_id, page.url))
        whole = store.page(round_id, page.url)
        if whole is not None and page.url not in sweep.aged:
            sweep.answered += 1
            _watch(sweep, store, whole)


def _watch(sweep: Sweep, store: Store, page: Page) -> None:
    """What is suspicious of a page that was recorded; a body that was cleared away says nothing."""
    try:
        body = store.evidence.get(page.evidence or "")
    except (OSError, StoreError):
        return
    if "html" in page.content_type:
        text, charset = decode(body, page.content_type)
        answer = Answer(page.final_url, page.status, {"Content-Type": page.content_type}, body)
        sweep.ledger.watch(Task(page.url, kind_of(page.url, foreign=False)), answer, ReadPage(text, charset, True))


def _is_here(store: Store, evidence: str) -> bool:
    try:
        return store.evidence.path(evidence).exists()
    except (OSError, StoreError):
        return False


def _stands(probe: Probe) -> bool:
    """A failure of the network is looked at again: the round was cut off, its line may have been too."""
    return probe.verdict in {Verdict.SOUND, Verdict.SKIPPED} or probe.status is not None
