"""Numbers of headings as official documents write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.digest.word_blocks import Body, Heading, chinese_number, numbered


@pytest.mark.parametrize(
    ("number", "chinese"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (45, "四十五"), (99, "九十九")],
)
def test_numbers_are_written_in_chinese(number, chinese):
    assert chinese_number(number) == chinese


@given(st.integers(1, 99), st.integers(1, 99))
def test_different_numbers_are_written_differently(one, other):
    assert (chinese_number(one) == chinese_number(other)) == (one == other)


def test_each_level_has_its_form_and_starts_anew_below_a_higher_one():
    levels = (1, 2, 2, 3, 3, 1, 2, 3)

    texts = [block.text for block in numbered(Heading(level, "") for level in levels)]

    assert texts == ["一、", "（一）", "（二）", "1.", "2.", "二、", "（一）", "1."]


@given(st.lists(st.integers(1, 3)))
def test_what_is_no_heading_is_left_alone_and_nothing_is_lost(levels):
    blocks = [block for level in levels for block in (Heading(level, "题"), Body("文"))]

    after = list(numbered(blocks))

    assert [type(block) for block in after] == [type(block) for block in blocks]
    assert all(block.text == "文" for block in after if isinstance(block, Body))
