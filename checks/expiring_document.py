"""expiring-document: not judged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class ExpiringDocument(Check):
    """文件到期未处理。"""

    name: ClassVar[str] = "expiring-document"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "《政府网站发展指引》（国办发〔2017〕47号）：已废止、失效的文件应在原页面标注"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Nothing yet."""
        yield from ()
