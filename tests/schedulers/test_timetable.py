"""Tests of the timetable's moments: zones, summer time, intervals."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspection.plan_file import load_plan
from inspection.timing import Timing
from schedulers.timetable import Entry, entries_of, next_runs

ZONES = (
    "Asia/Shanghai",
    "Asia/Urumqi",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Europe/Dublin",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Antarctica/Troll",
    "UTC",
)
zones = st.sampled_from(ZONES).map(ZoneInfo)
starts = st.datetimes(datetime(1975, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
clocks = st.times().map(lambda one: one.replace(second=0, microsecond=0, fold=0))
DAYS = 150


def entry(timing: Timing, zone: ZoneInfo, name: str = "daily") -> Entry:
    return Entry(name, timing, zone, "")


def exists(day: date, zone: ZoneInfo) -> bool:
    noon = datetime.combine(day, time(12), zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day


def first_shown(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Found by walking through the day, minute by minute: the first at which the wall shows the time or a later one."""
    moment = datetime.combine(day, time(0), zone).astimezone(UTC) - timedelta(hours=3)
    wanted = datetime.combine(day, at)
    while moment.astimezone(zone).replace(tzinfo=None) < wanted:
        moment += timedelta(minutes=1)
    return moment


@settings(max_examples=50)
@given(zones, starts, clocks)
@example(ZoneInfo("America/New_York"), datetime(2026, 3, 1, tzinfo=UTC), time(2, 30))
@example(ZoneInfo("America/New_York"), datetime(2026, 10, 20, tzinfo=UTC), time(1, 30))
@example(ZoneInfo("America/Sao_Paulo"), datetime(2018, 10, 1, tzinfo=UTC), time(0, 0))
@example(ZoneInfo("Pacific/Apia"), datetime(2011, 12, 1, tzinfo=UTC), time(6, 0))
@example(ZoneInfo("Antarctica/Troll"), datetime(2026, 3, 1, tzinfo=UTC), time(2, 15))
def test_every_local_day_has_exactly_one_daily_run(zone: ZoneInfo, start: datetime, at: time) -> None:
    moments = list(islice(entry(Timing(at=at), zone).moments(start), DAYS))

    first = moments[0].astimezone(zone).date()
    days = [day for day in (first + timedelta(days=n) for n in range(DAYS + 3)) if exists(day, zone)][:DAYS]
    assert [one.astimezone(zone).date() for one in moments] == days
    assert all(a.astimezone(UTC) < b.astimezone(UTC) for a, b in pairwise(moments))


@settings(max_examples=50)
@given(zones, starts, clocks)
@example(ZoneInfo("America/New_York"), datetime(2026, 3, 8, tzinfo=UTC), time(2, 30))
@example(ZoneInfo("America/New_York"), datetime(2026, 11, 1, tzinfo=UTC), time(1, 30))
@example(ZoneInfo("Australia/Lord_Howe"), datetime(2025, 10, 4, tzinfo=UTC), time(2, 15))
@example(ZoneInfo("Africa/Cairo"), datetime(2024, 4, 25, 12, tzinfo=UTC), time(0, 30))
def test_a_time_that_is_skipped_runs_after_the_gap_and_one_that_comes_twice_the_first_time(
    zone: ZoneInfo, start: datetime, at: time
) -> None:
    due = entry(Timing(at=at), zone).after(start)

    assert due.astimezone(UTC) == first_shown(due.date(), at, zone)


@given(zones, starts, clocks, st.integers(0, 6))
def test_a_weekly_run_is_on_its_weekday_once_a_week(zone: ZoneInfo, start: datetime, at: time, weekday: int) -> None:
    moments = list(islice(entry(Timing(at=at, weekday=weekday), zone).moments(start), 60))

    assert {one.weekday() for one in moments} == {weekday}
    assert all(timedelta(days=6) <= b.date() - a.date() <= timedelta(days=14) for a, b in pairwise(moments))


@given(zones, starts, starts, st.integers(1, 3000).map(lambda n: timedelta(minutes=n)))
def test_an_interval_goes_on_in_real_time_whoever_starts_when(
    zone: ZoneInfo, one: datetime, other: datetime, every: timedelta
) -> None:
    line = entry(Timing(every=every), zone, "watch")
    mine = [due.astimezone(UTC) for due in islice(line.moments(one), 5)]

    assert {b - a for a, b in pairwise(mine)} == {every}
    assert (line.after(other).astimezone(UTC) - mine[0]) % every == timedelta(0)
    assert timedelta(0) < mine[0] - one <= every


@given(zones.filter(lambda zone: zone.key not in ("Pacific/Apia",)), starts)
def test_every_half_hour_falls_on_the_hour_and_the_half_in_zones_of_whole_half_hours(
    zone: ZoneInfo, start: datetime
) -> None:
    due = entry(Timing(every=timedelta(minutes=30)), zone, "watch").after(start)

    if due.utcoffset() % timedelta(minutes=30) == datetime(2024, 1, 1, tzinfo=zone).utcoffset() % timedelta(minutes=30):  # type: ignore[operator]
        assert (due.minute, due.second) in ((0, 0), (30, 0))


timings = st.one_of(
    st.builds(Timing, at=clocks),
    st.builds(Timing, at=clocks, weekday=st.integers(0, 6)),
    st.builds(Timing, every=st.integers(1, 10_000).map(lambda n: timedelta(minutes=n))),
)


@given(zones, starts, timings)
def test_the_last_due_moment_and_the_next_leave_nothing_between(zone: ZoneInfo, now: datetime, timing: Timing) -> None:
    line = entry(timing, zone)
    last, following = line.last_due(now), line.after(now)

    assert last.astimezone(UTC) <= now < following.astimezone(UTC)
    assert line.after(last) == following
    assert line.last_due(following) == following


def test_the_lines_of_a_plan_say_where_they_come_from() -> None:
    plan = load_plan("""
site: {name: 甲, home: "https://a.example/"}
rounds: {watch: every 30m, daily: "06:00", full: 周日 02:00}
alerts:
  channels: {w: {webhook: {url: "https://b.example/"}}}
  digest: {weekly: 周五 16:00, to: [w]}
""")

    said = {one.name: one.why for one in entries_of(plan)}

    assert said["daily"] == "方案 rounds.daily：每天 06:00，Asia/Shanghai"
    assert said["digest"] == "方案 alerts.digest.weekly：每周五 16:00，Asia/Shanghai"
    assert set(said) == {"watch", "daily", "full", "digest"}


def test_the_next_runs_come_in_order_the_greater_first_at_one_moment() -> None:
    plan = load_plan("""
site: {name: 甲, home: "https://a.example/"}
rounds: {watch: every 30m, daily: "06:00", full: 周日 06:00}
""")
    saturday_night = datetime(2026, 11, 21, 21, 10, tzinfo=UTC)  # Sunday 05:10 in Shanghai

    coming = [(f"{due:%a %H:%M}", one.name) for due, one in next_runs(entries_of(plan), saturday_night, 2)]

    assert coming == [
        ("Sun 05:30", "watch"),
        ("Sun 06:00", "full"),
        ("Sun 06:00", "daily"),
        ("Sun 06:00", "watch"),
        ("Mon 06:00", "daily"),
        ("Sun 06:00", "full"),
    ]
