"""overdue-reply: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class OverdueReply(Check):
    """留言逾期未答复。"""

    name: ClassVar[str] = "overdue-reply"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）：互动回应"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
