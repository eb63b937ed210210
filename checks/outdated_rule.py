"""outdated-rule: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class OutdatedRule(Check):
    """沿用已修改的规定。"""

    name: ClassVar[str] = "outdated-rule"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《中华人民共和国政府信息公开条例》（2019年修订）第三十三条"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
