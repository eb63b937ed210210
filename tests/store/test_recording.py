"""Batches: what was written is read back, and written again it is replaced."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection.records import NOT_OPENED, Link, Page, Probe, Verdict
from store.keys import Seen
from store.recording import REMEMBERED, Batch
from store.store import Store
from store.values import clean, clean_or_none
from tests.store import strategies
from tests.store.samples import HOST, NOW, link, page, probe

many = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def new_round(store: Store) -> str:
    return store.begin_round(site="s", kind="full", as_of=NOW, plan_digest="p", started_at=NOW)


def cleaned(page: Page) -> Page:
    return replace(
        page,
        url=clean(page.url),
        final_url=clean(page.final_url),
        content_type=clean(page.content_type),
        charset=clean(page.charset),
        title=clean(page.title),
        etag=clean_or_none(page.etag),
        last_modified=clean_or_none(page.last_modified),
    )


@many
@given(recorded=strategies.pages, links=strategies.links)
def test_any_page_comes_back_with_its_links(store: Store, recorded: Page, links: list[Seen]) -> None:
    id_ = new_round(store)

    store.record(id_, Batch(pages=[(recorded, links)]))

    assert store.page(id_, recorded.url) == cleaned(recorded)
    assert list(store.pages(id_)) == [cleaned(recorded)]
    assert store.links_from(id_, recorded.url) == [
        Link(clean(recorded.url), clean(url), element, clean(text)) for url, element, text in links
    ]


@many
@given(recorded=strategies.probes)
def test_any_probe_comes_back(store: Store, recorded: Probe) -> None:
    id_ = new_round(store)

    store.record(id_, Batch(probes=[recorded]))

    assert store.probe(id_, recorded.url) == replace(
        recorded,
        url=clean(recorded.url),
        reason=clean_or_none(recorded.reason),
        final_url=clean_or_none(recorded.final_url),
        detail=clean(recorded.detail),
    )


@many
@given(batches=st.lists(st.lists(st.tuples(strategies.pages, strategies.links), max_size=3), max_size=4))
def test_what_is_known_is_every_page_and_every_target_once(
    store: Store, batches: list[list[tuple[Page, list[Seen]]]]
) -> None:
    id_ = new_round(store)
    expected: dict[str, set[str]] = {}

    for pages in batches:
        store.record(id_, Batch(pages=list(pages)))
        for one, links in pages:
            expected[clean(one.url)] = {clean(url) for url, _element, _text in links}

    known = list(store.known(id_))
    assert len(known) == len(set(known))
    # The links of a page that was recorded again are still known: knowing too much costs a look, no more.
    assert set(known) >= set(expected) | set().union(*expected.values())


def test_a_page_recorded_again_replaces_itself_and_its_links(store: Store, round_id: str) -> None:
    store.record(round_id, Batch(pages=[(page("a", status=500), [link("old")])]))

    store.record(round_id, Batch(pages=[(page("a"), [link("new"), link("old")])]))

    assert [one.status for one in store.pages(round_id)] == [200]
    assert [one.url for one in store.links_from(round_id, HOST + "a")] == [HOST + "new", HOST + "old"]


def test_the_last_of_one_batch_wins(store: Store, round_id: str) -> None:
    store.record(round_id, Batch(probes=[probe("a", looks=1), probe("a", looks=2)]))

    assert [one.looks for one in store.probes(round_id)] == [2]


def test_one_target_linked_in_two_ways_on_one_page_keeps_both(store: Store, round_id: str) -> None:
    ways = [link("t", "标题"), link("t", element="img"), link("t", "标题")]

    store.record(round_id, Batch(pages=[(page(), ways)]))

    assert [(one.element, one.text) for one in store.links_from(round_id, HOST)] == [
        ("a", "标题"),
        ("img", ""),
        ("a", "标题"),
    ]


def test_rounds_do_not_mix(store: Store, round_id: str) -> None:
    other = new_round(store)
    store.record(round_id, Batch(pages=[(page("a"), [link("x", "甲")])]))
    store.record(other, Batch(pages=[(page("b"), [link("x", "甲")])]))
    store.record(round_id, Batch(pages=[(page("c"), [link("x", "甲")])]))

    assert set(store.known(other)) == {HOST + "b", HOST + "x"}
    assert store.links_from(round_id, HOST + "c") == [Link(HOST + "c", HOST + "x", "a", "甲")]


def test_a_page_that_is_recorded_for_its_links_is_not_one_to_be_tried(store: Store, round_id: str) -> None:
    not_opened = page("article", status=NOT_OPENED)
    store.record(round_id, Batch(pages=[(not_opened, [link("x", "甲")])], probes=[probe("x", Verdict.FAULTY)]))
    (target,) = store.targets_not_sound(round_id)

    assert set(store.known(round_id)) == {HOST + "x"}
    assert [(one.page, one.text) for one in target.links] == [(not_opened.url, "甲")]


def test_what_is_recorded_for_its_links_is_tried_where_another_page_leads_there(store: Store, round_id: str) -> None:
    store.record(round_id, Batch(pages=[(page("article", status=NOT_OPENED), []), (page("a"), [link("article")])]))

    assert set(store.known(round_id)) == {HOST + "article", HOST + "a"}


def test_a_page_is_found_by_the_address_that_was_redirected_to_it(store: Store, round_id: str) -> None:
    store.record(
        round_id, Batch(pages=[(page("new"), [])], aliases=[(HOST + "old", HOST + "mid"), (HOST + "mid", HOST + "new")])
    )

    assert store.page(round_id, HOST + "old") == page("new")


def test_redirects_in_a_circle_lead_to_no_page(store: Store, round_id: str) -> None:
    store.record(round_id, Batch(aliases=[(HOST + "a", HOST + "b"), (HOST + "b", HOST + "a")]))

    assert store.page(round_id, HOST + "a") is None
    assert list(store.aliases(round_id)) == [(HOST + "a", HOST + "b"), (HOST + "b", HOST + "a")]


def test_a_batch_that_fails_leaves_nothing_and_spoils_nothing(store: Store, round_id: str) -> None:
    links = [link("x", "甲"), link("y", "乙")]
    impossible = page("b", size=2**70)

    with pytest.raises(Exception, match=r"(?i)range|large|convert"):
        store.record(round_id, Batch(pages=[(page("a"), links), (impossible, [])]))
    left = list(store.known(round_id))
    store.record(round_id, Batch(pages=[(page("a"), links)]))

    assert left == []
    assert [one.text for one in store.links_from(round_id, HOST + "a")] == ["甲", "乙"]


def test_links_forgotten_by_the_recorder_are_not_lost(store: Store, round_id: str) -> None:
    crowd = [link(str(number)) for number in range(REMEMBERED + 10)]
    store.record(round_id, Batch(pages=[(page("a"), crowd)]))
    store.record(round_id, Batch(pages=[(page("b"), crowd[:5] + crowd[-5:])]))

    assert len(store.links_from(round_id, HOST + "a")) == len(crowd)
    assert [one.url for one in store.links_from(round_id, HOST + "b")] == [
        url for url, _element, _text in crowd[:5] + crowd[-5:]
    ]


def test_pages_are_read_while_others_are_written(store: Store, round_id: str) -> None:
    store.record(round_id, Batch(pages=[(page(str(number)), []) for number in range(3000)]))

    reading = store.pages(round_id)
    next(reading)
    store.record(round_id, Batch(pages=[(page("late"), [])]))

    assert sum(1 for _page in reading) >= 2999
