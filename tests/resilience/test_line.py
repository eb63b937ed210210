"""The line to PostgreSQL is cut, also while a transaction commits: everything is there in the end, and once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from inspection.findings import Finding, Severity
from store.errors import StoreError
from store.patience import Patience
from store.recording import Batch
from store.store import Store
from tests.resilience.line import Line
from tests.store.samples import HOST, NOW, SITE, link, page, probe, reading

FINDING = Finding("broken-link", Severity.ERROR, HOST, "断链", "依据", "v1:1")
BATCH = Batch(pages=[(page("a"), [link("b")])], probes=[probe("a"), probe("b")], aliases=[(HOST + "c", HOST + "a")])


def said(store: Store, round_id: str) -> list[object]:
    """All that a round holds, without its anchors' numbers."""
    row = store.round(round_id)
    return [
        sorted(one.url for one in store.pages(round_id)),
        store.links_from(round_id, HOST + "a"),
        sorted(store.probed(round_id)),
        sorted(store.aliases(round_id)),
        [(name, len(one.articles)) for name, one in store.readings(round_id).items()],
        [one.fingerprint for one in store.findings(round_id)],
        (row.finished_at, row.complete, dict(row.counters)),
    ]


WRITES: tuple[Callable[[Store, str], object], ...] = (
    lambda store, round_id: store.record(round_id, BATCH),
    lambda store, round_id: store.record_reading(round_id, reading()),
    lambda store, round_id: store.record_findings(round_id, iter([FINDING]), iter([])),
    lambda store, round_id: store.count(round_id, {"requests": 7}),
    lambda store, round_id: store.finish_round(round_id, finished_at=NOW, complete=True, counters={"requests": 9}),
)


@pytest.fixture
def beside(far_store: Store) -> str:
    """Another round, that nothing disturbs."""
    return far_store.begin_round(site=SITE + "二", kind="full", as_of=NOW, plan_digest="p1", started_at=NOW)


def test_a_commit_whose_answer_is_lost_is_done_once(
    line: tuple[Line, str], far_store: Store, round_id: str, beside: str
) -> None:
    for write in WRITES:
        write(far_store, beside)
    far_store.patience = Patience(30)
    for write in WRITES:
        line[0].cut_at_commit()
        write(far_store, round_id)

    assert line[0].cuts == len(WRITES)
    assert said(far_store, round_id) == said(far_store, beside)


def test_a_line_that_is_away_for_a_moment_is_waited_for(
    line: tuple[Line, str], far_store: Store, round_id: str
) -> None:
    notes: list[str] = []
    far_store.patience = Patience(30, notes.append)
    line[0].cut()
    threading.Timer(0.6, line[0].mend).start()

    far_store.record(round_id, BATCH)

    assert notes[0].startswith("数据库连不上")
    assert notes[-1] == ""
    assert [one.url for one in far_store.pages(round_id)] == [HOST + "a"]


def test_who_only_asks_waits_too(line: tuple[Line, str], far_store: Store, round_id: str) -> None:
    far_store.patience = Patience(30)
    line[0].cut()
    threading.Timer(0.4, line[0].mend).start()

    assert far_store.most_before(SITE, "通知公告", round_id) == 0


def test_a_line_that_stays_away_is_said_in_clear_words(line: tuple[Line, str], far_store: Store, round_id: str) -> None:
    far_store.patience = Patience(0.5)
    line[0].cut()
    began = time.monotonic()

    with pytest.raises(StoreError, match="打不开数据库") as failed:
        far_store.record(round_id, BATCH)
    assert failed.value.final
    assert time.monotonic() - began < 5


def test_who_does_not_wait_is_told_at_once_and_goes_on_when_the_line_is_back(
    line: tuple[Line, str], far_store: Store, round_id: str
) -> None:
    line[0].cut()
    with pytest.raises(StoreError):
        far_store.record(round_id, BATCH)
    line[0].mend()

    far_store.record(round_id, BATCH)

    assert len(list(far_store.pages(round_id))) == 1


def test_a_writer_that_holds_sqlite_for_long_is_waited_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Store.open(url) as other, Store.open(url, busy_timeout=0.1) as store:
        round_id = store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="p1", started_at=NOW)
        notes: list[str] = []
        store.patience = Patience(30, notes.append)
        free, held = threading.Event(), threading.Event()

        def hold() -> None:
            with other.writing():
                held.set()
                free.wait(20)

        holder = threading.Thread(target=hold)
        holder.start()
        held.wait(20)
        threading.Timer(0.7, free.set).start()
        store.record(round_id, BATCH)
        holder.join()

        assert notes[0].startswith("数据库正被其他程序占用")
        assert [one.url for one in store.pages(round_id)] == [HOST + "a"]
