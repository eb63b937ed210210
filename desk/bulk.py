"""What came of one deed on many issues, told in a few lines: how many, and who was refused why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspection.findings import Json

_NAMED = 20  # numbers in one line


@dataclass(frozen=True, slots=True)
class Refused:
    """Issues that were refused for one reason."""

    why: str
    numbers: tuple[int, ...]
    more: int = 0  # beside the numbers


@dataclass(frozen=True, slots=True)
class Result:
    """What was done."""

    act: str  # Act's value
    done: int
    refused: tuple[Refused, ...]

    @property
    def refused_count(self) -> int:
        """How many were not done."""
        return sum(len(one.numbers) + one.more for one in self.refused)


def result_of(act: str, detail: Mapping[str, Json]) -> Result | None:
    """From the audit trail's row `issue-<act>`, as deeds.perform keeps it; None: it is no such row."""
    done, refused = detail.get("done"), detail.get("refused")
    if not act.startswith("issue-") or not isinstance(done, Sequence) or not isinstance(refused, Mapping):
        return None
    groups: dict[str, list[int]] = {}
    for number, why in refused.items():
        groups.setdefault(str(why), []).append(int(number))
    told = (Refused(why, tuple(some[:_NAMED]), max(0, len(some) - _NAMED)) for why, some in groups.items())
    return Result(act.removeprefix("issue-"), len(done), tuple(told))
