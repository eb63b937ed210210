"""Turns at a platform: apart, counted by hour and day, and never lost to a clock that jumps."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.paces import BEIJING, LONGEST_HOLD, PATIENCE, SKEW, Limits, Pace, Turn, at_clock, give
from store.store import Store
from tests.store.pacing_process import SPACING

NOW = datetime(2025, 3, 25, 9, 30, tzinfo=BEIJING)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ZERO = timedelta(0)
seconds = st.integers(0, 5000).map(lambda s: timedelta(seconds=s))


def reserve(store: Store, at: datetime = NOW, key: str = "k", **limits: object) -> Turn:
    return store.reserve(key, Limits(**{"spacing": 3 * SECOND, **limits}), now=at)  # type: ignore[arg-type]


def given_out(store: Store, number: int, at: datetime = NOW, **limits: object) -> list[timedelta | None]:
    return [reserve(store, at, **limits).wait for _ in range(number)]


def test_who_asks_first_need_not_wait_and_each_next_one_waits_longer(store: Store) -> None:
    assert given_out(store, 3) == [ZERO, 3 * SECOND, 6 * SECOND]


def test_a_platform_that_rested_is_asked_at_once(store: Store) -> None:
    reserve(store)

    assert [reserve(store, NOW + 2 * SECOND).wait, reserve(store, NOW + 20 * SECOND).wait] == [SECOND, ZERO]


def test_platforms_do_not_wait_for_each_other(store: Store) -> None:
    assert [reserve(store).wait, reserve(store, key="other").wait] == [ZERO, ZERO]


def test_turns_are_remembered_by_the_next_process(store: Store, database_url: str, tmp_path: Path) -> None:
    reserve(store, per_day=1)
    store.close()

    with Store.open(database_url, tmp_path / "evidence") as again:
        assert reserve(again, NOW + MINUTE, per_day=1).wait is None


def test_the_days_number_is_granted_anew_at_midnight_in_beijing(store: Store) -> None:
    given_out(store, 2, per_day=2)

    refused = reserve(store, NOW + HOUR, per_day=2)
    midnight = datetime(2025, 3, 26, tzinfo=BEIJING)

    assert refused == Turn(None, midnight, "day")
    assert [reserve(store, midnight - SECOND, per_day=2).wait, reserve(store, midnight, per_day=2).wait] == [
        SECOND,
        3 * SECOND,
    ]


def test_the_hours_number_is_granted_anew_by_the_clock(store: Store) -> None:
    given_out(store, 2, per_hour=2)

    assert reserve(store, NOW + MINUTE, per_hour=2) == Turn(None, NOW + 30 * MINUTE, "hour")
    assert reserve(store, NOW + 30 * MINUTE, per_hour=2).wait == ZERO


def test_who_is_refused_has_used_up_nothing(store: Store) -> None:
    given_out(store, 5, per_hour=1)

    assert reserve(store, NOW + 30 * MINUTE, per_hour=1).wait == ZERO


def test_a_platform_that_asked_to_wait_is_waited_for(store: Store) -> None:
    store.postpone("k", NOW + 5 * MINUTE, now=NOW)

    assert reserve(store, NOW + MINUTE).wait == 4 * MINUTE
    assert reserve(store, NOW + MINUTE).wait == 4 * MINUTE + 3 * SECOND


def test_a_platform_that_asked_to_wait_for_long_is_not_waited_for(store: Store) -> None:
    store.postpone("k", NOW + HOUR, now=NOW)
    store.postpone("k", NOW + MINUTE, now=NOW)

    assert reserve(store, NOW + MINUTE) == Turn(None, NOW + HOUR, "held")
    assert reserve(store, NOW + HOUR).wait == ZERO


def test_nobody_asks_us_to_wait_for_longer_than_a_day(store: Store) -> None:
    store.postpone("k", NOW + 1000 * DAY, now=NOW)

    assert reserve(store).until == NOW + LONGEST_HOLD


def test_a_queue_that_is_too_long_takes_nobody_in(store: Store) -> None:
    given_out(store, 1 + PATIENCE // MINUTE, spacing=MINUTE)

    assert reserve(store, spacing=MINUTE) == Turn(None, NOW + PATIENCE + MINUTE, "queue")


@pytest.mark.parametrize("jump", [HOUR, DAY, 1000 * DAY], ids=str)
def test_a_clock_set_back_costs_no_more_than_what_was_still_to_be_waited_for(store: Store, jump: timedelta) -> None:
    given_out(store, 2)
    store.postpone("far", NOW + 5 * MINUTE, now=NOW)

    assert reserve(store, NOW - jump).wait == 6 * SECOND
    assert reserve(store, NOW - jump, key="far").wait == 5 * MINUTE


def test_a_clock_set_forward_and_back_grants_one_days_number_and_no_second(store: Store) -> None:
    given_out(store, 3, per_day=3)
    ahead = given_out(store, 5, NOW + 10 * DAY, per_day=3)

    back = given_out(store, 5, NOW, per_day=3)

    assert ([wait is not None for wait in ahead], back) == ([True] * 3 + [False] * 2, [None] * 5)
    assert reserve(store, NOW + DAY, per_day=3).wait == ZERO


@given(
    asks=st.lists(st.tuples(seconds, st.integers(0, 20)), min_size=1, max_size=60),
    spacing=st.integers(0, 60),
    per_hour=st.none() | st.integers(1, 9),
    per_day=st.none() | st.integers(1, 20),
)
def test_turns_keep_every_limit(
    asks: list[tuple[timedelta, int]], spacing: int, per_hour: int | None, per_day: int | None
) -> None:
    limits, now, pace = Limits(spacing * SECOND, per_hour, per_day), NOW, Pace.new(NOW)
    taken: list[datetime] = []
    for passed, late in asks:
        now += passed
        turn, pace = give(at_clock(pace, now - late * SECOND), limits)  # some clocks were read a while ago
        assert (turn.wait is None) == (turn.until is not None)
        if turn.wait is not None:
            assert turn.wait <= PATIENCE
            taken.append(pace.seen_at + turn.wait)

    assert all(after - before >= limits.spacing for before, after in pairwise(taken))
    hours = [at.replace(minute=0, second=0) for at in taken]
    days = [hour.replace(hour=0) for hour in hours]
    assert per_hour is None or all(hours.count(hour) <= per_hour for hour in hours)
    assert per_day is None or all(days.count(day) <= per_day for day in days)


@given(jumps=st.lists(st.integers(-(10**6), 10**6), max_size=30), spacing=st.integers(0, 30))
def test_whatever_the_clock_does_the_next_turn_is_near(jumps: list[int], spacing: int) -> None:
    now, pace = NOW, Pace.new(NOW)
    for waiting, jump in enumerate(jumps, 1):
        now += jump * SECOND
        turn, pace = give(at_clock(pace, now), Limits(spacing * SECOND))
        assert turn.wait is not None
        assert turn.wait <= waiting * spacing * SECOND + SKEW


def start(url: str, store: Store, log: Path, turns: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.store.pacing_process", url, str(store.evidence.root), str(log), str(turns)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[2])


def times(log: Path) -> list[float]:
    return sorted(float(line) for line in log.read_text().split())


def test_processes_never_have_the_same_turn(store: Store, database_url: str, tmp_path: Path) -> None:
    log = tmp_path / "taken"
    many = [start(database_url, store, log, 40) for _ in range(3)]

    codes = [process.wait(60) for process in many]

    taken = times(log)
    assert (codes, len(taken)) == ([0] * 3, 120)
    assert min(after - before for before, after in pairwise(taken)) > SPACING.total_seconds() - 0.5


def test_a_process_killed_between_turn_and_request_loses_one_turn(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    log = tmp_path / "taken"
    victim = start(database_url, store, log, 10**6)
    deadline = time.monotonic() + 30
    while (not log.exists() or len(log.read_text().split()) < 20) and time.monotonic() < deadline:
        time.sleep(0.005)
    victim.kill()
    victim.wait()

    assert start(database_url, store, log, 5).wait(60) == 0

    taken = times(log)
    lost = round((taken[-1] - taken[0]) / SPACING.total_seconds()) + 1 - len(taken)
    assert 0 <= lost <= 1
