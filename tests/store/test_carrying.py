"""A round that begins with what another knew: found, copied, compared, cut down."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inspection.records import NOT_OPENED, ONWARD, Verdict
from store.carrying import REACH_RECORDED
from store.keys import address_key, unpack
from store.recording import Batch, Same
from store.store import Store
from tests.store.samples import HOST, NOW, SITE, link, page, probe

DAY = timedelta(days=1)
WAYS = {REACH_RECORDED: 1}


def a_round(store: Store, days: float = 0, kind: str = "full", **end: object) -> str:
    at = NOW + days * DAY
    id_ = store.begin_round(site=SITE, kind=kind, as_of=at, plan_digest="p1", started_at=at)
    if end:
        store.record(id_, Batch(pages=[(page(fetched_at=at, evidence="a"), [])], probes=[probe(probed_at=at)]))
        store.finish_round(id_, finished_at=at, **{"complete": True, "counters": WAYS, **end})  # type: ignore[arg-type]
    return id_


def base(store: Store, days: float = 2, within: float = 28, suits: bool = True) -> str | None:
    at = NOW + days * DAY
    found = store.base_for(SITE, HOST, as_of=at, since=at - within * DAY, suits=lambda _: suits)
    return found.id if found is not None else None


def test_the_base_is_the_newest_complete_round_whose_home_page_answered(store: Store) -> None:
    a_round(store, 0, complete=True)
    good = a_round(store, 1, "daily", complete=True)
    a_round(store, 1.2, "watch", complete=True)
    a_round(store, 1.3, complete=False)
    down = a_round(store, 1.4, complete=True)
    store.record(down, Batch(probes=[probe(verdict=Verdict.FAULTY, reason="timeout", probed_at=NOW)]))
    a_round(store, 1.5)

    assert base(store) == good


def test_there_is_no_base_among_rounds_of_later_days_or_too_old_or_of_another_scope(store: Store) -> None:
    a_round(store, 5, complete=True)

    assert base(store, days=4) is None
    assert base(store, days=40) is None
    assert base(store, days=6, suits=False) is None


def test_a_round_that_did_not_record_every_way_is_no_base(store: Store) -> None:
    a_round(store, complete=True, counters={})

    assert base(store) is None


@pytest.fixture
def rounds(store: Store) -> tuple[str, str]:
    """A round with two pages, and one that begins with it."""
    old, new = a_round(store), a_round(store, 1, "daily")
    store.record(
        old,
        Batch(
            pages=[
                (page(evidence="a", etag='"1"'), [link("a.html", "甲"), (HOST + "b.html", ONWARD, "")]),
                (page("a.html", evidence="b"), [link("gone.doc")]),
                (page("x", status=NOT_OPENED), [link("of-account.html")]),
            ],
            probes=[probe(), probe("a.html", looks=2), probe("gone.doc", Verdict.FAULTY, reason="http-404")],
            aliases=[(HOST + "old", HOST + "a.html")],
        ),
    )
    store.carry(new, old)
    return old, new


def test_what_is_carried_is_what_was_known(store: Store, rounds: tuple[str, str]) -> None:
    old, new = rounds

    assert list(store.probes(new)) == list(store.probes(old))
    assert list(store.aliases(new)) == list(store.aliases(old))
    assert [p.url for p in store.pages(new)] == [HOST, HOST + "a.html"]
    assert store.targets_not_sound(new) == store.targets_not_sound(old)
    assert [unpack(p.links) for p in store.stored_pages(new)] == [unpack(p.links) for p in store.stored_pages(old)]


def test_carrying_again_changes_nothing(store: Store, rounds: tuple[str, str]) -> None:
    old, new = rounds
    store.record(new, Batch(probes=[probe("a.html", Verdict.FAULTY, reason="http-410")]))
    store.carry(new, old)

    assert store.probe(new, HOST + "a.html") == probe("a.html", Verdict.FAULTY, reason="http-410")
    assert len(list(store.probes(new))) == 3


def test_what_a_script_leads_on_to_is_no_link_and_is_a_way(store: Store, rounds: tuple[str, str]) -> None:
    _, new = rounds

    assert [one.url for one in store.links_from(new, HOST)] == [HOST + "a.html"]
    assert set(store.leads_to(new, HOST)) == {HOST + "a.html", HOST + "b.html"}


def test_changed_is_what_is_new_or_other_or_gone_or_judged_otherwise(store: Store, rounds: tuple[str, str]) -> None:
    old, new = rounds
    at = NOW + DAY
    store.record(old, Batch(pages=[(page("away.html", evidence="c"), [])]))
    store.record(
        new,
        Batch(
            pages=[
                (page(evidence="a", fetched_at=at), []),
                (page("a.html", evidence="other", fetched_at=at), []),
                (page("new.html", evidence="n", fetched_at=at), []),
            ],
            probes=[probe(probed_at=at), probe("gone.doc", probed_at=at)],
        ),
    )

    assert store.changed_pages(new, old) == {HOST + path for path in ("a.html", "new.html", "away.html", "gone.doc")}


def test_a_page_that_was_asked_for_and_is_the_same_has_todays_time_and_validators(
    store: Store, rounds: tuple[str, str]
) -> None:
    old, new = rounds
    store.record(new, Batch(same=[Same(HOST, NOW + DAY, '"2"', None)]))
    known = store.page(new, HOST)

    assert known is not None
    assert (known.fetched_at, known.etag, known.evidence) == (NOW + DAY, '"2"', "a")
    assert [p.url for p in store.stored_pages(new, NOW + DAY)] == [HOST]
    assert store.changed_pages(new, old) == set()


def test_what_is_no_page_and_no_redirect_any_more_goes_with_its_verdict(store: Store, rounds: tuple[str, str]) -> None:
    _, new = rounds
    store.record(new, Batch(no_pages=[HOST + "a.html"], no_aliases=[HOST + "old"]))

    assert store.page(new, HOST + "a.html") is None
    assert list(store.aliases(new)) == []


def test_what_is_dropped_is_gone_from_the_round_alone(store: Store, rounds: tuple[str, str]) -> None:
    old, new = rounds
    (number,) = [n for n, target in store.stored_anchors(new).items() if target == address_key(HOST + "gone.doc")]
    store.drop(new, [address_key(HOST + "a.html")], [number])

    assert {p.url for p in store.probes(new)} == {HOST, HOST + "gone.doc"}
    assert [target.link_count for target in store.targets_not_sound(new)] == [0]
    assert [target.link_count for target in store.targets_not_sound(old)] == [1]


def test_new_links_have_numbers_of_their_own(store: Store, rounds: tuple[str, str]) -> None:
    old, new = rounds
    last = max(store.stored_anchors(old))
    store.record(new, Batch(pages=[(page("n.html"), [link("a.html", "甲"), link("n2.html")])]))

    assert set(store.named_after(new, last)) == {HOST + "a.html", HOST + "n2.html"}
    assert [one.url for one in store.links_from(new, HOST)] == [HOST + "a.html"]
