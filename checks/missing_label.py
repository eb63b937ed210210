"""missing-label: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class MissingLabel(Check):
    """网页缺少标签。"""

    name: ClassVar[str] = "missing-label"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "《政府网站网页标签规范》"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
