"""What is kept of a round, by its age, its kind, and what still rests on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from schedulers.keeping import FOR_EVER, Limits, Part, parts, trusted_today
from store.rounds import RoundRow

TODAY = datetime(2025, 6, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
LIMITS = Limits(timedelta(days=90), timedelta(days=730))
DAY = timedelta(days=1)


def a_round(days: float, kind: str = "daily", **fields: object) -> RoundRow:
    at = TODAY - timedelta(days=days)
    values = {"id": f"{kind}-{days}", "site": "s", "kind": kind, "as_of": at, "plan_digest": "p", "started_at": at}
    return RoundRow(**(values | {"finished_at": at, "complete": True} | fields))  # type: ignore[arg-type]


NEWEST = [a_round(0.1, kind) for kind in ("watch", "daily", "full")]


def kept(*rounds: RoundRow, shown: tuple[str, ...] = (), limits: Limits = LIMITS) -> list[Part]:
    decided = parts([*NEWEST, *rounds], shown, ZONE, limits, TODAY)
    return [decided[one.id] for one in rounds]


def test_a_round_is_whole_for_three_months() -> None:
    assert kept(a_round(1), a_round(89)) == [Part.ALL, Part.ALL]


def test_a_watch_round_is_whole_for_a_week() -> None:
    assert kept(a_round(6, "watch"), a_round(8, "watch")) == [Part.ALL, Part.JUDGED]


def test_an_abandoned_round_is_whole_for_a_week() -> None:
    assert kept(a_round(8, finished_at=None, abandoned_at=TODAY)) == [Part.JUDGED]


def test_what_weekly_digests_are_made_of_outlives_the_rest() -> None:
    week = [a_round(200 + part, "watch") for part in (0.3, 0.2, 0.1)]

    assert kept(*week) == [Part.ROW, Part.ROW, Part.JUDGED]


def test_the_last_complete_round_of_a_week_is_read_by_its_digest_too() -> None:
    assert kept(a_round(200.2), a_round(200.1, complete=False)) == [Part.JUDGED, Part.JUDGED]


def test_a_rehearsal_does_not_take_a_rounds_place_in_its_week() -> None:
    real = a_round(200.2)
    rehearsal = a_round(100, as_of=real.as_of + timedelta(hours=1))

    assert kept(real, rehearsal) == [Part.JUDGED, Part.JUDGED]


def test_weeks_are_those_of_the_plans_zone() -> None:
    sunday = datetime(2024, 12, 1, 20, tzinfo=UTC)  # in Shanghai it is Monday already
    earlier, later = (a_round(1, id=f"r{n}", as_of=at, started_at=at) for n, at in enumerate([sunday - DAY, sunday]))

    assert kept(earlier, later) == [Part.JUDGED, Part.JUDGED]
    assert set(parts([*NEWEST, earlier, later], (), ZoneInfo("UTC"), LIMITS, TODAY).values()) >= {Part.ROW}


def test_after_two_years_nothing_is_kept() -> None:
    assert kept(a_round(731)) == [Part.NOTHING]


def test_what_an_open_issue_was_last_seen_in_stays_whole() -> None:
    old = a_round(900)

    assert kept(old, shown=(old.id,)) == [Part.ALL]


def test_a_round_that_runs_stays_whole_though_the_clock_is_set_ahead() -> None:
    running = a_round(0, "watch", finished_at=None, complete=False)
    a_month_ahead = parts([*NEWEST, running], (), ZONE, LIMITS, TODAY + 30 * DAY)

    assert a_month_ahead[running.id] is Part.ALL


def test_what_newest_and_open_rounds_began_with_stays_whole() -> None:
    base, other = a_round(800), a_round(801)
    running = a_round(0.01, finished_at=None, complete=False, base=base.id)

    assert kept(base, other, running) == [Part.ALL, Part.NOTHING, Part.ALL]


def test_the_newest_of_each_kind_and_the_newest_complete_one_stay_whole_however_old() -> None:
    rounds = [a_round(1000, "full"), a_round(999, "full", complete=False), a_round(998, "daily", complete=False)]

    assert set(parts(rounds, (), ZONE, LIMITS, TODAY).values()) == {Part.ALL}


def test_zero_keeps_for_ever() -> None:
    old = [a_round(5000, "watch"), a_round(5001)]

    assert kept(*old, limits=Limits(FOR_EVER, timedelta(days=1))) == [Part.ALL, Part.ALL]
    assert kept(*old, limits=Limits(DAY, FOR_EVER)) == [Part.JUDGED, Part.JUDGED]


@given(st.lists(st.tuples(st.floats(0, 1500), st.sampled_from(["watch", "daily", "full"]), st.booleans()), max_size=30))
def test_one_that_is_newer_is_never_kept_worse_than_an_older_one_of_its_week_and_kind(
    some: list[tuple[float, str, bool]],
) -> None:
    rounds = [replace(a_round(days, kind, complete=full), id=str(n)) for n, (days, kind, full) in enumerate(some)]

    decided = parts(rounds, (), ZONE, LIMITS, TODAY)

    for one in rounds:
        age = TODAY - one.started_at
        least = Part.ALL if age <= 7 * DAY else Part.JUDGED if age <= 90 * DAY else Part.ROW
        assert decided[one.id] >= (least if age <= 730 * DAY else Part.NOTHING)


def test_a_clock_that_is_years_ahead_is_not_believed() -> None:
    days = [TODAY - n * DAY for n in range(3)]

    assert trusted_today(days, TODAY + 9999 * DAY) < TODAY + 31 * DAY


def test_nor_is_one_by_which_a_single_round_has_run() -> None:
    wrong = TODAY + 9999 * DAY

    assert trusted_today([wrong, TODAY, TODAY - DAY], wrong) < TODAY + 31 * DAY


def test_a_clock_that_rounds_run_by_every_week_is_believed() -> None:
    assert trusted_today([TODAY - 7 * n * DAY for n in range(3)], TODAY) == TODAY
