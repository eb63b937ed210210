"""The issue list's address: what it says is what is asked for, and nothing that is typed there breaks it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.issue_query import LONGEST, Age, IssueQuery, read_query
from inspection.findings import Severity
from inspection.issue import ALIVE, State
from store.issue_filters import ORDERS, types_of
from store.values import LAST_ID, clean

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Wednesday
words = (
    st.text(min_size=1, max_size=20).map(lambda text: clean(text).strip()).filter(lambda text: text not in ("", "-"))
)
names = st.frozensets(words | st.none(), max_size=3)
times = st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC))


@st.composite
def queries(draw: st.DrawFn) -> IssueQuery:
    order = draw(st.sampled_from(ORDERS))
    parts = {int: st.integers(0, 2), datetime: times}
    values = [parts[kind] for kind in types_of(order)[:-1]]
    key = draw(st.none() | st.tuples(*values, st.integers(1, LAST_ID)))
    forwards = draw(st.booleans())
    return IssueQuery(
        site=draw(st.just("") | words),
        states=draw(st.frozensets(st.sampled_from(State), min_size=1) | st.just(ALIVE)),
        severities=draw(st.frozensets(st.sampled_from(Severity))),
        units=draw(names),
        checks=draw(st.frozensets(words, max_size=3)),
        columns=draw(names),
        persons=draw(names),
        age=draw(st.none() | st.builds(Age, st.integers(1, 3650), st.booleans())),
        due=draw(st.sampled_from(["", "overdue", "today", "week"])),
        text=draw(st.just("") | words),
        order=order,
        after=key if forwards else None,
        before=None if forwards else key,
    )


@given(queries())
def test_an_address_says_what_its_list_asks_for(query: IssueQuery) -> None:
    pairs = parse_qsl(urlsplit(query.address()).query, keep_blank_values=True)

    assert read_query(pairs) == (query, [])


KEYS = ["site", "state", "severity", "unit", "check", "column", "account", "person", "age", "due", "text", "order"]
hostile = st.sampled_from(["", "-", "\x00", "\ud800", "9" * 40, "-1", "1d+", "1.2.3", "٣", "é" * 300, "<b>", "all"])
places = st.sampled_from(["9" * 19, "1.9223372036854775807.1", "0.0.0", "²", "3.1.1", ".", "9.253370764800000000.5"])


@given(
    st.lists(st.tuples(st.sampled_from([*KEYS, "after", "before", "what"]), hostile | st.text() | places), max_size=90)
)
def test_nothing_that_is_typed_into_the_address_breaks_it(pairs: list[tuple[str, str]]) -> None:
    query, _ = read_query(pairs)

    again, _ = read_query(query.pairs())
    query.filter("某网站", NOW)
    assert again == query


def test_what_is_not_understood_is_said() -> None:
    _, notes = read_query([("state", "gone"), ("age", "soon"), ("order", "size"), ("after", "x"), ("due", "later")])

    assert len(notes) == 5
    assert "状态“gone”无法识别，已忽略" in notes


def test_without_a_state_what_is_not_over_is_shown() -> None:
    query, _ = read_query([("unit", "办公室"), ("account", "官方微博"), ("column", "工作动态")])

    wanted = query.filter("某网站", NOW)

    assert (wanted.states, wanted.units, wanted.columns) == (ALIVE, {"办公室"}, {"官方微博", "工作动态"})


@pytest.mark.parametrize(
    ("due", "ends"), [("today", datetime(2026, 11, 26)), ("week", datetime(2026, 11, 30))], ids=["today", "week"]
)
def test_days_and_weeks_end_where_they_end_in_the_plans_zone(due: str, ends: datetime) -> None:
    query, _ = read_query([("due", due)])

    wanted = query.filter("某网站", NOW)

    assert wanted.due_from == NOW  # what was due before is overdue
    assert wanted.due_before == ends.replace(tzinfo=NOW.tzinfo)


def test_ages_count_back_from_now() -> None:
    within, _ = read_query([("age", "7d")])
    older, _ = read_query([("age", "30d+")])

    assert within.filter(None, NOW).opened_from == NOW - timedelta(days=7)
    assert older.filter(None, NOW).opened_before == NOW - timedelta(days=30)


@pytest.mark.parametrize("key", ["site", "text", "unit", "check", "state", "order", "due", "age", "after", "before"])
def test_a_value_that_is_too_long_is_left_out_with_a_word(key: str) -> None:
    query, notes = read_query([(key, "长" * (LONGEST + 1))])

    assert (query, len(notes)) == (IssueQuery(), 1)
