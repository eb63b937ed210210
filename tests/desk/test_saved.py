"""What is kept as a saved view: a short name, and nothing but a filter."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.saved import NAME_LENGTH, filter_of, name_of


@pytest.mark.parametrize("written", ["", " \n", "字" * (NAME_LENGTH + 1)])
def test_what_is_no_name_is_kept_under_none(written: str) -> None:
    assert name_of(written) == ""


@given(st.text(max_size=100))
@example("?unit=办公室&after=3&page=9")
@example("&" * 5000)
def test_what_was_kept_reads_as_the_same_filter(written: str) -> None:
    query, _ = filter_of(written)

    assert filter_of(query.address("")) == (query, [])
