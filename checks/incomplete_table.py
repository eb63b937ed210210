"""incomplete-table: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class IncompleteTable(Check):
    """名录表格填写不全。"""

    name: ClassVar[str] = "incomplete-table"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "本单位巡检方案规定的发布事项"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
