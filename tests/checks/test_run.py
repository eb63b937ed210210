"""The runner: identity, merging, and a check that breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest

from checks.all import CHECKS
from checks.check import Check
from checks.run import run_checks, select_checks
from inspection.errors import CheckError
from inspection.findings import CannotTell, Fault, Severity, fingerprint
from inspection.observed import Observed
from tests.checks.rounds import observed


@dataclass(frozen=True)
class Twice(Check):
    """Says one fault on two pages, and one doubt twice."""

    name: ClassVar[str] = "said-twice"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "工作惯例"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        yield Fault("x", "某事有错", found_on=("a",), severity=Severity.WARNING, basis="另一条")
        yield Fault("x", "某事有错", found_on=("b", "a"), unit="办公室")
        yield CannotTell("y", "why")
        yield CannotTell("y", "why")


@dataclass(frozen=True)
class Breaks(Twice):
    """Says something, then raises."""

    name: ClassVar[str] = "breaks"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        yield Fault("z", "在出错之前说的")
        raise KeyError("no such\nrecord")


def test_a_finding_carries_its_checks_identity() -> None:
    finding = run_checks(observed(), [Breaks()])[0][0]
    assert (finding.check, finding.severity, finding.basis, finding.fingerprint) == (
        "breaks",
        Severity.ERROR,
        "工作惯例",
        fingerprint("某某局", "breaks", "z"),
    )


def test_a_faults_own_severity_and_basis_win() -> None:
    finding = run_checks(observed(), [Twice()])[0][0]
    assert (finding.severity, finding.basis) == (Severity.WARNING, "另一条")


def test_what_is_said_twice_is_one_finding_on_both_pages() -> None:
    findings, undecided, _ = run_checks(observed(), [Twice()])
    assert ([f.found_on for f in findings], findings[0].unit, len(undecided)) == ([("a", "b")], "办公室", 1)


def test_a_check_that_raises_is_recorded_and_the_round_goes_on() -> None:
    findings, _, broken = run_checks(observed(), [Breaks(), Twice()])
    assert ([f.subject for f in findings], [(b.check, b.error) for b in broken]) == (
        ["z", "x"],
        [("breaks", "KeyError: 'no such\\nrecord'")],
    )


def test_checks_are_chosen_by_name_in_their_own_order() -> None:
    assert [c.name for c in select_checks(["stale-column", "site-down"])] == ["site-down", "stale-column"]


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(CheckError, match=r"brken-link.*broken-link"):
        select_checks(["brken-link"])


def test_an_empty_round_breaks_no_check() -> None:
    assert run_checks(observed(), CHECKS)[2] == []
