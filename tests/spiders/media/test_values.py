"""Values of JSON and tables: numbers however they are written, and nothing in place of what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.media.values import as_count, as_dict, as_dicts, as_flag, as_list, as_moment, as_number, as_text

ENDLESS = "9" * 5000
ODD = [None, True, "", "1.5", 1.5, float("inf"), float("nan"), [], {}, ENDLESS, 10**400]


@given(st.integers(0, 10**15))
def test_a_number_is_the_same_however_it_is_written(number: int) -> None:
    for written in (number, f" {number} ", float(number)):
        assert (as_number(written), as_count(written)) == (number, number)
    assert as_count(f"{number:,}") == number


@pytest.mark.parametrize("value", ODD)
def test_what_is_no_whole_number_is_none(value: object) -> None:
    assert as_number(value) is None


@pytest.mark.parametrize(
    ("written", "count"),
    [("1.2万", 12_000), ("10万+", 100_000), ("3w", 30_000), ("2亿", 200_000_000), ("35次", 35), ("赞[12]", 12),
     ("12]", 12), ("１２", 12), ("1'234", 1234)],
)  # fmt: skip
def test_a_count_is_read_with_its_unit(written: str, count: int) -> None:
    assert as_count(written) == count


@pytest.mark.parametrize(
    "value", ["-1", -1, "12%", "-", "暂无", "赞", ENDLESS, f"{ENDLESS}万", 10**400, float("inf"), None, True]
)
def test_what_counts_nothing_is_no_count(value: object) -> None:
    assert as_count(value) is None


def test_text_holds_nothing_that_a_database_refuses() -> None:
    assert as_text(" a\x00b\ud800 ") == "ab?"


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()),
                 st.dictionaries(st.text(max_size=3), st.integers())))  # fmt: skip
def test_no_value_stops_a_reader(value: object) -> None:
    for read in (as_text, as_number, as_count, as_flag, as_moment, as_dict, as_list, as_dicts):
        read(value)


def test_one_object_stands_for_an_array_of_one() -> None:
    assert as_dicts({"a": 1}) == as_dicts([{"a": 1}, "b"]) == [{"a": 1}]
    assert as_list({"0": "a", "1": "b"}) == ["a", "b"]
