"""A plan with thousands of mistakes: the first hundred are told, the rest counted, and the work grows no faster."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from inspection.errors import PlanError
from inspection.plan_file import MOST, load_plan

HEAD = "site: {name: 局, home: 'http://a.gov.cn/'}\n"


def keys(count: int) -> str:
    """Keys that nobody knows."""
    return "".join(f"colunm{n}: 1\n" for n in range(count))


def days(count: int) -> str:
    """Days, which are no text, that are neither worked nor free."""
    return "workdays:\n" + "".join(
        f"  {2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}: x\n" for n in range(count)
    )


def units(count: int) -> str:
    """Columns of as many units that are not listed."""
    listed = ", ".join(f"单位{n}" for n in range(count))
    return f"units: [{listed}]\ncolumns:\n" + "".join(
        f"  - {{name: 栏{n}, url: /{n}/, unit: 科室{n}}}\n" for n in range(count)
    )


def twice(count: int) -> str:
    """One key again and again: the YAML reader itself tells of it."""
    return "crawl: {timeout: 5s}\n" * (count + 1)


def wrong(text: str) -> PlanError:
    with pytest.raises(PlanError) as caught:
        load_plan(HEAD + text)
    return caught.value


@pytest.mark.parametrize("make", [keys, days, units, twice])
def test_the_first_hundred_are_told_and_the_rest_counted(make: Callable[[int], str]) -> None:
    error = wrong(make(1000))

    assert (len(error.mistakes), error.more) == (MOST, 1000 - MOST)
    assert error.lines()[-1] == "另有 900 处错误没有列出，请改正以上各处后再查"


def test_those_that_are_told_are_the_first_of_the_file() -> None:
    error = wrong("colunms: 1\n" + twice(200) + keys(200))

    lines = [one.line for one in error.mistakes]
    assert lines == [2, *range(4, 103)]
    assert error.mistakes[0].mend == "是不是想写 columns"


def test_a_hundred_are_all_told_and_nothing_besides() -> None:
    error = wrong(keys(MOST))

    assert (len(error.mistakes), error.rest()) == (MOST, [])


@pytest.mark.parametrize("make", [keys, days, units, twice])
def test_twice_as_many_mistakes_are_twice_the_work_at_most(make: Callable[[int], str]) -> None:
    first, second, third = (steps(make(count)) for count in (120, 240, 360))

    assert third - second <= 1.2 * (second - first)


def steps(text: str) -> int:
    """How often a line of our own or of the search for likely names is run."""
    count = 0

    def at(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if "inspection" not in frame.f_code.co_filename and "difflib" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return at

    before = sys.gettrace()
    sys.settrace(at)
    try:
        wrong(text)
    finally:
        sys.settrace(before)
    return count
