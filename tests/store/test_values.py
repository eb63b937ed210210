"""Text, JSON and dates at the store's edge."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.records import Published
from store.values import LAST_ID, clean, from_json, number_of, published_from_text, published_to_text, to_json
from tests.store import strategies


@given(strategies.hostile)
def test_cleaned_text_can_be_stored_anywhere(text: str) -> None:
    assert "\x00" not in clean(text)
    clean(text).encode()


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_decent_text_is_not_touched(text: str) -> None:
    assert clean(text) == text


def test_each_thing_that_cannot_be_stored_leaves_one_mark() -> None:
    assert clean("a\x00b\ud800c\udfffd😀") == "a\ufffdb\ufffdc\ufffdd😀"


def test_the_two_halves_of_one_character_are_joined() -> None:
    assert clean("\ud83d\ude00") == "😀"


@given(strategies.published)
def test_a_publication_date_comes_back_as_stated(value: Published | None) -> None:
    back = published_from_text(published_to_text(value))

    assert (type(back), back, str(back)) == (type(value), value, str(value))


decent = st.text(st.characters(exclude_categories=["Cs"])).map(clean)


@settings(max_examples=50)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | decent,
        lambda inner: st.lists(inner) | st.dictionaries(decent, inner),
    )
)
def test_json_comes_back(value: object) -> None:
    assert from_json(to_json(value)) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("007", 7), (str(LAST_ID), LAST_ID), (str(LAST_ID + 1), None), ("0", None), ("", None), ("-1", None)]
    + [(text, None) for text in ("１", "²", "1 ", "9" * 5000, "\x00", "1.0")],
)
def test_a_number_is_what_a_row_can_have(text: str, number: int | None) -> None:
    assert number_of(text) == number
