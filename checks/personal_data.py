"""personal-data: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class PersonalData(Check):
    """泄露个人信息。"""

    name: ClassVar[str] = "personal-data"
    severity: ClassVar[Severity] = Severity.CRITICAL
    basis: ClassVar[str] = "《中华人民共和国政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
