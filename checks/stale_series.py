"""stale-series: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class StaleSeries(Check):
    """合集更新不及时。"""

    name: ClassVar[str] = "stale-series"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "本单位巡检方案规定的合集更新期限"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
