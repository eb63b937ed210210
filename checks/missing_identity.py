"""missing-identity: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class MissingIdentity(Check):
    """页脚缺少网站标识。"""

    name: ClassVar[str] = "missing-identity"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《政府网站发展指引》（国办发〔2017〕47号）：网站标识"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
