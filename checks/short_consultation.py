"""short-consultation: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class ShortConsultation(Check):
    """征求意见期限过短。"""

    name: ClassVar[str] = "short-consultation"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《重大行政决策程序暂行条例》、国办发〔2018〕37号"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
