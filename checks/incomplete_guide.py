"""incomplete-guide: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class IncompleteGuide(Check):
    """指南要素不全。"""

    name: ClassVar[str] = "incomplete-guide"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《中华人民共和国政府信息公开条例》第十二条；国办秘函〔2019〕19号"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
