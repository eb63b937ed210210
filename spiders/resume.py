"""Take up a round that was cut off: what its store holds is known, what it names and lacks is tried."""

from __future__ import annotations

from inspection.records import Probe, Verdict
from spiders.fetch import Answer
from spiders.hosts import Task
from spiders.pages import ReadPage
from spiders.reading.charset import decode
from spiders.sweep import Sweep
from spiders.verdict import kind_of
from store.errors import StoreError
from store.store import Store


def restore(sweep: Sweep, store: Store, round_id: str) -> list[str]:
    """Load an open round's verdicts, redirects and suspects into a fresh sweep; returns the addresses still to try."""
    ledger, frontier = sweep.ledger, sweep.frontier
    for probe in store.probes(round_id):
        if _stands(probe):
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
        try:
            body = store.evidence.get(page.evidence)
        except (OSError, StoreError):
            continue
        if "html" in page.content_type:
            text, charset = decode(body, page.content_type)
            answer = Answer(page.final_url, page.status, {"Content-Type": page.content_type}, body)
            task = Task(page.url, kind_of(page.url, foreign=False))
            ledger.watch(task, answer, ReadPage(text, charset, True))
    return [url for url in store.known(round_id) if not frontier.is_known(url)]


def _stands(probe: Probe) -> bool:
    """A failure of the network is looked at again: the round was cut off, its line may have been too."""
    return probe.verdict in {Verdict.SOUND, Verdict.SKIPPED} or probe.status is not None
