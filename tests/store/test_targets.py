"""Targets that are not sound, and the places that link to them."""

from __future__ import annotations

import pytest

from inspection.records import Verdict
from store.recording import Batch
from store.store import Store
from tests.store.samples import HOST, link, page, probe


def test_only_faulty_and_undecided_targets_are_listed(store: Store, round_id: str) -> None:
    store.record(round_id, Batch(probes=[probe(verdict.value, verdict) for verdict in Verdict]))

    assert [target.probe.verdict for target in store.targets_not_sound(round_id)] == [
        Verdict.FAULTY,
        Verdict.UNDECIDED,
    ]


@pytest.mark.parametrize("pages", [3, 200, 1500])
def test_a_link_in_the_template_is_counted_on_every_page_and_shown_on_few(
    store: Store, round_id: str, pages: int
) -> None:
    crowd = [(page(f"a/{number:05}"), [link("gone", "年报"), link("fine")]) for number in range(pages)]
    store.record(round_id, Batch(pages=[*crowd, (page("b"), [link("gone")])]))
    store.record(round_id, Batch(probes=[probe("gone", Verdict.FAULTY), probe("fine")]))

    (target,) = store.targets_not_sound(round_id, sample=4)

    assert target.link_count == pages + 1
    assert [one.page for one in target.links] == [HOST + "b", *(f"{HOST}a/{n:05}" for n in range(3))]


def test_the_home_page_comes_first_then_the_shortest_address(store: Store, round_id: str) -> None:
    for path in ("long/er", "s", "portal/home/index.html", ""):
        store.record(round_id, Batch(pages=[(page(path), [link("gone")])]))
    store.record(round_id, Batch(probes=[probe("gone", Verdict.FAULTY)]))

    (target,) = store.targets_not_sound(round_id, home=HOST + "portal/home/index.html")

    assert [one.page.removeprefix(HOST) for one in target.links] == ["portal/home/index.html", "", "s", "long/er"]


def test_a_page_that_links_twice_counts_once_and_shows_the_link_that_has_a_text(store: Store, round_id: str) -> None:
    ways = [link("gone", element="img"), link("gone", "标题"), link("gone", "另一处")]
    store.record(round_id, Batch(pages=[(page(), ways)], probes=[probe("gone", Verdict.FAULTY)]))

    (target,) = store.targets_not_sound(round_id)

    assert (target.link_count, [one.text for one in target.links]) == (1, ["标题"])


def test_a_target_that_nobody_links_to_is_listed_without_places(store: Store, round_id: str) -> None:
    store.record(round_id, Batch(probes=[probe("home", Verdict.FAULTY)]))

    (target,) = store.targets_not_sound(round_id)

    assert (target.links, target.link_count) == ((), 0)


def test_verdicts_are_counted(store: Store, round_id: str) -> None:
    store.record(round_id, Batch(probes=[probe("a"), probe("b"), probe("c", Verdict.SKIPPED)]))

    assert store.verdict_counts(round_id) == {
        Verdict.SOUND: 2,
        Verdict.FAULTY: 0,
        Verdict.UNDECIDED: 0,
        Verdict.SKIPPED: 1,
    }


def test_what_was_probed_is_listed(store: Store, round_id: str) -> None:
    store.record(round_id, Batch(pages=[(page("a"), [link("b"), link("c")])], probes=[probe("a"), probe("b")]))

    assert list(store.probed(round_id)) == [HOST + "a", HOST + "b"]
