"""Facts of bodies: whoever has the body has them, and the places that lead there."""

from __future__ import annotations

from inspection.records import Page, Probe, Verdict
from store.recording import Batch
from store.store import Store
from tests.store.samples import NOW

HOME, BAD = "https://mzj.example.gov.cn/", "http://www.example.com/"
MADE_BY = "look/1"


def record(store: Store, round_id: str, verdict: Verdict = Verdict.SOUND) -> str:
    digest = store.evidence.put(b"<title>x</title>")
    page = Page(HOME, HOME, 200, NOW, "text/html", "utf-8", 16, digest)
    probes = [Probe(HOME, Verdict.SOUND, probed_at=NOW), Probe(BAD, verdict, probed_at=NOW, evidence=digest)]
    store.record(round_id, Batch(pages=[(page, [(BAD, "a", "某某协会")])], probes=probes))
    store.record_body_facts(MADE_BY, {digest: {"title": "x"}})
    return digest


def test_a_body_s_facts_are_known_by_every_address_that_has_it(store: Store, round_id: str) -> None:
    digest = record(store, round_id)

    assert store.page_facts(round_id, MADE_BY) == [(HOME, digest, {"title": "x"})]
    assert store.target_facts(round_id, MADE_BY) == [(BAD, digest, {"title": "x"})]
    assert store.target_facts(round_id, "look/2") == []


def test_a_sound_target_is_told_with_the_pages_that_link_to_it(store: Store, round_id: str) -> None:
    record(store, round_id)
    [target] = store.targets_at(round_id, [BAD, "http://nobody.example/"], HOME)

    assert (target.probe.url, [(link.page, link.text) for link in target.links]) == (BAD, [(HOME, "某某协会")])


def test_a_target_that_does_not_open_is_not_told(store: Store, round_id: str) -> None:
    record(store, round_id, Verdict.FAULTY)

    assert store.targets_at(round_id, [BAD], HOME) == []
