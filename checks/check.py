"""What every check is: options as fields, an identity, and one method that judges."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed


@dataclass(frozen=True)
class Check(ABC):
    """One kind of fault. The fields of a subclass are its options; its docstring is its page of the manual.

    That page is in Chinese, for the office. No I/O and no clock: everything that a check knows is in `Observed`.
    """

    name: ClassVar[str]  # kebab-case, as its file; it states the fault
    severity: ClassVar[Severity]
    basis: ClassVar[str]  # the clause where one was found in a stored source, else 工作惯例

    @abstractmethod
    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Every fault, and everything that could not be judged. What it does not mention is sound."""
