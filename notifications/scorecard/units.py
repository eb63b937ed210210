"""How each unit stands: its duties, its lag of interpretation, its time to correct, its open issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from inspection.duty_standing import Stand, UnitStanding


@dataclass(frozen=True, slots=True)
class UnitFact:
    """One unit; None where nothing was measured."""

    unit: str
    open_issues: int
    overdue_issues: int
    duties: int = 0
    met: int = 0
    on_time: int = 0
    overdue: int = 0
    faulty: int = 0
    undecided: int = 0
    interpretation_lag: float | None = None  # mean working days
    interpreted: int = 0
    correction: float | None = None  # median working days
    corrected: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


def units_of(
    names: Sequence[str], standings: Sequence[UnitStanding], issues: Mapping[str, tuple[int, int]]
) -> tuple[UnitFact, ...]:
    """Every unit of the plan in its order; `issues`: by unit, those that are not over and those overdue."""
    known = {one.unit: one for one in standings}
    return tuple(_unit(name, known.get(name), issues.get(name, (0, 0))) for name in names)


def _unit(name: str, one: UnitStanding | None, issues: tuple[int, int]) -> UnitFact:
    if one is None:
        return UnitFact(name, *issues)
    return UnitFact(
        unit=name,
        open_issues=issues[0],
        overdue_issues=issues[1],
        duties=len(one.duties),
        met=one.met,
        on_time=one.on_time,
        overdue=one.overdue,
        faulty=one.counts[Stand.FAULTY],
        undecided=one.counts[Stand.UNDECIDED],
        interpretation_lag=one.lag,
        interpreted=one.interpreted,
        correction=one.correct,
        corrected=one.corrected,
    )


def days(value: float | None, of: int) -> str:
    """`2.5 天（4 件）`; working days."""
    return "—" if value is None else f"{value:.1f} 天（{of} 件）"
