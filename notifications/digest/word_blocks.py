"""What a Word document of ours is made of before it is laid out: blocks of plain values; the numbers of headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

TEXT_WIDTH = 8845  # twips: A4 without the margins of GB/T 9704, 156 mm


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title."""

    text: str


@dataclass(frozen=True, slots=True)
class Subtitle:
    """The line below the title."""

    text: str


@dataclass(frozen=True, slots=True)
class Salutation:
    """主送机关: whom the document is addressed to."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `numbered` puts its number before it."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """A paragraph. `keep`: on one page with what follows, as before a table."""

    text: str
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A small line below a table."""

    text: str


@dataclass(frozen=True, slots=True)
class Legend:
    """A small line below a table that says what its pictures mean: texts and pictures in turn."""

    pieces: tuple[str | Drawn, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell's text that leads somewhere; the address must be safe already."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture in a cell: PNG, what it says for those who cannot see it, and its width in millimetres."""

    png: bytes
    says: str
    width: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of its own, with the words below it; the two stay on one page."""

    picture: Drawn
    caption: str


Piece = str | Linked | Drawn
Cell = tuple[Piece, ...]  # paragraphs


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; `width` is its share."""

    name: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its header row is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """The columns' widths in twips; together they are the text's width exactly."""
        total = sum(column.width for column in self.columns)
        edges = [round(TEXT_WIDTH * sum(c.width for c in self.columns[:n]) / total) for n in range(len(self.columns))]
        return tuple(after - before for before, after in zip(edges, [*edges[1:], TEXT_WIDTH], strict=True))


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: who signs, and the day."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Approval:
    """签批栏: roles that sign by hand, each with a line to write on."""

    roles: tuple[str, ...]


Block = Title | Subtitle | Salutation | Heading | Body | Note | Legend | Figure | Grid | Signature | Approval

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 99 as headings write it: 一, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def _numbering(level: int, number: int) -> str:
    """结构层次序数 of GB/T 9704: 一、 （一） 1."""
    return (f"{chinese_number(number)}、", f"（{chinese_number(number)}）", f"{number}.")[level - 1]


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks, each heading with its number; a heading starts those below it anew."""
    counts = [0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (3 - block.level)
        yield replace(block, text=_numbering(block.level, counts[block.level - 1]) + block.text)
