"""What pictures, looks and knowledge of bodies leave behind is cleared with what they show."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from inspection.issue import State
from inspection.pictures import Picture
from inspection.visits import View, Visit
from schedulers.pruning import prune
from store.store import Store
from tests.schedulers.pruning.rounds import NOW, SETTINGS, a_round, older
from tests.store.samples import SITE, issue, open_issues

LONG_AGO = NOW - timedelta(days=900)
BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def a_picture(store: Store, fingerprint: str) -> Picture:
    digests = [store.evidence.put(f"{fingerprint} {kind}".encode()) for kind in ("png", "html", "har")]
    for digest in digests:
        older(store, digest, 900)
    picture = Picture(fingerprint, LONG_AGO, "r1", "https://a.test/", "断链", None, *digests)
    store.record_picture(SITE, picture)
    return picture


def bytes_left(store: Store, picture: Picture) -> int:
    files = [picture.evidence, picture.snapshot, picture.har]
    return sum(store.evidence.path(one).exists() for one in files if one is not None)


@BOTH
def test_a_picture_of_an_open_issue_stays_whatever_its_age(store: Store) -> None:
    [opened] = open_issues(store, issue("one"))
    picture = a_picture(store, opened.fingerprint)

    prune(store, SETTINGS, NOW)

    assert store.pictures(SITE, [opened.fingerprint]) == {opened.fingerprint: picture}
    assert bytes_left(store, picture) == 3


@BOTH
def test_a_picture_of_what_is_over_goes_with_its_files(store: Store) -> None:
    [closed] = open_issues(store, replace(issue("one"), state=State.VERIFIED))
    picture = a_picture(store, closed.fingerprint)

    done = prune(store, SETTINGS, NOW)

    assert store.pictures(SITE, [closed.fingerprint]) == {}
    assert bytes_left(store, picture) == 0
    assert done.looks == 1


def test_a_young_picture_of_what_is_over_stays(store: Store) -> None:
    picture = replace(a_picture(store, "v1:gone"), taken_at=NOW - timedelta(days=1))
    store.record_picture(SITE, picture)

    prune(store, SETTINGS, NOW)

    assert store.pictures(SITE, ["v1:gone"]) == {"v1:gone": picture}


@BOTH
def test_a_look_of_long_ago_is_forgotten(store: Store) -> None:
    looks = [Visit("https://a.test/old", View.DESK, LONG_AGO, "r1"), Visit("https://a.test/new", View.DESK, NOW, "r2")]
    store.record_visits(SITE, looks)

    prune(store, SETTINGS, NOW)

    assert [one.url for one in store.visits(SITE, LONG_AGO, NOW)] == ["https://a.test/new"]


@BOTH
def test_what_is_known_of_a_body_goes_when_no_row_names_the_body(store: Store) -> None:
    kept = a_round(store, 0.1, evidence=b"named")
    named = next(iter({one.evidence for one in store.pages(kept)} - {None}))
    unnamed = store.evidence.put(b"unnamed")
    older(store, unnamed, 3)
    fresh = store.evidence.put(b"not named yet")
    store.record_body_facts("test/1", {str(named): {"a": 1}, unnamed: {"a": 2}, fresh: {"a": 3}})

    done = prune(store, SETTINGS, NOW)

    assert done.looks == 1
    assert {digest for _, digest, _ in store.page_facts(kept, "test/1")} == {named}


def test_a_rehearsal_counts_and_takes_nothing(store: Store) -> None:
    picture = a_picture(store, "v1:gone")

    done = prune(store, SETTINGS, NOW, dry=True)

    assert done.looks == 1
    assert bytes_left(store, picture) == 3
