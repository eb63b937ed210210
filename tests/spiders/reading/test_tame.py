"""Tests of taming: hostile markup is read within a second, ordinary markup is left alone."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.lists import read_list
from spiders.reading.tame import tame
from tests.spiders.reading.list_pages_made import make_page

HOSTILE = {
    "nested divisions": "<div>" * 100_000 + "<a href=/x/1234.html>某某通知</a>",
    "nested lists": "<ul><li>" * 30_000,
    "a tag of 100,000 attributes": "<li " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
    "records without an end": "<script type=text/xml>" + "<record>" * 100_000,
    "brackets without an end": "<script>" + "[{" * 200_000,
    "dates on one line": "<p>" + "2025-01-02 " * 200_000,
    "calls without an end": "<script>createPageHTML(" + "a," * 300_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_markup_is_read_in_time(kind: str) -> None:
    start = time.process_time()

    read_list(HOSTILE[kind], "https://a.gov.cn/tzgg/", today=date(2025, 3, 25))

    assert time.process_time() - start < 2


@given(st.integers(0, 10_000))
def test_ordinary_pages_are_left_alone(seed: int) -> None:
    html = make_page(seed).html * 60

    assert tame(html) == html


def test_rows_that_are_never_closed_are_no_nesting() -> None:
    html = "<table>" + "<tr><td><a href=content_1.html>关于某某事项的通知</a><td>2025-03-20" * 5_000

    assert tame(html) == html


def test_what_stands_before_the_nesting_is_kept() -> None:
    html = "<p>first</p>" + "<div>" * 50_000

    assert tame(html).startswith("<p>first</p><div>")
    assert len(tame(html)) < 20_000
