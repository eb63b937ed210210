"""missing-feedback: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class MissingFeedback(Check):
    """征集后未反馈采纳情况。"""

    name: ClassVar[str] = "missing-feedback"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《重大行政决策程序暂行条例》"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
