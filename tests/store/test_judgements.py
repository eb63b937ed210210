"""Findings, what could not be judged, pairings."""

from __future__ import annotations

import pytest

from inspection.findings import Finding, Severity, Undecided
from inspection.records import PairedBy, Pairing
from store.store import Store


def finding(subject: str, **fields: object) -> Finding:
    values = {
        "check": "broken-link",
        "severity": Severity.ERROR,
        "subject": subject,
        "title": "链接打不开",
        "basis": "国办秘函〔2019〕19号",
        "fingerprint": f"v1:{subject}",
        **fields,
    }
    return Finding(**values)  # type: ignore[arg-type]


def test_findings_come_back_whole_and_in_order(store: Store, round_id: str) -> None:
    found = [
        finding("b", unit="办公室", column="通知公告", found_on=("x", "y"), severity=Severity.CRITICAL),
        finding("a", evidence={"reason": "http-404", "looks": 3, "chain": ["1", {"二": None}], "share": 0.5}),
    ]

    store.record_findings(round_id, found, [])

    assert store.findings(round_id) == found


def test_judging_again_replaces_the_first_judgement(store: Store, round_id: str) -> None:
    store.record_findings(round_id, [finding("a"), finding("b")], [Undecided("broken-link", "c", "timeout")])

    store.record_findings(round_id, [finding("b")], [])

    assert (store.findings(round_id), store.undecided(round_id)) == ([finding("b")], [])


def test_what_could_not_be_judged_comes_back(store: Store, round_id: str) -> None:
    blocked = Undecided("broken-link", "https://x/", "blocked-by-firewall", "防火墙拦截")

    store.record_findings(round_id, [], [blocked])

    assert store.undecided(round_id) == [blocked]


def test_text_of_hostile_pages_does_not_break_a_finding(store: Store, round_id: str) -> None:
    hostile = finding("a", title="\ud800 标题\x00", evidence={"\x00": ["\udfff", '\\u0000"\n']})

    store.record_findings(round_id, [hostile], [Undecided("c", "s\x00", "r", "\ud800")])

    (back,) = store.findings(round_id)
    assert (back.title, back.evidence) == ("\ufffd 标题\ufffd", {"\ufffd": ["\ufffd", '\\u0000"\n']})
    assert store.undecided(round_id)[0].detail == "\ufffd"


def test_pairings_come_back_and_are_replaced(store: Store, round_id: str) -> None:
    store.record_pairings(round_id, [Pairing("p", "old", PairedBy.LINK)])

    store.record_pairings(round_id, [Pairing("p", "i", PairedBy.LIKENESS, "96"), Pairing("p", "j", PairedBy.LINK)])

    assert store.pairings(round_id) == [Pairing("p", "i", PairedBy.LIKENESS, "96"), Pairing("p", "j", PairedBy.LINK)]


@pytest.mark.parametrize(
    ("found", "doubted", "stood"),
    [
        ("broken-link", "broken-link", "answered"),
        ("site-down", "broken-link", "down"),
        ("broken-link", "site-down", "unclear"),
        ("site-down", "site-down", "down"),
    ],
)
def test_how_the_site_stood_is_what_the_check_of_the_home_page_said(
    store: Store, round_id: str, found: str, doubted: str, stood: str
) -> None:
    store.record_findings(round_id, [finding("a", check=found)], [Undecided(doubted, "s", "blocked-by-firewall")])

    assert store.stood(round_id) == stood
