"""Words for paper: foreign ones made safe, days and changes as officials write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.digest.phrases import change as changed
from notifications.digest.phrases import cut, due_day, listed, moment, safe_address, said, week_name
from tests.notifications.digest.word_samples import HARM, MONDAY, WEEK, facts


@given(HARM)
def test_no_mark_that_xml_or_a_reader_would_stumble_over_is_left(text):
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufffe\uffff]", said(text)
    )


@given(st.text("长", max_size=60), st.text("短", max_size=60))
def test_a_number_is_masked_also_where_the_text_is_cut_through_it(before, after):
    shown = said(f"{before}，电话13812345678，{after}", 20)

    assert not re.search(r"\d{8}", shown)


def test_a_number_with_unseen_marks_in_it_is_masked_all_the_same():
    assert "1234" not in said("电话138\u200b1234\u00ad5678")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://portal.example/" + "a" * 3000,
        "https://portal.example/a?phone=13812345678",
        "https://portal.example@elsewhere.example/",
        "",
    ],
)
def test_what_must_not_be_followed_is_no_link(address):
    assert safe_address(address) == ""


def test_an_address_of_the_web_is_a_link_as_it_is():
    assert safe_address("https://portal.example/tzgg/a.html?b=1&c=2") == "https://portal.example/tzgg/a.html?b=1&c=2"


def test_what_is_due_at_midnight_is_due_on_the_day_that_ends_then():
    assert due_day(facts(), MONDAY) == WEEK.monday - timedelta(days=1)
    assert due_day(facts(), MONDAY - timedelta(microseconds=1)) == WEEK.monday - timedelta(days=1)


def test_times_are_told_in_the_zone_of_the_digest():
    assert moment(facts(), datetime(2025, 3, 27, 20, 30, tzinfo=UTC)) == "3月28日04:30"


def test_a_week_of_one_year_names_it_once():
    assert week_name(facts()) == "2025年第13周（3月24日至3月30日）"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [(5, 3, "，比上周增加2项"), (3, 5, "，比上周减少2项"), (3, 3, "，与上周持平"), (3, None, "")],
)
def test_a_change_says_its_direction(now, before, words):
    assert changed(now, before) == words


@given(st.integers(0, 200), st.integers(1, 60))
def test_what_is_cut_is_counted_and_never_one_line_alone(count, cap):
    shown, left = cut(range(count), cap)

    assert len(shown) + left == count
    assert left == 0 or left > 2


def test_a_long_list_says_how_many_there_are():
    assert listed([f"账号{n}" for n in range(12)], cap=2) == "账号0、账号1等12个"
