"""excerpt-interpretation: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class ExcerptInterpretation(Check):
    """解读照搬原文。"""

    name: ClassVar[str] = "excerpt-interpretation"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "《上海市行政机关政策解读工作指南（试行）》：解读不得照搬原文"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
