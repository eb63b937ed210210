"""inconsistent-date: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class InconsistentDate(Check):
    """发布日期前后不一。"""

    name: ClassVar[str] = "inconsistent-date"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：不得伪造发稿日期"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
