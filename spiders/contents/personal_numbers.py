"""Numbers in a text that may be people's: what they are by themselves, before any word around them is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.cn import uscc

from inspection.contents import Personal
from inspection.personal_numbers import ADDRESS, CARD, ID_NUMBER, ISSUER, MOBILE, OLD_ID, is_province, sound_id

# Full-width digits are digits to `\d`; between two digits a publisher may have put spaces and signs of no width.
# The first is no nought, so that a landline with its area's code is none.
_SEAMS = r"[ \t\u00a0\u00ad\u2000-\u200f\u2010-\u2015\u202a-\u202f\u2060-\u2064\u3000\ufeff\-－−.．]{0,2}"
_RUN = re.compile(rf"[^\D0](?:{_SEAMS}\d){{9,}}{_SEAMS}[\dxXｘＸ]")
_SPACED = re.compile(r"(?=(\d(?:[ \-]?\d){16}[ \-]?[\dX]))", re.I)
_BEFORE, _AFTER = 100, 60  # characters around a number that may say whose it is
# The standard's own example, and those that forms show.
_SAMPLES = frozenset({"11010519491231002X", "440524188001010014", "34052419800101001X", "110101199003070000"})


@dataclass(frozen=True, slots=True)
class Number:
    """One number, by its place in the text that was searched. `sure`: it proves itself by a checksum."""

    kind: Personal
    digits: str
    start: int
    end: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text around long numbers, [start, end)."""

    start: int
    end: int


def windows(text: str) -> Iterator[Window]:
    """The parts of the text that are worth a closer look, in order, none touching another."""
    open_: Window | None = None
    for run in _RUN.finditer(text):
        start, end = max(run.start() - _BEFORE, 0), min(run.end() + _AFTER, len(text))
        if open_ is not None and start > open_.end:
            yield open_
            open_ = None
        open_ = Window(open_.start if open_ else start, end)
    if open_ is not None:
        yield open_


def has_long_number(text: str) -> bool:
    """Whether a number of eleven digits or more stands in it."""
    return _RUN.search(text) is not None


def numbers_in(seen: str) -> list[Number]:
    """ID numbers, cards and mobile numbers of a text as it is seen (inspection.personal_numbers.as_seen), in order."""
    seen = without_addresses(seen)
    found: list[Number] = []
    taken = bytearray(len(seen))
    for number in (*_ids(seen), *_spaced_ids(seen), *_cards(seen), *_mobiles(seen)):
        if not any(taken[number.start : number.end]):
            found.append(number)
            taken[number.start : number.end] = b"\x01" * (number.end - number.start)
    return sorted(found, key=lambda number: number.start)


def without_addresses(seen: str) -> str:
    """The text with its web addresses blanked: an article's number is nobody's. Places stay the same."""
    if "/" not in seen:
        return seen
    return ADDRESS.sub(lambda found: " " * len(found[0]), seen)


def is_like_an_id(digits: str) -> bool:
    """Eighteen digits with a province and a date, whatever their checksum: numbers of cases are made like this too."""
    return len(digits) == 18 and is_province(digits[:2]) and _is_day(digits[6:14])


def unsound_ids(seen: str) -> int:
    """How many numbers look like an ID number but for their checksum."""
    plain = (re.sub(r"[ \-]", "", found[0])[:18] for found in ID_NUMBER.finditer(without_addresses(seen)))
    return sum(is_like_an_id(digits) and not sound_id(digits) for digits in plain)


def _ids(seen: str) -> Iterator[Number]:
    for found in ID_NUMBER.finditer(seen):
        digits = re.sub(r"[ \-]", "", found[0])[:18].upper()
        if sound_id(digits) and digits not in _SAMPLES and not _is_credit_code(digits):
            yield Number(Personal.ID, digits, found.start(), found.end())
    for found in OLD_ID.finditer(seen):
        if is_province(found[0][:2]) and _is_day(f"19{found[0][6:12]}"):
            yield Number(Personal.ID, found[0], found.start(), found.end(), sure=False)


def _spaced_ids(seen: str) -> Iterator[Number]:
    """Groups of any length: a number of a list before the first group must not hide it, so every start is tried."""
    if " " not in seen and "-" not in seen:
        return
    for found in _SPACED.finditer(seen):
        start, end = found.span(1)
        digits = re.sub(r"[ \-]", "", found[1]).upper()
        if found[1].count(" ") + found[1].count("-") < 2 or seen[start - 1 : start].isdecimal():
            continue
        if not seen[end : end + 1].isdecimal() and sound_id(digits) and digits not in _SAMPLES:
            yield Number(Personal.ID, digits, start, end)


def _cards(seen: str) -> Iterator[Number]:
    for found in CARD.finditer(seen):
        digits = re.sub(r"[ \-]", "", found[0])
        sure = luhn.is_valid(digits) and ISSUER.fullmatch(digits) is not None
        yield Number(Personal.CARD, digits, found.start(), found.end(), sure=sure)


def _mobiles(seen: str) -> Iterator[Number]:
    for found in MOBILE.finditer(seen):
        digits = re.sub(r"\D", "", found[0])[-11:]
        # 138 1234 5678 within a longer row of groups is something else.
        split = len(found[0]) > len(digits) and re.search(r"\d[ \-]$", seen[: found.start()][-2:])
        if not split:
            yield Number(Personal.MOBILE, digits, found.start(), found.end())


def _is_credit_code(digits: str) -> bool:
    """A 统一社会信用代码 of digits alone: its own checksum, and a province in its own place."""
    return uscc.is_valid(digits) and is_province(digits[2:4])


def _is_day(digits: str) -> bool:
    try:
        return 1890 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year < 2060
    except ValueError:
        return False
