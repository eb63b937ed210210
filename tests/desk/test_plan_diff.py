"""Texts compared line by line, and two people's changes put into one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk.plan_diff import diff, lines_of, merge

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=14).map("\n".join)


@given(TEXTS, TEXTS)
def test_a_diff_holds_every_line_that_went_and_came(before: str, after: str) -> None:
    shown = diff(before, after)
    old, new = lines_of(before), lines_of(after)

    assert all(old[line.before - 1] == line.text for line in shown if line.before)
    assert all(new[line.after - 1] == line.text for line in shown if line.after)
    assert sum(line.skipped for line in shown) + sum(line.before is not None for line in shown) == (
        len(old) if shown else 0
    )


@given(TEXTS, TEXTS)
def test_where_one_of_two_changed_nothing_the_other_s_text_stands(base: str, other: str) -> None:
    assert (merge(base, base, other), merge(base, other, base), merge(base, other, other)) == (other, other, other)


def test_changes_of_neighbouring_lines_are_merged() -> None:
    assert merge("a\nb\nc", "A\nb\nc", "a\nB\nc") == "A\nB\nc"


def test_two_changes_of_one_line_are_for_a_person_to_decide() -> None:
    assert merge("a\nb\nc", "a\nX\nc", "a\nY\nc") is None


def test_two_things_put_in_one_place_are_for_a_person_to_decide() -> None:
    assert merge("a\nb", "a\nx\nb", "a\ny\nb") is None
