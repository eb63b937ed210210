"""Numbers of people that a page holds without showing them: whoever looks at its source reads them all the same.

Found: whatever stands in blocks that are not displayed (a sheet's hidden columns pasted into a page), by the very rules
of what is shown; and ID numbers with a sound checksum in inline elements that are not displayed, in values of inputs,
in comments, in text areas, and in scripts where a name such as 身份证 or idCard stands before them.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from inspection.contents import HIDDEN, Personal, PersonalDatum
from inspection.personal_numbers import sound_id
from spiders.contents.personal import MOST, personal_in
from spiders.contents.personal_numbers import has_long_number
from spiders.contents.rows import rows_of
from spiders.reading.page import ParsedPage

_BEFORE, _AFTER = 60, 30  # characters of source around a number that may say whose it is
_NEAR = 40  # characters before a number in a script that may name it
_TAG = 400  # characters from a tag's beginning to a number in it
_TRIED = 4 * MOST  # numbers of one page
_NUMBER = (
    r"(?<![0-9A-Za-z/_\-])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
    r"(?![0-9A-Za-z/_\-]|\.[A-Za-z])"
)
_ID, _ID_IN_BYTES = re.compile(_NUMBER), re.compile(_NUMBER.encode())
_ALIKE = bytes.maketrans(b"123456789", b"000000000")
_RUN, _NOUGHTS = b"0" * 17, re.compile(b"0+")
_SCRIPT = re.compile(r"<(/?)script\b", re.I)
_ATTRIBUTE = re.compile(r"""(?:^|[\s"'])([\w:\-]{1,40})\s{0,3}=\s{0,3}["']?[^"'<>=]*$""")
_TELLING = re.compile(r"value|content|title|alt|placeholder|data-[\w\-]+", re.I)
_NAMED = re.compile(r"身份证|证件号|sfz|zjhm|id_?(?:card|no|num)|card_?(?:id|no)|cert_?no|identity", re.I)
_MARKUP = re.compile(r"<!--|-->|<[^<>]*>?|[^<>]*>|&nbsp;|[\"'{}\[\]]")


def with_hidden(
    page: ParsedPage, body: bytes, shown: str, found: Sequence[PersonalDatum], title: str
) -> tuple[PersonalDatum, ...]:
    """What is shown, `found`, and behind it what the page holds besides."""
    known = {(datum.kind, datum.masked) for datum in found}
    unseen = "\n".join(line.text for line in page.lines if line.text and line.box.hidden)
    more: list[PersonalDatum] = []
    if unseen and has_long_number(unseen):
        whole = "\n".join(line.text for line in page.lines if line.text)
        more += personal_in(whole, rows_of(page, hidden=True), title)
    lines = islice(_in_source(page.html, f"{shown}\n{unseen}"), MOST) if _holds_one(body) else ()
    if said := "\n".join(lines):
        more += (datum for datum in personal_in(said, (), title) if datum.kind is Personal.ID)
    added: dict[tuple[Personal, str], PersonalDatum] = {}
    for datum in more:
        if (datum.kind, datum.masked) not in known:
            added.setdefault((datum.kind, datum.masked), replace(datum, context=datum.context + HIDDEN))
    return (*found, *added.values())[:MOST]


def _holds_one(body: bytes) -> bool:
    """Whether a sound number stands anywhere in the bytes: a tenth of the time that a search of the source takes."""
    seen, end = body.translate(_ALIKE), 0
    while (start := seen.find(_RUN, end)) >= 0:
        number = _ID_IN_BYTES.match(body, start)
        if number is not None and sound_id(number[0].decode()):
            return True
        run = _NOUGHTS.match(seen, start)
        end = run.end() if run is not None else start + 1
    return False


def _in_source(html: str, read: str) -> Iterator[str]:
    """A line for each sound number that stands in none of the page's lines, with the words around it."""
    scripts: list[tuple[int, bool]] | None = None
    for number in islice(_ID.finditer(html), _TRIED):
        digits, start, end = number[0], number.start(), number.end()
        if not sound_id(digits) or digits in read:
            continue
        if scripts is None:
            scripts = [(tag.start(), not tag[1]) for tag in _SCRIPT.finditer(html)]
        place = bisect(scripts, (start, False))
        if _is_told(html[max(0, start - _TAG) : start], in_script=place > 0 and scripts[place - 1][1]):
            before, after = _MARKUP.sub(" ", html[max(0, start - _BEFORE) : start]), html[end : end + _AFTER]
            yield " ".join(f"{before}{digits} {_MARKUP.sub(' ', after)}".split())


def _is_told(before: str, *, in_script: bool) -> bool:
    """Whether it stands where it says what it is: addresses, names of elements and numbers of scripts say nothing."""
    if in_script:
        return _NAMED.search(before[-_NEAR:]) is not None
    if before.rfind("<") <= before.rfind(">") or before.rfind("<!--") == before.rfind("<"):
        return True
    attribute = _ATTRIBUTE.search(before)
    return attribute is not None and _TELLING.fullmatch(attribute[1]) is not None
