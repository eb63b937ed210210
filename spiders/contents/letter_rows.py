"""Rows of a message board: letters by the headings above them, by labels in them, or by what is plain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspection.contents import Message
from inspection.letters import answered_by, is_state
from spiders.contents.letter_words import Part, part_of, pieces, tokens
from spiders.contents.letters import Letter, bare, day_in, letter_of
from spiders.reading.dates import find_dates
from spiders.reading.page import Anchor, Box, Line, ParsedPage, squeeze

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LONGEST = 6_000  # characters of a row
_SHORTEST_TITLE = 4  # letters
_PLAIN = re.compile(r"^[\s\d.,:：/\-—\[\]【】()（）]*$")
_MARK = re.compile(r"^\s*[\[【(（]([^\]】)）]{2,8})[\]】)）]\s*|\s*[\[【(（]([^\]】)）]{2,8})[\]】)）]\s*$")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt"})
_DATING = frozenset({Part.ASKED, Part.ANSWERED, Part.STATE})


@dataclass(slots=True)
class Group:
    """Letters of one list, and the lines that it takes, [first, last)."""

    letters: tuple[Message, ...]
    first: int
    last: int


def group_of(page: ParsedPage, boxes: Sequence[Box]) -> Group | None:
    """The letters of these rows; None where they are no letters. Half of the rows must be some."""
    heads, body = _headings(page, boxes)
    found = []
    for box in body:
        letter = _letter(page, box, heads)
        if letter is not None:
            found.append(letter)
    whole = _joined(found)
    if len(whole) < len(found) and len(whole) <= 1:
        return None  # the question and the answer of the one letter that the page is about
    if not found or len(found) * 2 < len(body):
        return None
    found = whole
    if any(one.has_answer is not None for one, _, _ in found) and any(one.answer is not None for one, _, _ in found):
        for one, _, _ in found:  # cards of one template: where others have an answer, this one has none yet
            if one.answer is None and one.answered is None and not one.state:
                one.answer = ""
    return Group(tuple(one.message(title, url) for one, title, url in found), boxes[0].first, boxes[-1].last)


def _joined(found: Sequence[tuple[Letter, str, str]]) -> list[tuple[Letter, str, str]]:
    """The rows that begin a letter; what is only its answer or state, in a block of its own, is the one's above it."""
    out: list[tuple[Letter, str, str]] = []
    for letter, title, url in found:
        if not _is_part(letter, title, url):
            out.append((letter, title, url))
        elif out:
            above = out[-1][0]
            above.answered, above.state = above.answered or letter.answered, above.state or letter.state
            above.answer = letter.answer if above.answer is None else above.answer
            above.dated = above.dated or letter.dated
    return out


def _is_part(letter: Letter, title: str, url: str) -> bool:
    """Whether a row says nothing but what became of a letter: it has no day, no question, no title of its own."""
    if letter.asked or letter.question or letter.title or url:
        return False
    return letter.answer is not None or letter.answered is not None or bool(letter.state and letter.state in title)


def _headings(page: ParsedPage, boxes: Sequence[Box]) -> tuple[Mapping[int, Part], Sequence[Box]]:
    """Parts by the number of their cell, and the rows below; the headings may stand in another list just above."""
    for at, box in enumerate(boxes[:2]):
        if heads := _as_headings(_cells(page, box)):
            return heads, boxes[at + 1 :]
    first = boxes[0]
    parent = first.parent
    above = [box for box in (_before(page, first), _before(page, parent) if parent is not None else None) if box]
    for box in above:
        if heads := _as_headings(_cells(page, box)):
            return heads, boxes
    return {}, boxes


def _before(page: ParsedPage, box: Box) -> Box | None:
    """The block whose lines end where this one's begin."""
    if box.first == 0:
        return None
    found: Box | None = None
    for one in page.lines[box.first - 1].box.and_outer():
        if one.last > box.first or one.parent is None:
            break
        found = one
    return found


def _as_headings(cells: Sequence[str]) -> Mapping[int, Part]:
    """Headings: two cells at least and half of all, one of them of a day or a state; none is such itself."""
    if not 2 <= len(cells) <= 12 or any(
        is_state(cell) or cell.endswith((":", "：")) or find_dates(cell) for cell in cells
    ):
        return {}
    parts = {at: part for at, cell in enumerate(cells) if (part := part_of(cell)) is not None}
    named = set(parts.values())
    if len(parts) * 2 < len(cells) or len(parts) < 2 or not named & _DATING:
        return {}
    if Part.ASKED not in named:  # 标题, 时间, 答复时间: the bare one is the letter's
        plain = [
            at for at, cell in enumerate(cells) if squeeze(cell) in ("时间", "日期", "发布时间", "发布日期", "受理时间")
        ]
        parts |= dict.fromkeys(plain[:1], Part.ASKED)
    return parts


