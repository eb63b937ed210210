"""Which files go and which stay when the store is cleared."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Event, Thread

import pytest

from schedulers.pruning import prune
from schedulers.settings import ServiceSettings
from store.recording import Batch
from store.store import Store
from tests.schedulers.pruning.rounds import DAY, NOW, SETTINGS, a_round, left, older
from tests.store.samples import SITE, issue, link, open_issues, page


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_what_an_open_issue_was_seen_in_stays_with_its_evidence(store: Store) -> None:
    old = a_round(store, 900, evidence=b"shown")
    open_issues(store, issue(round=old))

    prune(store, SETTINGS, NOW)

    [digest] = {one.evidence for one in store.pages(old)}
    assert digest is not None
    assert store.evidence.get(digest) == b"shown"


def test_evidence_that_no_row_names_goes_after_a_day(store: Store) -> None:
    fresh, old = store.evidence.put(b"fresh"), store.evidence.put(b"old")
    older(store, old, 1.1)

    done = prune(store, SETTINGS, NOW)

    assert left(store) == {fresh[2:]}
    assert done.evidence is not None
    assert (done.evidence.unnamed, done.evidence.left) == (1, 1)


def test_what_is_put_again_is_fresh_again(store: Store) -> None:
    digest = store.evidence.put(b"page")
    older(store, digest, 100)

    store.evidence.put(b"page")
    prune(store, SETTINGS, NOW)

    assert left(store) == {digest[2:]}


def test_evidence_of_kept_rounds_goes_by_its_own_age_but_not_that_of_the_newest(store: Store) -> None:
    a_round(store, 20, evidence=b"kept round")
    newest = a_round(store, 0.1, evidence=b"newest")
    [digest] = {one.evidence for one in store.pages(newest)}
    assert digest is not None
    older(store, digest, 999)

    done = prune(store, ServiceSettings(keep_evidence=timedelta(days=10)), NOW)

    assert left(store) == {digest[2:]}
    assert done.evidence is not None
    assert done.evidence.aged == 1


def test_where_there_is_too_much_the_oldest_goes_first(store: Store) -> None:
    sizes = {days: os.urandom(1_000_000) for days in (3, 10, 20, 30)}
    digests = {days: next(store.pages(a_round(store, days, evidence=body))).evidence for days, body in sizes.items()}

    prune(store, ServiceSettings(keep_evidence_gb=0.0021), NOW)

    assert left(store) == {str(digests[days])[2:] for days in (3, 10)}


def test_what_cannot_be_made_room_by_is_told(store: Store) -> None:
    a_round(store, 0.1, evidence=os.urandom(2_000_000))

    done = prune(store, ServiceSettings(keep_evidence_gb=0.001), NOW)

    assert ["XUNJIAN_KEEP_EVIDENCE_GB" in said for said in done.held] == [True]


def test_halves_that_a_killed_process_left_go(store: Store) -> None:
    digest = store.evidence.put(b"x")
    half = store.evidence.path(digest).with_name("y.gz.1-2-3.part")
    half.write_bytes(b"half")
    os.utime(half, (1, 1))

    prune(store, SETTINGS, NOW)

    assert not half.exists()


def test_a_folder_that_two_databases_use_is_let_be(store: Store, tmp_path: Path) -> None:
    digest = store.evidence.put(b"the other's")
    older(store, digest, 100)
    Store.open(f"sqlite:///{tmp_path / 'other.db'}", store.evidence.root).close()

    done = prune(store, SETTINGS, NOW)

    assert left(store) == {digest[2:]}
    assert "other.db" in done.held[0]


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_a_round_that_runs_meanwhile_loses_no_page_and_no_evidence(store: Store) -> None:
    for days in range(100, 130):
        a_round(store, days, evidence=str(days).encode(), pages=50)
    id_ = store.begin_round(site=SITE, kind="full", as_of=NOW, plan_digest="p2", started_at=NOW)
    done, waits = Event(), []

    def work() -> None:
        for number in range(40):
            # The bytes of an old round, which is being cleared: the same file is put, and named by a new row.
            digest = store.evidence.put(str(100 + number % 30).encode())
            began = time.monotonic()
            store.record(id_, Batch(pages=[(page(f"new/{number}", evidence=digest), [link("a")])]))
            waits.append(time.monotonic() - began)
            time.sleep(0.005)
        done.set()

    thread = Thread(target=work)
    thread.start()
    while not done.is_set():
        prune(store, SETTINGS, NOW)
    thread.join()

    recorded = list(store.pages(id_))
    assert len(recorded) == 40
    assert {store.evidence.get(str(one.evidence)) for one in recorded} == {str(100 + n).encode() for n in range(30)}


def test_no_evidence_is_too_old_by_a_clock_that_is_years_ahead(store: Store) -> None:
    digests = {next(store.pages(a_round(store, days, evidence=str(days).encode()))).evidence for days in (5, 50)}

    prune(store, SETTINGS, NOW + 9999 * DAY)

    assert left(store) == {str(digest)[2:] for digest in digests}


def test_what_is_only_counted_is_what_would_go(store: Store) -> None:
    for days in (5, 10, *range(20, 30)):
        a_round(store, days, evidence=Random(days).randbytes(5_000 + 100 * days))
    older(store, store.evidence.put(b"unnamed"), 8)
    settings = ServiceSettings(keep_evidence=timedelta(days=15), keep_evidence_gb=0.000001)

    would = prune(store, settings, NOW, dry=True).evidence
    did = prune(store, settings, NOW).evidence

    assert would is not None
    assert (would.unnamed, would.aged, would.crowded) == (1, 10, 2)
    assert would == did
