"""Of which a word is meant where nobody names one: the one at hand, and asked twice no other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from inspection.duties import AlreadySaidError, Tick, Ticked
from inspection.issue import RefusedError
from inspection.plan_file import load_plan
from inspection.ticking import present_occurrence, read_word

MONTHLY = Tick.model_validate({"name": "例会", "due": {"monthly": 31}})
YEARLY = Tick.model_validate({"name": "培训", "due": {"yearly": "06-30"}})
PLAN = load_plan("""\
site: {name: 示例局, home: "https://www.example.gov.cn/"}
units: [办公室]
duties:
  - {number: "1", name: 列席会议, units: [办公室], ticks: [{name: 例会, due: {monthly: 31}}]}
""")


def given(*labels: str, on: date) -> dict[str, Ticked]:
    said_at = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
    return {label: Ticked("1", "例会", label, "张三", said_at) for label in labels}


def meant(tick: Tick, words: dict[str, Ticked], today: date) -> str:
    """The label, or what is said instead."""
    try:
        found = present_occurrence(tick, words, today, UTC)
    except AlreadySaidError as error:
        return str(error)
    return found.label if found else "-"


@pytest.mark.parametrize(
    ("today", "said", "label"),
    [
        (date(2024, 4, 5), None, "2024年3月"),
        (date(2024, 4, 20), None, "2024年3月"),
        (date(2024, 4, 5), date(2024, 3, 30), "张三已经确认过“例会”（2024年3月）；如果要确认2024年4月，请写明是这一期"),
        (date(2024, 4, 20), date(2024, 3, 30), "2024年4月"),
        (
            date(2024, 4, 20),
            date(2024, 4, 20),
            "张三已经确认过“例会”（2024年3月）；如果要确认2024年4月，请写明是这一期",
        ),
    ],
)
def test_it_is_the_earliest_up_to_the_one_at_hand(today: date, said: date | None, label: str) -> None:
    assert meant(MONTHLY, given("2024年3月", on=said) if said else {}, today) == label


def test_who_confirms_what_is_confirmed_hears_who_was_first() -> None:
    assert meant(YEARLY, given("2024年", on=date(2024, 6, 1)), date(2024, 9, 1)) == "张三已经确认过“培训”（2024年）"


@pytest.mark.parametrize("tick", [MONTHLY, YEARLY])
@pytest.mark.parametrize("day", range(0, 366, 5))
def test_asked_twice_a_day_one_word_is_meant(tick: Tick, day: int) -> None:
    today = date(2024, 1, 1) + timedelta(days=day)
    first = meant(tick, {}, today)

    assert f"（{first}）" in meant(tick, given(first, on=today), today)


def test_by_the_offices_clock_a_word_of_last_night_is_one_of_today() -> None:
    one_o_clock = datetime(2024, 4, 19, 17, tzinfo=UTC)  # in Shanghai, on the 20th
    last_night = Ticked("1", "例会", "2024年3月", "张三", one_o_clock)

    with pytest.raises(RefusedError, match="张三已经确认过"):
        read_word(PLAN, "1", "例会", occurrence="", done_on=None, said=[last_night], today=date(2024, 4, 20))
