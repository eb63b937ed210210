"""When a leak is over: a page that nobody links to any more does harm as long as it opens."""

from __future__ import annotations

from typing import Any

import pytest

from inspection.issue import Gone
from inspection.records import Verdict
from inspection.vouching_contents import LEAKS
from tests.inspection.judged import HOME, PAGE, SITE, Round, a_finding, doubt, issue_of, kinds_of

FILE = f"{HOME}f/mingdan.xlsx"
SOUND, FAULTY = Verdict.SOUND, Verdict.FAULTY


@pytest.mark.parametrize("check", sorted(LEAKS))
@pytest.mark.parametrize(
    ("more", "gone"),
    [
        ({"verdicts": {PAGE: SOUND}}, True),
        ({"verdicts": {PAGE: FAULTY}}, True),
        ({"verdicts": {PAGE: FAULTY}, "not_had": frozenset({PAGE})}, False),
        ({"verdicts": {PAGE: Verdict.UNDECIDED}}, False),
        ({"verdicts": {}}, False),
    ],
)
def test_a_leak_is_gone_only_where_somebody_looked(check: str, more: dict[str, Any], gone: bool) -> None:
    told = issue_of(a_finding(check, PAGE, None, PAGE))

    assert kinds_of(Round(**more).means(told)) == ([Gone] if gone else [])


@pytest.mark.parametrize(("verdict", "gone"), [(SOUND, False), (FAULTY, True), (None, False)])
def test_a_leak_in_a_file_rests_on_the_file_and_not_on_the_page_that_offered_it(
    verdict: Verdict | None, gone: bool
) -> None:
    told = issue_of(a_finding("personal-data", FILE, None, PAGE, file="名单.xlsx"))
    verdicts = {PAGE: SOUND} | ({FILE: verdict} if verdict else {})

    assert kinds_of(Round(verdicts=verdicts, visits={}).means(told)) == ([Gone] if gone else [])


@pytest.mark.parametrize(("reason", "gone"), [("scanned", True), ("turn-not-come", True), ("pages-not-read", False)])
def test_other_files_that_nobody_could_read_keep_no_leak_alive(reason: str, gone: bool) -> None:
    told = issue_of(a_finding("personal-data", PAGE, None, PAGE))
    round_ = Round(undecided=(doubt("personal-data", SITE, reason),), verdicts={PAGE: FAULTY})

    assert kinds_of(round_.means(told)) == ([Gone] if gone else [])
