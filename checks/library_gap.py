"""library-gap: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class LibraryGap(Check):
    """主题库有遗漏。"""

    name: ClassVar[str] = "library-gap"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "本单位年度公开要点：主题库归集政策的全面性、精准性"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
