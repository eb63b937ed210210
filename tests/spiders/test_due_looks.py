"""What is due: by risk at once, by age within the days that the plan allows, at a steady rate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from spiders.due_looks import FEWEST_TOLD, FEWEST_YOUNG, SHARE, Asking, Why, due_looks
from store.keys import address_key

BEGAN = datetime(2025, 3, 1, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Target:
    url: str
    verdict: str = "sound"
    looks: int = 1
    probed_at: datetime | None = BEGAN

    @property
    def key(self) -> int:
        return address_key(self.url)


def targets(count: int) -> list[Target]:
    return [Target(f"https://x.example/{n}.html", probed_at=BEGAN + timedelta(seconds=n)) for n in range(count)]


def whys(known: list[Target], **more: object) -> dict[str, Why]:
    return {due.url: due.why for due in due_looks(known, Asking(**more))}  # type: ignore[arg-type]


@given(
    count=st.integers(1, 400),
    days=st.integers(1, 40),
    faulty=st.integers(0, 20),
    gaps=st.lists(st.floats(0.01, 3.0), min_size=1, max_size=5),
)
def test_everything_is_looked_at_in_time_and_no_day_has_much_more_than_its_share(
    count: int, days: int, faulty: int, gaps: list[float]
) -> None:
    known = {one.url: replace(one, verdict="faulty" if n < faulty else "sound") for n, one in enumerate(targets(count))}
    last = dict.fromkeys(known, 0.0)
    now, rounds, number = 0.0, [BEGAN], 0
    while now < 3 * days:
        elapsed = max(gaps[number % len(gaps)], 1.0)  # a round after less than a day counts for a day
        number += 1
        now += elapsed
        at = BEGAN + timedelta(days=now)
        due = due_looks(known.values(), Asking(days=days, elapsed=elapsed, rounds=rounds, salt=number * 7919))
        turns = [one.url for one in due if one.why is Why.TURN]
        for one in due:
            last[one.url] = now
            known[one.url] = replace(known[one.url], probed_at=at)
        rounds.append(at - timedelta(seconds=1))

        assert len(turns) <= (count - min(faulty, count)) * elapsed / days + 1
        assert min(last.values(), default=now) > now - days - 2 * max(1.0, *gaps)


def test_what_is_not_sound_or_was_sound_at_a_second_look_only_is_due() -> None:
    known = [*targets(100), Target("https://x.example/a", "faulty"), Target("https://x.example/b", looks=2)]

    found = whys(known, days=1000)

    assert found["https://x.example/a"] is Why.NOT_SOUND
    assert found["https://x.example/b"] is Why.UNSTEADY


def test_a_redirect_met_on_the_way_is_left_to_whoever_leads_there() -> None:
    found = whys([Target("https://x.example/a", "faulty"), *targets(100)], days=1000, passed=["https://x.example/a"])

    assert found.get("https://x.example/a") is not Why.NOT_SOUND


def test_what_was_left_out_is_not_verified() -> None:
    assert whys([Target("https://x.example/a", "skipped")], days=1) == {}


def test_what_would_grow_too_old_is_due_whatever_its_number() -> None:
    known = targets(50)

    assert set(whys(known, days=1000, overdue=BEGAN + DAY).values()) == {Why.OVERDUE}


def test_young_articles_are_looked_at_as_far_as_there_is_room_the_newest_first() -> None:
    known = targets(10_000)
    young = [one.url for one in known[-2000:]]

    found = [url for url, why in whys(known, days=100, young=young).items() if why is Why.YOUNG]

    assert len(found) == int(SHARE * 10_000) - 100
    assert set(found) <= set(young[: len(found) + 100])


def test_some_young_articles_are_looked_at_where_everything_else_is_broken() -> None:
    known = [replace(one, verdict="faulty") if n < 900 else one for n, one in enumerate(targets(1000))]
    young = [one.url for one in known[-100:]]

    assert sum(why is Why.YOUNG for why in whys(known, young=young).values()) == FEWEST_YOUNG


def test_one_page_in_four_is_asked_without_a_condition_and_others_in_the_next_round() -> None:
    known = targets(1000)
    freely = [{due.url for due in due_looks(known, Asking(days=1, salt=salt)) if due.freely} for salt in range(4)]

    assert set.union(*freely) == {one.url for one in known}
    assert sum(map(len, freely)) == 1000


def test_pages_that_faults_are_known_of_are_looked_at_the_worst_first_as_far_as_there_is_room() -> None:
    known = targets(500)
    told = [one.url for one in known[300:400]]

    found = whys(known, told=["https://x.example/gone.html", *told, told[0]])

    assert [url for url, why in found.items() if why is Why.TOLD] == told[:FEWEST_TOLD]


def test_where_leaks_are_told_of_is_looked_at_however_little_room_there_is() -> None:
    known = targets(500)
    leaks = [one.url for one in known[100:200]]

    found = whys(known, leaks=leaks, passed=leaks[:3])

    assert [url for url, why in found.items() if why is Why.TOLD] == leaks
