"""incomplete-decision: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class IncompleteDecision(Check):
    """重大决策目录环节不全。"""

    name: ClassVar[str] = "incomplete-decision"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《重大行政决策程序暂行条例》及本单位年度公开要点"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
