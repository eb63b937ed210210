"""overdue-duty: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class OverdueDuty(Check):
    """职责到期未确认。"""

    name: ClassVar[str] = "overdue-duty"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "本单位年度政务公开工作要点"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
