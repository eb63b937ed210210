"""A moment is judged by all who looked, a week by its moments: never more certain than what was seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.availability import WINDOW, Answering, AvailabilityProbe
from inspection.outages import DISPUTED, judge_slots, majority, outages, slot_of, unavailability
from tests.checks.watched import probe, slots

UP, DOWN, UNKNOWN = Answering.UP, Answering.DOWN, Answering.UNKNOWN
AS_OF = datetime(2025, 3, 25, 1, tzinfo=UTC)
OUTCOMES = st.sampled_from(list(Answering))
EVERY = st.integers(60, 72 * 60).map(lambda seconds: timedelta(seconds=seconds))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def looks(*outcomes: Answering, slot: datetime = AS_OF) -> list[AvailabilityProbe]:
    return [probe(slot, outcome, f"第{n}处") for n, outcome in enumerate(outcomes)]


def verdict(*outcomes: Answering) -> Answering:
    (one,) = judge_slots(looks(*outcomes))
    return one.outcome


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((DOWN,), DOWN),
        ((UP,), UP),
        ((UNKNOWN,), UNKNOWN),
        ((DOWN, DOWN), DOWN),
        ((DOWN, UP), UNKNOWN),
        ((DOWN, UNKNOWN), DOWN),
        ((DOWN, DOWN, UP), DOWN),
        ((DOWN, UP, UP), UP),
        ((DOWN, UP, UNKNOWN), UNKNOWN),
        ((UNKNOWN, UNKNOWN), UNKNOWN),
    ],
)
def test_more_than_half_of_those_who_can_tell_decide(outcomes: tuple[Answering, ...], expected: Answering) -> None:
    assert verdict(*outcomes) is expected


def test_half_and_half_says_that_it_is_disputed() -> None:
    assert judge_slots(looks(UP, DOWN))[0].reason == DISPUTED


@given(outcomes=st.lists(OUTCOMES, min_size=1, max_size=9), data=st.data())
def test_it_does_not_matter_who_is_asked_first(outcomes: list[Answering], data: st.DataObject) -> None:
    every = looks(*outcomes)

    assert judge_slots(data.draw(st.permutations(every))) == judge_slots(every)


@given(outcomes=st.lists(OUTCOMES, min_size=1, max_size=9), blind=st.integers(1, 5))
def test_who_cannot_tell_has_no_vote(outcomes: list[Answering], blind: int) -> None:
    assert verdict(*outcomes, *[UNKNOWN] * blind) is verdict(*outcomes)


@given(outcomes=st.lists(OUTCOMES, min_size=1, max_size=9))
def test_one_more_who_saw_it_open_never_makes_it_worse(outcomes: list[Answering]) -> None:
    order = [DOWN, UNKNOWN, UP]

    if verdict(*outcomes) is not UNKNOWN or any(one is not UNKNOWN for one in outcomes):
        assert order.index(verdict(*outcomes, UP)) >= order.index(verdict(*outcomes))


def test_a_vantage_that_looked_twice_has_one_vote() -> None:
    again = [replace(one, probed_at=AS_OF + timedelta(minutes=1)) for one in looks(DOWN)]

    assert [one.outcome for one in judge_slots([*looks(DOWN, UP, UP), *again, *again])] == [UP]


@given(every=EVERY, now=MOMENTS, zone=st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Asia/Kathmandu"]))
def test_the_moment_that_is_due_is_the_same_in_every_zone(every: timedelta, now: datetime, zone: str) -> None:
    due = slot_of(every, now)

    assert due == slot_of(every, now.astimezone(ZoneInfo(zone))) == slot_of(every, due)
    assert due <= now < due + every


@given(every=EVERY, day=MOMENTS)
def test_a_day_of_the_longest_interval_still_has_the_twenty_moments_that_the_rule_asks(
    every: timedelta, day: datetime
) -> None:
    ticks = {slot_of(every, day + timedelta(minutes=n)) for n in range(0, 24 * 60, 12)}

    assert len(ticks) >= 20


def week(*down: int, a_day: int = 48, as_of: datetime = AS_OF) -> list[AvailabilityProbe]:
    """A whole week; the moments of these numbers, counted back from the newest, found it down."""
    moments = slots(as_of, 7, a_day)
    gone = {moments[-1 - n] for n in down}
    return [probe(slot, DOWN if slot in gone else UP) for slot in moments]


def test_a_week_in_order_is_whole_and_has_no_outage() -> None:
    seen = unavailability(week(), AS_OF)

    assert (seen.whole, seen.week.decided, seen.week.down, seen.longest) == (True, 336, 0, None)


@settings(max_examples=25)
@given(down=st.sets(st.integers(0, 335)))
def test_every_moment_counts_once(down: set[int]) -> None:
    seen = unavailability(week(*down), AS_OF)

    assert (seen.week.decided, seen.week.down) == (336, len(down))
    assert sum(day.down for day in seen.days) == len(down)
    assert sum(one.slots for one in outages(judge_slots(week(*down)))) == len(down)


def test_a_probe_of_exactly_a_week_ago_is_over_and_one_second_younger_is_not() -> None:
    edge = [probe(AS_OF - WINDOW, DOWN), probe(AS_OF - WINDOW + timedelta(seconds=1), DOWN), probe(AS_OF)]

    seen = unavailability(edge, AS_OF)

    assert (seen.week.down, seen.reasons) == (1, (("timeout", 1),))


def test_the_moment_of_judgement_counts_and_what_comes_later_does_not() -> None:
    edge = [probe(AS_OF, DOWN), probe(AS_OF + timedelta(seconds=1), DOWN)]

    assert unavailability(edge, AS_OF).week.down == 1


@given(late=st.integers(0, 72 * 60))
def test_a_moment_that_is_under_way_does_not_make_a_day_thin(late: int) -> None:
    """At the longest interval a day has just enough moments."""
    now = AS_OF + timedelta(seconds=late)
    looked_at = week(a_day=20, as_of=AS_OF - timedelta(minutes=72)) + week(a_day=20)

    assert unavailability(looked_at, now).whole


def test_a_service_that_stopped_half_a_day_ago_has_a_thin_day() -> None:
    assert not unavailability(week(a_day=20), AS_OF + timedelta(hours=12)).whole


def test_a_day_on_which_our_own_line_was_down_is_thin() -> None:
    moments = week()
    blind = [replace(one, outcome=UNKNOWN) if n < 30 else one for n, one in enumerate(moments)]

    seen = unavailability(blind, AS_OF)

    assert [day.decided for day in seen.thin_days] == [18]
    assert (seen.week.unknown, seen.week.decided) == (30, 306)


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin"])
def test_a_week_in_which_the_clocks_changed_is_whole(zone: str) -> None:
    after = datetime(2025, 3, 31, 9, tzinfo=ZoneInfo(zone))  # 24 hours are 24 hours

    seen = unavailability(week(a_day=20, as_of=after), after)

    assert seen.whole
    assert {(day.end.astimezone(UTC) - day.start.astimezone(UTC)) for day in unavailability([], after).days} == {
        timedelta(days=1)
    }


def test_the_longest_outage_goes_on_through_what_nobody_could_tell() -> None:
    moments = slots(AS_OF, 1)
    outcomes = {5: DOWN, 20: DOWN, 21: UNKNOWN, 22: DOWN, 23: DOWN}
    seen = unavailability([probe(slot, outcomes.get(n, UP)) for n, slot in enumerate(moments)], AS_OF)

    assert seen.longest is not None
    assert (seen.longest.since, seen.longest.until, seen.longest.slots) == (moments[20], moments[23], 3)


def test_reasons_are_told_the_most_frequent_first() -> None:
    moments = slots(AS_OF, 1)
    reasons = {3: "timeout", 4: "dns", 5: "dns"}
    probes = [probe(slot, DOWN, reason=reasons[n]) if n in reasons else probe(slot) for n, slot in enumerate(moments)]

    assert unavailability(probes, AS_OF).reasons == (("dns", 2), ("timeout", 1))


def test_nothing_seen_is_nothing_known() -> None:
    seen = unavailability([], AS_OF)

    assert (seen.week.decided, seen.whole, seen.first, seen.longest) == (0, False, None, None)


@given(days=st.floats(0.1, 7), as_of=MOMENTS)
def test_days_follow_one_another_without_a_gap(days: float, as_of: datetime) -> None:
    seen = unavailability([probe(slot) for slot in slots(as_of, days)], as_of)

    assert all(one.end == other.start for one, other in pairwise(seen.days))
    assert seen.days[-1].end - seen.days[0].start == WINDOW


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ([], None),
        ([None], None),
        ([True], True),
        ([True, None], True),
        ([True, False], None),
        ([True, False, True], True),
    ],
)
def test_a_majority_is_of_those_who_know(votes: list[bool | None], expected: bool | None) -> None:
    assert majority(votes) is expected
