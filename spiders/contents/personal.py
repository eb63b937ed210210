"""Personal data in a text and its tables: numbers that prove themselves, with the words around them.

Found: ID numbers of 18 digits by province, birth date and checksum (full-width, with spaces or signs of no width
between the digits, also inside the 20 of a disability certificate), of 15 digits after a word or under a heading
such as 身份证; bank cards by issuer and Luhn where words or headings say that it is a person's account; mobile
numbers in a personal context: in a list of people, under a heading such as 家长电话, beside an ID number, after
本人电话, in a letter (我的电话是 …).

Left alone: numbers with stars; credit codes and numbers of cases, orders and documents (by the word before, by the
heading, or because most numbers of their kind have no sound checksum); samples; hotlines, and the mobile of an
office's contact (联系人, 值班, 负责人; directories of institutions; staff with their posts); accounts of offices,
companies and collections of donations; a mobile number about which nothing is said.

Gives up on: pictures, numbers in Chinese numerals, numbers broken by a line's end, travel documents, addresses and
illnesses; a mobile number in running text whose owner is told more than 80 characters away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from inspection.contents import Personal as Kind
from inspection.contents import PersonalDatum
from inspection.personal_numbers import as_seen
from spiders.contents.personal_lines import told_by_lists
from spiders.contents.personal_lists import Headings, Role, Row, gives_away, is_heading
from spiders.contents.personal_numbers import Number, has_long_number, numbers_in, unsound_ids, windows
from spiders.contents.personal_prose import is_given_away, is_labelled_as_id, label_of, says_otherwise
from spiders.contents.personal_shown import in_row, in_text, masked

MOST = 300  # data of one page or file that are kept
_NUMBERING = 3  # so many unsound ones to one sound: they are numbers of cases
_HEADS = 60  # letters of the row above a table that name it; longer than a number's cell
_WORDS = re.compile(r"[一-鿿]{2}")


def personal_in(text: str, tables: Sequence[Sequence[Row]] = (), title: str = "") -> tuple[PersonalDatum, ...]:
    """What a text, and tables that stand in it, give away; each number once, at most 300.

    `tables` are rows of cells: whose a number is, is told by its heading there, whatever the text says of it. `title`
    is the page's, or the file's. Nothing that is returned holds a whole number.
    """
    judged: dict[tuple[Kind, str], PersonalDatum | None] = {}
    for rows in tables:
        for number, datum in _in_table(rows, title):
            key = (number.kind, number.digits)
            if judged.get(key) is None:
                judged[key] = datum
        if sum(datum is not None for datum in judged.values()) >= MOST:
            break
    for number, datum in _in_text(text, title):
        judged.setdefault((number.kind, number.digits), datum)
    return tuple(datum for datum in judged.values() if datum is not None)[:MOST]


def _in_table(rows: Sequence[Row], title: str) -> Iterator[tuple[Number, PersonalDatum | None]]:
    """Every number of a table: with its datum where it is given away."""
    above, headings, fresh, first = title, None, False, True
    of_cases = _numberings(rows)
    for row in rows:
        if is_heading(row, first=first):
            headings = headings.joined(row, above) if headings is not None and fresh else Headings.of(row, above)
            fresh, first = True, False
            continue
        alone = sum(bool(cell.strip()) for cell in row) == 1
        if headings is None and alone:
            above += "".join(row)[:_HEADS]
        fresh, first = False, first and alone
        # A cell alone is a line: the text says whose its numbers are.
        if not alone and any(map(has_long_number, row)):
            yield from _in_row(row, headings or _form(row), of_cases)


def _numberings(rows: Sequence[Row]) -> set[int]:
    """Columns whose numbers look like ID numbers, and mostly have no sound checksum: they are numbers of cases."""
    sound: Counter[int] = Counter()
    unsound: Counter[int] = Counter()
    for row in rows:
        for at, cell in enumerate(row):
            if len(cell) < _HEADS and has_long_number(cell):
                seen = "".join(as_seen(cell)[0])
                unsound[at] += unsound_ids(seen)
                sound[at] += any(number.kind is Kind.ID and number.sure for number in numbers_in(seen))
    return {at for at, count in unsound.items() if count > _NUMBERING * sound[at]}


def _form(row: Row) -> Headings:
    """A form: what stands left of a cell names it."""
    names = ["" if has_long_number(cell) else cell for cell in row]
    return Headings.of(["", *names[:-1]])


def _in_row(row: Row, headings: Headings, of_cases: Collection[int]) -> Iterator[tuple[Number, PersonalDatum | None]]:
    found = [(at, "".join(as_seen(cell)[0])) for at, cell in enumerate(row) if has_long_number(cell)]
    numbers = [(at, seen, number) for at, seen in found for number in numbers_in(seen)]
    with_id = any(_is_surely_id(number, headings.at(at)[1]) for at, _, number in numbers)
    for at, seen, number in numbers:
        heading, role = headings.at(at)
        given = gives_away(number, role, of_people=headings.of_people, with_id=with_id)
        if _WORDS.search(seen):
            # Words in the cell itself (经办人：李某 138…) say more than its heading.
            said = says_otherwise(seen, number)
            ids = [other for place, _, other in numbers if place == at and other.kind is Kind.ID]
            given = is_given_away(seen, number, ids) or (not said and given and role is not None)
        elif number.kind is Kind.ID and at in of_cases and role is not Role.ID:
            given = False
        datum = PersonalDatum(number.kind, masked(number), in_row(row, headings.names, at, number), heading)
        yield number, datum if given else None


def _is_surely_id(number: Number, role: Role | None) -> bool:
    return number.kind is Kind.ID and (role is Role.ID or (number.sure and role is not Role.DOCUMENT))


def _in_text(text: str, title: str) -> Iterator[tuple[Number, PersonalDatum | None]]:
    sound, unsound = 0, 0
    found: list[tuple[str, Number, bool]] = []
    listed: dict[tuple[Kind, str], bool] | None = None
    for window in windows(text):
        seen = "".join(as_seen(text[window.start : window.end])[0])
        numbers = numbers_in(seen)
        if numbers and listed is None:
            listed = told_by_lists(text, title)
        ids = [number for number in numbers if number.kind is Kind.ID and _stands(seen, number, listed or {})]
        unsound += unsound_ids(seen)
        sound += len(ids)
        found += [(seen, number, is_given_away(seen, number, ids)) for number in numbers]
    of_cases = unsound > _NUMBERING * sound
    for seen, number, told in islice(found, 4 * MOST):
        if number.kind is Kind.ID:
            labelled = is_labelled_as_id(seen, number)
            given = told and (labelled or ((listed or {}).get((number.kind, number.digits), True) and not of_cases))
        else:
            given = (listed or {}).get((number.kind, number.digits), told)
        label = label_of(seen, number)
        yield number, PersonalDatum(number.kind, masked(number), in_text(seen, number), label) if given else None


def _stands(seen: str, number: Number, listed: Mapping[tuple[Kind, str], bool]) -> bool:
    """Whether it is an ID number, so that what stands beside it is the same person's."""
    return listed.get((number.kind, number.digits), True) and is_given_away(seen, number, [])