def _cells(page: ParsedPage, box: Box) -> list[str]:
    """A row's cells: of a table also the empty ones; else wherever an inline element or a block begins."""
    lines = page.lines[box.first : box.last]
    if box.tag != "tr":
        return [said for said, _ in pieces(lines)]
    cells: list[str] = []
    last: Box | None = None
    for line in lines:
        cell = next((one for one in line.box.and_outer() if one.tag in ("td", "th")), None)
        if cell is last and cells:
            cells[-1] = f"{cells[-1]} {line.text}".strip()
        else:
            cells.append(line.text)
        last = cell
    return cells


def _letter(page: ParsedPage, box: Box, heads: Mapping[int, Part]) -> tuple[Letter, str, str] | None:
    """The letter of a row with its title and address."""
    lines = page.lines[box.first : box.last]
    if sum(len(line.text) for line in lines) > _LONGEST:
        return None
    cells = _cells(page, box)
    anchor = _anchor([anchor for line in lines for anchor in line.anchors])
    if heads and len(cells) > max(heads):
        letter = _by_headings(cells, heads)
    else:
        letter = letter_of(tokens(lines))
        if letter.asked is None and letter.answered is None:
            _by_days(letter, cells)
        if heads and not letter.state and letter.asked is None:
            return None
    title = _unmarked(_whole_title(letter.title, anchor) or _headed(lines) or _title(anchor, cells, letter.words))
    told = letter.asked or letter.answered or letter.state or letter.answer is not None
    if not told or len(_HAN.findall(title)) < _SHORTEST_TITLE:
        return None
    return letter, title, anchor.url if anchor is not None else ""


def _by_headings(cells: Sequence[str], heads: Mapping[int, Part]) -> Letter:
    letter = Letter()
    for at, part in heads.items():
        cell = cells[at]
        if part is Part.TITLE or (part is Part.QUESTION and not letter.title):
            letter.title = letter.title if part is Part.QUESTION and letter.title else cell
        elif part is Part.ASKED:
            letter.asked = letter.asked or day_in(cell)
        elif part is Part.ANSWERED:
            letter.answered = day_in(cell)
            if answered_by(cell) is False or (_PLAIN.match(cell) and letter.answered is None):
                letter.answer = ""
        elif part is Part.STATE and answered_by(cell) is not None:
            letter.state = cell
    if letter.state:
        letter.answer = None  # the state says it better than an empty cell
    return letter


def _by_days(letter: Letter, cells: Sequence[str]) -> None:
    """Two days are the letter's and its answer's; one is the letter's where it is still open, else it may be either."""
    days: list[date] = [bare(found) for cell in cells if len(cell) <= 60 for _, _, found in find_dates(cell)]
    if not letter.state or not days:
        return
    open_ = answered_by(letter.state) is False
    if len(days) >= 2 and not open_:
        letter.asked, letter.answered = min(days[:2]), max(days[:2])
    elif open_:
        letter.asked = min(days)


def _anchor(anchors: Sequence[Anchor]) -> Anchor | None:
    """The link with the longest words."""
    return max((one for one in anchors if one.url), key=lambda one: len(one.text or one.title), default=None)


def _unmarked(title: str) -> str:
    """The title without a state in brackets before or behind it."""
    return _MARK.sub(lambda found: "" if is_state(found[1] or found[2]) else found[0], title).strip()


def _whole_title(title: str, anchor: Anchor | None) -> str:
    """A title that the row cuts short, as its link has it."""
    full = anchor.title if anchor is not None else ""
    return full if title and len(full) > len(title) and full.startswith(title.rstrip("….·")[:6]) else title


def _headed(lines: Sequence[Line]) -> str:
    """What stands in a heading of the row."""
    for line in lines:
        if any(box.tag in _HEADINGS for box in line.box.and_outer()) and not find_dates(line.text):
            return line.text if part_of(line.text) is None else ""
    return ""


def _title(anchor: Anchor | None, cells: Sequence[str], question: str) -> str:
    if anchor is not None and len(_HAN.findall(anchor.text)) >= _SHORTEST_TITLE:
        return anchor.title if len(anchor.title) > len(anchor.text) else anchor.text
    if len(_HAN.findall(question)) >= _SHORTEST_TITLE:
        return question
    plain = (
        cell for cell in cells if not (is_state(cell) or part_of(cell) or _PLAIN.match(cell) or find_dates(cell[:200]))
    )
    return max(plain, key=len, default="")
