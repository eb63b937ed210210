"""Personal numbers in disguise: what a reader still reads as a number is masked in whatever leaves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.errors import PlanError
from inspection.personal import mask
from inspection.plan_file import parse_plan
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


@pytest.mark.parametrize("hidden", ["\x1b[31m", "\x00", "\u202e", "\x9b", "\ud83d"], ids=ascii)
@pytest.mark.parametrize("where", ["某局", "甲处", "群"])
def test_a_plan_whose_names_hold_what_nobody_sees_is_refused(hidden: str, where: str) -> None:
    text = (
        '{"site": {"name": "某局", "home": "https://www.example.gov.cn/"}, "units": ["甲处"],'
        ' "alerts": {"channels": {"群": {"wecom": {"key_env": "KEY"}}}}}'
    )

    with pytest.raises(PlanError):
        parse_plan(text.replace(f'"{where}"', json.dumps(where + hidden + "乙")), "方案")
