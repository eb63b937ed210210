"""What a plan may take over from the key points: entries, the words they rest on, what is still to be filled in."""

from __future__ import annotations

from dataclasses import dataclass, field

from inspection.keypoints.nouns import Sure

Values = dict[str, object]

PLACE = "/待补/"  # stands for an address that the document does not name


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section. `words`: from which words of which item. Of LOW ones only a comment is made."""

    section: str
    values: Values
    words: str
    item: str = ""
    sure: Sure = Sure.MIDDLE
    todo: str = ""

    @property
    def name(self) -> str:
        """By which the plan knows it."""
        return str(self.values.get("name", ""))


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """One duty: its own keys, and the remarks on each of its ticks."""

    values: Values
    notes: tuple[str, ...] = ()
    ticks: tuple[tuple[Values, str], ...] = ()


@dataclass(slots=True)
class Proposal:
    """Everything that is proposed, section by section, in the order of the document."""

    units: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    duties: list[DutyEntry] = field(default_factory=list)
    year: int | None = None
    known: list[str] = field(default_factory=list)  # what the plan has already, and what thus is not repeated

    def of(self, section: str) -> list[Entry]:
        """The entries of one section."""
        return [entry for entry in self.entries if entry.section == section]
