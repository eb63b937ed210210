"""Lists of people that a file's text shows as lines: headings in one line, a person in each of those below."""

from __future__ import annotations

import re

from inspection.contents import Personal
from inspection.personal_numbers import as_seen
from spiders.contents.personal_lists import Headings, Role, gives_away, is_heading
from spiders.contents.personal_numbers import Number, has_long_number, numbers_in

_CELLS = re.compile(r"[ \t\u3000|│┃]+")
# Words that are spread over their column: 姓　名, 电  话.
_SPREAD = re.compile(r"([姓年性民金单住地手电备账帐卡序])[ \t\u3000]{1,6}([名龄别族额位址机话注号])")
_PROSE = re.compile(r"[。；;]\s*$|[:：]")
_LONGEST = 200  # characters of a line that may be a row
_PHONES = (Role.OFFICE_PHONE, Role.OWN_PHONE, Role.PHONE)


Key = tuple[Personal, str]


def told_by_lists(text: str, title: str) -> dict[Key, bool]:
    """By kind and digits: True for cards and mobile numbers in rows below headings that make them people's, False for
    numbers below headings that make them numbers of cases or of organisations.

    Which number stands in which column is not known: where there is a column for an office's phone too, or the line
    speaks in sentences, nothing is said of it.
    """
    told: dict[Key, bool] = {}
    headings, above = None, title
    for said in text.split("\n"):
        line = _SPREAD.sub(r"\1\2", said) if len(said) <= _LONGEST else said
        if len(line) > _LONGEST:
            headings = None
            continue
        cells = [cell for cell in _CELLS.split(line) if cell]
        if len(cells) == 1 and len(line) < 40 and headings is None:
            above = f"{title}{line}"
        if is_heading(cells):
            headings = Headings.of(cells, above)
        elif headings is not None and has_long_number(line) and not _PROSE.search(line):
            told |= _in_line("".join(as_seen(line)[0]), headings)
        elif _PROSE.search(line) and len(line) > 30:
            headings = None
    return told


def _in_line(seen: str, headings: Headings) -> dict[Key, bool]:
    numbers = numbers_in(seen)
    of_documents = headings.holds(Role.DOCUMENT) and not headings.holds(Role.ID)
    with_id = not of_documents and any(number.kind is Personal.ID and number.sure for number in numbers)
    told: dict[Key, bool] = {}
    for number in numbers:
        role = _role(number, headings)
        if role is Role.DOCUMENT:
            told[number.kind, number.digits] = False
        elif role is not None and gives_away(number, role, of_people=headings.of_people, with_id=with_id):
            told[number.kind, number.digits] = True
    return told


def _role(number: Number, headings: Headings) -> Role | None:
    """The only column in which such a number can stand."""
    if number.kind is Personal.ID:
        return Role.ID if headings.holds(Role.ID) else Role.DOCUMENT if headings.holds(Role.DOCUMENT) else None
    if number.kind is Personal.CARD:
        return Role.CARD if headings.holds(Role.CARD) and not headings.holds(Role.DOCUMENT) else None
    phones = [role for role in headings.roles if role in _PHONES]
    return phones[0] if len(set(phones)) == 1 else None
