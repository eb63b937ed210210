"""site-down, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.site_down import SiteDown
from inspection.findings import Severity
from inspection.records import Probe, Verdict
from tests.checks.rounds import HOME, Said, observed, said


def judged(verdict: Verdict, reason: str | None) -> Said:
    return said(SiteDown(), observed(home=Probe(HOME, verdict, reason, looks=3)))


@pytest.mark.parametrize(
    "reason", ["dns", "refused", "reset", "timeout", "tls", "http-500", "http-404", "redirect-loop"]
)
def test_a_home_page_that_does_not_open_is_one_fault_of_the_site(reason: str) -> None:
    assert judged(Verdict.FAULTY, reason).subjects == ["某某局"]


def test_it_is_critical() -> None:
    assert SiteDown.severity is Severity.CRITICAL


def test_a_home_page_that_opens_is_sound() -> None:
    heard = judged(Verdict.SOUND, None)
    assert (heard.faults, heard.untold) == ([], [])


def test_a_firewall_before_the_home_page_leaves_it_open() -> None:
    assert judged(Verdict.UNDECIDED, "blocked-by-firewall").reasons == [("某某局", "blocked-by-firewall")]


def test_a_home_page_that_was_not_tried_leaves_it_open() -> None:
    round_ = replace(observed(), home=None)
    assert said(SiteDown(), round_).reasons == [("某某局", "home-not-tried")]
