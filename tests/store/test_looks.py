"""What rounds saw of one subject, and which evidence is shown."""

from __future__ import annotations

from datetime import timedelta

from inspection.findings import Finding, Undecided
from inspection.issue import State
from inspection.pictures import Picture
from inspection.records import ColumnState, Verdict
from store.recording import Batch
from store.store import Store
from tests.store.samples import NOW, SITE, another_round, issue, open_issues, probe, reading


def test_each_finished_round_says_what_it_recorded_of_the_subject(store: Store) -> None:
    here = issue("gone", column="通知公告")
    ids = [another_round(store, days, SITE, finish=True) for days in range(4)]
    found = Finding(here.check, here.severity, here.subject, here.title, here.basis, here.fingerprint)
    store.record_findings(ids[0], [found], [])
    store.record(ids[1], Batch(probes=[probe("gone", Verdict.SOUND), probe("other", Verdict.FAULTY)]))
    store.record_findings(ids[2], [], [Undecided(here.check, here.subject, "blocked-by-firewall", "被拦截")])
    store.record_reading(ids[3], reading("通知公告"))
    another_round(store, 5, SITE)  # it still runs

    rows = store.looks_at(here)

    assert [row.round for row in rows] == ids
    assert [(row.found, row.verdict, row.doubtful, row.state) for row in rows] == [
        (True, None, False, None),
        (False, Verdict.SOUND, False, None),
        (False, None, True, None),
        (False, None, False, ColumnState.READ),
    ]
    assert rows[2].reason == "blocked-by-firewall"


def test_the_newest_rounds_of_the_site_alone_are_looked_at(store: Store) -> None:
    ids = [another_round(store, days, SITE, finish=True) for days in range(5)]
    another_round(store, 9, "另一网站", finish=True)

    assert [row.round for row in store.looks_at(issue("gone"), limit=2)] == ids[-2:]


def test_a_round_whose_pages_and_links_were_cleared_is_told_from_one_that_did_not_meet_it(store: Store) -> None:
    ids = [another_round(store, days, SITE, finish=True) for days in range(2)]
    store.record(ids[1], Batch(probes=[probe("other", Verdict.FAULTY)]))

    assert [(row.verdict, row.kept) for row in store.looks_at(issue("gone"))] == [(None, False), (None, True)]


def test_issues_beside_it_are_alive_and_of_its_check_and_column(store: Store) -> None:
    first, _over, alive, _other = open_issues(
        store,
        issue("a", column="甲"),
        issue("b", column="甲", state=State.VERIFIED),
        issue("c", column="甲"),
        issue("d", column="乙"),
    )

    assert [one.id for one in store.issues_beside(first)] == [alive.id]
    assert store.count_beside(first) == 2
    assert store.issues_beside(issue("e")) == []


def test_issues_are_found_by_their_fingerprints_in_their_site(store: Store) -> None:
    (first,) = open_issues(store, issue("a"))

    assert [one.id for one in store.issues_by_fingerprints(SITE, {first.fingerprint, "v1:0"})] == [first.id]
    assert store.issues_by_fingerprints("另一网站", {first.fingerprint}) == []
    assert store.issues_by_fingerprints(SITE, set()) == []


def test_evidence_is_known_by_the_picture_of_an_issue_that_shows_it(store: Store) -> None:
    (first,) = open_issues(store, issue("a"))
    digests = {"evidence": "1" * 64, "snapshot": "2" * 64, "har": "3" * 64}
    store.record_picture(SITE, Picture(first.fingerprint, NOW, "r", "p", "s", **digests))
    store.record_picture(SITE, Picture("of nobody", NOW + timedelta(days=1), "r", "p", "s", evidence="4" * 64))

    asked = ["1" * 64, "2" * 64, "3" * 64, "4" * 64, "5" * 64, "1" * 63, "", "%" * 64]

    assert [store.shown_as(digest) for digest in asked] == ["evidence", "snapshot", "har", *[None] * 5]
