"""Message boards: letters to the office and their answers, as a page shows them."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate

from inspection.contents import Message
from inspection.letters import tells
from spiders.contents.letter_rows import Group, group_of
from spiders.contents.letter_words import TELLS, Part, tokens
from spiders.contents.letters import letter_of
from spiders.reading.page import Box, Line, ParsedPage

MOST = 400  # letters of one page
_MOST_GROUPS, _MOST_ROWS, _MOST_LINES = 300, 1_000, 400  # of one page; rows of a group; lines of a row
_SMALL = frozenset({"tr", "td", "th", "p", "h1", "h2", "h3", "h4", "h5", "dt", "dd", "li"})  # too small for a letter
_LABELS = frozenset({Part.ASKED, Part.ANSWERED, Part.QUESTION, Part.ANSWER})
_BEGIN = 300  # characters of a line in which a label or a state may stand
_ABOVE = 12  # lines above the rows in which their headings may stand
_ROWS = frozenset({"tr", "li", "dl", "div", "article", "section", "p", "dd"})


def messages_of(page: ParsedPage) -> tuple[Message, ...]:
    """The letters that the page shows: rows of a list, cards, or the one letter that the page is about. Never raises.

    Assumes that states (已回复, 办理中), headings or labels (来信时间, 答复时间) say what is what: a list of titles and
    days alone is not known to be of letters. A lone day beside an answered letter may be either day, and is left out;
    days without a year are not understood.
    """
    telling = [bool(TELLS.search(line.text[:_BEGIN]) or tells(line.text[:_BEGIN])) for line in page.lines]
    if not any(telling):
        return ()
    best = _best(page, [0, *accumulate(telling)])
    whole = _whole(page, best)
    listed = best.letters[:MOST] if best is not None else ()
    return (*((whole,) if whole is not None else ()), *listed)


def _best(page: ParsedPage, before: list[int]) -> Group | None:
    """The rows that hold most letters; of several alike the innermost. `before`: telling lines before each line."""
    groups: dict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in page.boxes:
        if box.tag in _ROWS and not box.hidden and 0 < box.last - box.first <= _MOST_LINES:
            groups[id(box.parent), box.tag].append(box)
    found: Group | None = None
    for (_, tag), boxes in list(groups.items())[: _MOST_GROUPS * 10]:
        if len(boxes) < 2 and tag not in ("li", "tr", "dl"):
            continue
        if before[boxes[-1].last] == before[max(0, boxes[0].first - _ABOVE)]:
            continue
        group = group_of(page, boxes[:_MOST_ROWS])
        if group is not None and (found is None or len(group.letters) >= len(found.letters)):
            found = group
    return found


def _whole(page: ParsedPage, rows: Group | None) -> Message | None:
    """The letter that the page itself is about: its labels stand outside the rows."""
    taken = range(rows.first, rows.last) if rows is not None else range(0)
    said = list(tokens(_region(page, taken)))
    named = {part for part, _ in said}
    if sum(part is Part.ASKED for part, _ in said) > 1:
        return None  # a list whose rows were not made out
    if not named & {Part.ASKED, Part.QUESTION} or not named & {Part.ASKED, Part.ANSWERED, Part.ANSWER, Part.STATE}:
        return None
    letter = letter_of(said)
    told = (letter.asked is not None, letter.answered is not None, letter.answer is not None, bool(letter.state))
    if sum(told) < 1 or (rows is not None and not (letter.question or letter.answer is not None)):
        return None
    return letter.message(letter.title or page.head_title, "")


def _region(page: ParsedPage, taken: range) -> list[Line]:
    """The lines of the smallest block that holds every label of a letter: what stands beside it is not the answer's."""
    labelled = [
        line
        for at, line in enumerate(page.lines)
        if at not in taken and not line.box.hidden and _LABELS & {part for part, _ in tokens([line])}
    ]
    outside = [line for line in labelled if not any(box.tag == "form" for box in line.box.and_outer())] or labelled
    if not outside:
        return []
    shared = list(outside[0].box.and_outer())
    for line in outside[1:]:
        own = {id(box) for box in line.box.and_outer()}
        shared = [box for box in shared if id(box) in own]
    block = shared[0] if shared else None
    while block is not None and block.parent is not None and block.tag in _SMALL:
        block = block.parent
    span = range(block.first, block.last) if block is not None else range(len(page.lines))
    return [page.lines[at] for at in span if at not in taken and not page.lines[at].box.hidden]
