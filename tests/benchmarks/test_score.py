"""Scores against the truth."""

from __future__ import annotations

from benchmarks.score import score

TRUTH = {
    "http://a/1": {"verdict": "faulty", "kind": "hard", "what": "page-404"},
    "http://a/2": {"verdict": "faulty", "kind": "soft", "what": "phrase"},
    "http://a/3": {"verdict": "undecided", "kind": "firewall", "what": "challenge-403"},
    "http://a/4": {"verdict": "sound", "kind": "sound", "what": "slow"},
}


def test_recall_is_told_per_kind_of_fault() -> None:
    got = score(TRUTH, {"http://a/1"})
    assert (got.hard, got.soft) == (1.0, 0.0)


def test_an_undecided_target_that_is_called_broken_is_an_invention() -> None:
    assert score(TRUTH, {"http://a/1", "http://a/3"}).invented == {"challenge-403": 1}


def test_what_the_truth_does_not_name_is_sound() -> None:
    got = score(TRUTH, {"http://a/1", "http://a/2", "http://a/9"})
    assert (got.precision, got.invented) == (2 / 3, {"ordinary": 1})


def test_saying_nothing_is_precise_and_misses_everything() -> None:
    got = score(TRUTH, set())
    assert (got.precision, got.hard, got.missed) == (1.0, 0.0, {"page-404": 1, "phrase": 1})
