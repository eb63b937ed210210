"""职责清单, arranged: which duties are shown, in what order, as rows of a page and of a spreadsheet. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desk.board import NO_UNIT
from desk.exports import Cell
from inspection.duty_standing import STANDS, DutyStanding, Part, Stand
from inspection.duty_state import PART_KINDS, PRESSING
from inspection.duty_units import concerns
from notifications.duty_document import part_name

SHOWN = 3  # parts that a row of the list tells of
_TELLING = (Stand.OVERDUE, Stand.FAULTY, Stand.MISSED, Stand.WARNING, Stand.UNDECIDED)
TONES: dict[Stand, str] = {
    Stand.OVERDUE: "bad",
    Stand.FAULTY: "bad",
    Stand.MISSED: "bad",
    Stand.WARNING: "near",
    Stand.UNDECIDED: "unknown",
    Stand.LATE: "near",
    Stand.ON_TIME: "good",
    Stand.MET: "good",
    Stand.PENDING: "plain",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    unit: str | None = None
    stand: Stand | None = None

    def fits(self, one: DutyStanding) -> bool:
        """Whether the duty is asked for."""
        return self.of_unit(one) and self.stand in (None, one.stand)

    def of_unit(self, one: DutyStanding) -> bool:
        """Whether the unit, if one is asked for, has something to do with it."""
        if self.unit == NO_UNIT:
            return not one.duty.units
        return self.unit is None or concerns(one, self.unit)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the list under a heading of its own."""

    title: str
    duties: Sequence[DutyStanding]


def sections(duties: Iterable[DutyStanding], wanted: Wanted, own: str | None) -> list[Section]:
    """The unit's own first, where a person has one and did not ask for another; both in the plan's order."""
    shown = [one for one in duties if wanted.fits(one)]
    if own is None or wanted.unit is not None:
        return [Section("", shown)]
    mine = [one for one in shown if concerns(one, own)]
    rest = [one for one in shown if one not in mine]
    return [section for section in (Section(f"本单位（{own}）", mine), Section("其他单位", rest)) if section.duties]


def counted(duties: Iterable[DutyStanding]) -> list[tuple[Stand, str, int]]:
    """How many there are of each, the worst first."""
    stands = [one.stand for one in duties]
    return [(stand, words, stands.count(stand)) for stand, words in STANDS.items() if stand in stands]


def telling(one: DutyStanding) -> list[Part]:
    """The parts that say why it does not stand well, the worst first."""
    parts = [part for part in one.parts if part.weighs and part.stand in _TELLING]
    return sorted(parts, key=lambda part: _TELLING.index(part.stand))


def pressing(duties: Iterable[DutyStanding]) -> int:
    """How many want somebody now."""
    return sum(one.stand in PRESSING for one in duties)


HEADINGS = (
    "序号", "职责", "责任单位", "职责情况", "由什么来看", "事项", "期次", "事项责任单位", "到期日", "情况", "说明",
    "依据", "完成或发布日期", "稿件标题", "地址或凭据", "确认人", "问题单",
)  # fmt: skip


def table(duties: Iterable[DutyStanding]) -> Iterator[tuple[Cell, ...]]:
    """One line for each part; a duty without any has a line of its own."""
    for one in duties:
        head = (one.duty.number, one.duty.name, "、".join(one.duty.units), one.words)
        for part in one.parts:
            yield (
                *head,
                PART_KINDS[part.kind],
                part_name(part),
                part.label,
                part.unit or "",
                part.due,
                STANDS[part.stand],
                part.said,
                part.why,
                part.day,
                part.title,
                part.link,
                part.ticked.said_by if part.ticked else "",
                "、".join(map(str, part.issues)),
            )
        if not one.parts:
            yield (*head, *[""] * 4, None, *[""] * 3, None, *[""] * 4)
