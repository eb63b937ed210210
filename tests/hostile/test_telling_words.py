"""Personal numbers in disguise: what a reader still reads as a number is masked in whatever leaves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.masking import mask
from tests.notifications.personal import mobiles

# Marks that sit on a letter: variation selectors, the box of a keycap, an underline, an accent.
MARKS = ["\ufe0f", "\ufe0f\u20e3", "\u0332", "\u0301", "\u20dd"]


def bare(text: str) -> str:
    return "".join(char for char in text if char.isdecimal() or char == "*")


@pytest.mark.parametrize("mark", MARKS, ids=ascii)
@given(number=mobiles, places=st.sets(st.integers(0, 10), min_size=1))
def test_a_mobile_number_with_marks_on_its_digits_is_masked(mark: str, number: str, places: set[int]) -> None:
    dressed = "".join(digit + mark * (place in places) for place, digit in enumerate(number))

    assert number not in bare(mask(f"联系电话：{dressed}，请知悉"))


def test_a_picture_that_is_no_digit_stays_as_it_is() -> None:
    assert mask("☀\ufe0f 3 天 5\ufe0f\u20e3 项") == "☀\ufe0f 3 天 5\ufe0f\u20e3 项"
