"""What goes and what stays when the store is cleared, on rows and files that are really there."""

from __future__ import annotations

import os
import random
from datetime import date, timedelta

import pytest
from sqlalchemy import func, insert, select

from inspection.findings import Undecided
from inspection.telling import Status
from notifications.digest.facts import Week
from schedulers.pruning import Pruned, prune
from schedulers.weekly import weekly_facts
from store.retention import MET
from store.service_tables import availability, due_runs
from store.store import Store
from store.tables import metadata, rounds
from tests.schedulers.pruning.rounds import DAY, NOW, SETTINGS, a_round, left
from tests.schedulers.weeks import MONDAY, PLAN, Office, finding
from tests.schedulers.weeks import reading as reading_of
from tests.store.samples import SITE, issue, message, open_issues, put


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_what_is_left_of_a_round_grows_less_with_its_age(store: Store) -> None:
    ages = {"whole": 80, "week": 100.1, "row": 100.2}
    ids = {name: a_round(store, days) for name, days in ages.items()}
    gone = a_round(store, 800)

    done = prune(store, SETTINGS, NOW)

    have = {name: (len(list(store.pages(id_))), len(store.findings(id_))) for name, id_ in ids.items()}
    assert have == {"whole": (2, 1), "week": (0, 1), "row": (0, 0)}
    assert gone not in {one.id for one in store.rounds(SITE)}
    assert (done.rounds, done.met, done.judged) == (1, 3 * (2 + 3 + 1 + 1), 2 * 3)


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
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


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_messages_go_when_they_were_settled_long_ago_and_not_while_they_wait(store: Store) -> None:
    [one] = open_issues(store, issue())
    ancient = NOW - 900 * DAY
    put(store, *(message(name, created_at=ancient, issues=(one.id,)) for name in ("sent", "waits")))
    store.delivered("sent", ancient, {})

    done = prune(store, SETTINGS, NOW)

    assert [(m.id, m.status) for m in store.messages(SITE)] == [("waits", Status.QUEUED)]
    assert done.messages == 1
    assert store.steps(one.id)


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
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


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_it_stops_when_it_is_asked_to_and_goes_on_the_next_time(store: Store) -> None:
    a_round(store, 800, pages=1200)
    asked = iter([False] * 4 + [True] * 1000)

    first = prune(store, SETTINGS, NOW, stop=lambda: next(asked))
    second = prune(store, SETTINGS, NOW)

    assert (first.stopped, second.stopped) == (True, False)
    assert (first.rounds, second.rounds) == (0, 1)


def test_rounds_that_are_gone_from_the_list_are_gone_from_every_table(store: Store) -> None:
    old = a_round(store, 900)
    with store.reading() as connection:
        key = connection.execute(select(rounds.c.key).where(rounds.c.id == old)).scalar()

    prune(store, SETTINGS, NOW)

    with store.reading() as connection:
        for table in metadata.sorted_tables:
            if "round" in table.c and table.c["round"].foreign_keys:
                assert connection.execute(select(table).where(table.c["round"] == key)).first() is None


def test_the_digests_of_past_weeks_are_the_same_after_clearing(store: Store) -> None:
    """A story of three weeks with every kind of round, and what was told of them a year later."""
    office, weeks = Office(store), [Week.of(date(2025, 3, 24)), Week.of(date(2025, 3, 31)), Week.of(date(2025, 4, 7))]
    rng = random.Random(7)
    for hours in range(0, 24 * 20, 6):
        at = MONDAY + timedelta(hours=hours)
        kind = ("full", "watch", "daily", "watch")[hours // 6 % 4]
        found = [finding(name) for name in "abcd" if rng.random() < 0.4]
        days = [at.date() - timedelta(days=n) for n in range(rng.randrange(9))]
        unsure = [Undecided("broken-link", "https://portal.example/x", "blocked")] if rng.random() < 0.2 else []
        read = [reading_of("通知公告", days), reading_of("工作动态", days[2:])]
        office.round(at, found, read, unsure, kind, complete=rng.random() < 0.8)
    year_later = MONDAY + timedelta(days=365)
    before = [weekly_facts(store, PLAN, week, None, year_later) for week in weeks]

    done = prune(store, SETTINGS, NOW)

    assert [weekly_facts(store, PLAN, week, None, year_later) for week in weeks] == before
    assert done.judged > 100
