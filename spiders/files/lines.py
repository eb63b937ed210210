"""Pieces of text that stand somewhere on a sheet, as lines in reading order: a table's row stays together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import luhn

from inspection.personal_numbers import ISSUER, MOBILE, sound_id

_GAP = 0.6  # of a line's height: further apart two pieces stand in two cells
_BESIDE = 0.8  # of a line's height: so far apart two pieces of one cell may begin, or have their middles
_BELOW = 2.4  # of a line's height as its letters have it: the next line of the same cell
_MOST_PARTS = 4
_NUMBER = re.compile(r"\d+[Xx]?")


@dataclass(slots=True)
class Piece:
    """Words in one place. `middle` grows upwards."""

    left: float
    right: float
    middle: float
    height: float
    text: str


def lines_of(pieces: list[Piece]) -> list[str]:
    """The lines, top to bottom; cells are parted by tabs.

    A number of a person that a narrow cell breaks over several lines is put together again in its first line, where
    its parts prove each other by being such a number as a whole.
    """
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.middle):
        if lines and lines[-1][0].middle - piece.middle <= 0.5 * min(lines[-1][0].height, piece.height):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=lambda piece: piece.left)
    for at, line in enumerate(lines):
        for piece in line:
            if len(piece.text) >= 4 and piece.text.isdecimal() and not _is_whole(piece.text):
                _join(piece, lines[at + 1 : at + 3 * _MOST_PARTS])
    return [said for line in lines if (said := _said(line))]


def _join(first: Piece, below: list[list[Piece]]) -> None:
    """Numbers of one cell, each on the next line, until they are a whole number together."""
    parts, last = [first], first
    for line in below:
        found = next((piece for piece in line if _is_below(last, piece)), None)
        if found is None:
            continue
        parts.append(found)
        last = found
        whole = "".join(part.text for part in parts)
        if _is_whole(whole):
            first.text = whole
            for part in parts[1:]:
                part.text = ""
            return
        if len(parts) == _MOST_PARTS:
            return


def _is_below(upper: Piece, lower: Piece) -> bool:
    near = _BESIDE * upper.height
    in_line = abs(upper.left - lower.left) < near or abs(upper.left + upper.right - lower.left - lower.right) < 2 * near
    return in_line and 0 < upper.middle - lower.middle < _BELOW * upper.height and bool(_NUMBER.fullmatch(lower.text))


def _is_whole(number: str) -> bool:
    """An ID number, a mobile number or a card."""
    if len(number) == 18:
        return sound_id(number)
    if len(number) == 11:
        return MOBILE.fullmatch(number) is not None
    return len(number) in (16, 17, 19) and ISSUER.fullmatch(number) is not None and luhn.is_valid(number)


def _said(line: list[Piece]) -> str:
    said, end = "", None
    for piece in line:
        if not piece.text:
            continue
        said += ("\t" if end is not None and piece.left - end > _GAP * piece.height else "") + piece.text
        end = piece.right
    return said
