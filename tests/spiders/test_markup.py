"""Tests of bounding: hostile markup is read in time, ordinary markup is left alone."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from spiders.markup import MAX_CHOICES, MAX_DEPTH, bounded
from spiders.reading.lists import read_list
from tests.spiders.reading.list_pages_made import make_page

HOSTILE = {
    "nested divisions": "<div>" * 100_000 + "<a href=/x/1234.html>某某通知</a>",
    "nested lists": "<ul><li>" * 30_000,
    "a tag of 100,000 attributes": "<li " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
    "attributes that hold brackets": "<li " + " ".join(f'a{n}="<x>"' for n in range(100_000)) + ">",
    "attributes without space": "<li " + "".join(f"a{n}='1'" for n in range(100_000)) + ">",
    "attributes without values": "<li/" + "/".join(f"a{n}" for n in range(100_000)) + ">",
    "many tags of many attributes": ("<li " + " ".join(f"a{n}=1" for n in range(2_100)) + ">x</li>") * 200,
    "quotes that never end": '<a href="x>' + "<a title='y>t" * 100_000,
    "records without an end": "<script type=text/xml>" + "<record>" * 100_000,
    "brackets without an end": "<script>" + "[{" * 200_000,
    "choices": "<select>" + "<option value=1>某某街道</option>" * 110_000,
    "groups of choices that are never closed": "<optgroup>某区" * 110_000,
    "nested dialogs": "<dialog>" * 110_000,
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

    assert bounded(html) == html


@given(st.sampled_from(sorted(HOSTILE)))
def test_bounding_twice_is_bounding_once(kind: str) -> None:
    once = bounded(HOSTILE[kind])

    assert bounded(once) == once


def test_a_page_may_offer_many_choices_and_loses_no_words() -> None:
    many = "<select>" + "<option>某某村</option>" * MAX_CHOICES + "</select>"
    more = "<select>" + "<option>某某村</option>" * (MAX_CHOICES + 1) + "</select>"

    assert bounded(many) == many
    assert bounded(more) == many.replace("</select>", "某某村</select>")


def test_rows_that_are_never_closed_are_no_nesting() -> None:
    html = "<table>" + "<tr><td><a href=content_1.html>关于某某事项的通知</a><td>2025-03-20" * 5_000

    assert bounded(html) == html


def test_a_picture_written_into_the_page_stays() -> None:
    data = "iVBORw0KGgo/AAAA+NSU=" * 10_000
    html = f'<p>通知</p><img alt="章" src="data:image/png;base64,{data}"><a href="/1.html">附件</a>'

    assert bounded(html) == html


def test_a_giant_tag_loses_its_attributes_and_the_page_nothing_else() -> None:
    giant = "<li " + " ".join(f"a{n}=1" for n in range(30_000)) + ">"

    assert bounded(f"<ul>{giant}<a href=/1.html>通知</a></li></ul>") == "<ul><li><a href=/1.html>通知</a></li></ul>"


def test_what_is_nested_without_end_stays_in_the_page() -> None:
    tree = LexborHTMLParser(bounded("<p>first</p>" + "<div>" * 50_000 + "<a href=/1.html>last</a>"))

    assert [node.text() for node in tree.css("p, a")] == ["first", "last"]
    assert len(tree.css("div")) == MAX_DEPTH
