"""What goes and what stays when the store is cleared, on rows and files that are really there."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, insert, select

from inspection.findings import Finding, Severity
from inspection.telling import Status
from schedulers.pruning import Pruned, prune
from schedulers.settings import ServiceSettings
from store.recording import Batch
from store.retention import MET
from store.service_tables import availability, due_runs
from store.store import Store
from store.tables import metadata, rounds
from tests.store.samples import SITE, article, issue, link, message, open_issues, page, probe, put, reading

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
SETTINGS = ServiceSettings()


def a_round(store: Store, days: float, kind: str = "daily", evidence: bytes | None = None, pages: int = 2) -> str:
    at = NOW - timedelta(days=days)
    id_ = store.begin_round(site=SITE, kind=kind, as_of=at, plan_digest="p1", started_at=at)
    digest = None if evidence is None else store.evidence.put(evidence)
    if digest is not None:
        older(store, digest, days)
    some = [(page(str(n), evidence=digest), [link("a"), link(str(n))]) for n in range(pages)]
    store.record(id_, Batch(pages=some, probes=[probe("a")], aliases=[("b", "c")]))
    store.record_reading(id_, reading("甲", article("1")))
    finding = Finding("stale-column", Severity.ERROR, "甲", "停更", "依据", "v1:1")
    store.record_findings(id_, [finding], [])
    store.finish_round(id_, finished_at=at, complete=True, counters={})
    return id_


def older(store: Store, digest: str, days: float) -> None:
    at = time.time() - days * 86_400
    os.utime(store.evidence.path(digest), (at, at))


def left(store: Store) -> set[str]:
    return {one.name[:-3] for one in store.evidence.root.rglob("*.gz")}


@pytest.fixture(scope="module")
def postgres(new_postgres_database: Callable[[], str]) -> str:
    return new_postgres_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Rounds ran on the last days, so that the clock is believed."""
    url = f"sqlite:///{tmp_path / 'x.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres")
    with Store.open(url, tmp_path / "evidence") as store:
        for days in (0.2, 1.3, 2.4):
            for kind in ("daily", "watch"):
                a_round(store, days, kind)
        yield store
        if request.param == "postgresql":
            with store.writing() as connection:
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                names = ", ".join(f'"{name}"' for name in metadata.tables)
                connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")


def test_what_is_left_of_a_round_grows_less_with_its_age(store: Store) -> None:
    ages = {"whole": 80, "week": 100.1, "row": 100.2}
    ids = {name: a_round(store, days) for name, days in ages.items()}
    gone = a_round(store, 800)

    done = prune(store, SETTINGS, NOW)

    have = {name: (len(list(store.pages(id_))), len(store.findings(id_))) for name, id_ in ids.items()}
    assert have == {"whole": (2, 1), "week": (0, 1), "row": (0, 0)}
    assert gone not in {one.id for one in store.rounds(SITE)}
    assert (done.rounds, done.met, done.judged) == (1, 3 * (2 + 3 + 1 + 1), 2 * 3)


def test_a_rehearsal_counts_the_same_and_takes_nothing(store: Store) -> None:
    for days in (100.1, 100.2, 800):
        a_round(store, days, evidence=os.urandom(20))
    put(store, message(created_at=NOW - 800 * DAY))
    store.delivered("m1", NOW - 800 * DAY, {})
    before = everything(store), left(store)

    would = prune(store, SETTINGS, NOW, dry=True)

    assert (everything(store), left(store)) == before
    assert told(would) == told(prune(store, SETTINGS, NOW))


def told(done: Pruned) -> tuple[int, ...]:
    assert done.evidence is not None
    return done.met, done.judged, done.messages, done.traces, done.availability, done.rounds


def everything(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar() or 0
            for name, table in metadata.tables.items()
        }


def test_clearing_again_takes_nothing_more(store: Store) -> None:
    a_round(store, 800, evidence=b"x")
    prune(store, SETTINGS, NOW)

    again = prune(store, SETTINGS, NOW)

    assert again.evidence is not None
    assert (told(again), again.evidence.bytes) == ((0,) * 6, 0)


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


def test_messages_go_when_they_were_settled_long_ago_and_not_while_they_wait(store: Store) -> None:
    [one] = open_issues(store, issue())
    ancient = NOW - 900 * DAY
    put(store, *(message(name, created_at=ancient, issues=(one.id,)) for name in ("sent", "waits")))
    store.delivered("sent", ancient, {})

    done = prune(store, SETTINGS, NOW)

    assert [(m.id, m.status) for m in store.messages(SITE)] == [("waits", Status.QUEUED)]
    assert done.messages == 1
    assert store.steps(one.id)


def test_single_probes_and_moments_go_but_the_last_of_each_entry(store: Store) -> None:
    times = [NOW - days * DAY for days in (500, 450, 1)]
    with store.writing() as connection:
        look = {"site": SITE, "vantage": "v", "outcome": "up", "detail": ""}
        connection.execute(insert(availability), [look | {"slot": at, "probed_at": at} for at in times])
        run = {"site": SITE, "claimed_by": "x"}
        rows = [run | {"entry": "daily", "due_at": at, "claimed_at": at} for at in times]
        rows += [run | {"entry": "digest", "due_at": at, "claimed_at": at} for at in times[:2]]
        connection.execute(insert(due_runs), rows)

    done = prune(store, SETTINGS, NOW)

    with store.reading() as connection:
        kept = connection.execute(select(due_runs.c.entry, due_runs.c.due_at).order_by(due_runs.c.entry)).all()
    assert (done.availability, [tuple(one) for one in kept]) == (2, [("daily", times[2]), ("digest", times[1])])


def test_nothing_is_cleared_by_a_clock_that_is_years_ahead(store: Store) -> None:
    daily = [one.id for one in store.rounds(SITE) if one.kind == "daily"]
    before = everything(store)

    done = prune(store, SETTINGS, NOW + 9999 * DAY)

    after = everything(store)
    assert {name for name in before if before[name] != after[name]} <= {table.name for table in MET}  # of watch rounds
    assert [len(list(store.pages(one))) for one in daily] == [2, 2, 2]
    assert "时钟" in done.held[0]


def test_it_stops_when_it_is_asked_to_and_goes_on_the_next_time(store: Store) -> None:
    a_round(store, 800, pages=1200)
    asked = iter([False] * 4 + [True] * 1000)

    first = prune(store, SETTINGS, NOW, stop=lambda: next(asked))
    second = prune(store, SETTINGS, NOW)

    assert (first.stopped, second.stopped) == (True, False)
    assert (first.rounds, second.rounds) == (0, 1)


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


def test_rounds_that_are_gone_from_the_list_are_gone_from_every_table(store: Store) -> None:
    old = a_round(store, 900)
    with store.reading() as connection:
        key = connection.execute(select(rounds.c.key).where(rounds.c.id == old)).scalar()

    prune(store, SETTINGS, NOW)

    with store.reading() as connection:
        for table in metadata.sorted_tables:
            if "round" in table.c and table.c["round"].foreign_keys:
                assert connection.execute(select(table).where(table.c["round"] == key)).first() is None
