"""What a sweep has seen reaches the store, late where the store is slow, and is never collected without bound."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspection.records import Page, Probe, Verdict
from spiders.recorder import MAX_PAGES, Recorder
from store.errors import StoreError
from store.evidence import EvidenceStore
from store.patience import Patience
from store.recording import Batch
from store.store import Store

NOW = datetime(2025, 3, 25, 1, 0, tzinfo=UTC)
SITE = "http://portal.example/"


class FullDisk(EvidenceStore):
    """Has no space for the first bodies."""

    refusals = 2

    def put(self, body: bytes) -> str:
        if self.refusals:
            self.refusals -= 1
            raise StoreError("满了", "disk-full")
        return super().put(body)


class StuckStore(Store):
    """Writes nothing until it is let go."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.go = threading.Event()

    def record(self, round_id: str, batch: Batch) -> None:
        self.go.wait(20)
        super().record(round_id, batch)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StuckStore]:
    with StuckStore.open(f"sqlite:///{tmp_path / 'x.db'}") as opened:
        yield opened


def begin(store: Store) -> str:
    return store.begin_round(site="民政局", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)


def add(recorder: Recorder, number: int) -> None:
    url = f"{SITE}{number}"
    recorder.page(Page(url=url, final_url=url, status=200, fetched_at=NOW), b"%d" % number, [(SITE, "a", "")])
    recorder.probe(Probe(url, Verdict.SOUND, probed_at=NOW))


async def test_a_full_disk_is_waited_for_and_nothing_is_missing(store: StuckStore, tmp_path: Path) -> None:
    store.go.set()
    store.evidence = FullDisk(tmp_path / "small")
    store.patience = Patience(10)
    round_id, told = begin(store), list[str]()
    recorder = Recorder(store, round_id, told.extend, lambda links: {"links": links})
    add(recorder, 1)

    await recorder.flush()

    page = store.page(round_id, f"{SITE}1")
    assert page is not None
    assert page.evidence is not None
    assert store.evidence.get(page.evidence) == b"1"
    assert told == [f"{SITE}1"]
    assert store.round(round_id).counters == {"links": 1}


async def test_a_sweep_waits_when_it_is_a_batch_ahead(store: StuckStore) -> None:
    recorder = Recorder(store, begin(store))
    for number in range(2 * MAX_PAGES - 1):
        add(recorder, number)
        await recorder.keep_up()
    add(recorder, 2 * MAX_PAGES)

    ahead = asyncio.create_task(recorder.keep_up())
    done, _ = await asyncio.wait({ahead}, timeout=0.2)
    store.go.set()
    await ahead
    await recorder.flush()

    assert not done
    assert recorder.stored == 2 * MAX_PAGES


async def test_who_waits_may_be_cancelled_and_what_is_written_is_not(store: StuckStore) -> None:
    round_id = begin(store)
    recorder = Recorder(store, round_id)
    add(recorder, 1)
    flushing = asyncio.create_task(recorder.flush())
    await asyncio.sleep(0.05)
    flushing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await flushing

    store.go.set()
    await recorder.end()

    assert [page.url for page in store.pages(round_id)] == [f"{SITE}1"]


async def test_what_cannot_be_kept_is_told_to_whoever_flushes(store: StuckStore, tmp_path: Path) -> None:
    store.go.set()
    store.evidence = FullDisk(tmp_path / "small")
    recorder = Recorder(store, begin(store))
    add(recorder, 1)

    with pytest.raises(StoreError, match="满了"):
        await recorder.flush()
    await recorder.end()


async def test_that_a_page_is_gone_is_kept_though_nothing_else_is_said(store: StuckStore) -> None:
    store.go.set()
    round_id = begin(store)
    recorder = Recorder(store, round_id)
    add(recorder, 1)
    await recorder.flush()
    recorder.no_page(f"{SITE}1")
    await recorder.flush()

    assert list(store.pages(round_id)) == []
