"""Two texts line by line, and three: what each of two people changed, and both changes in one where they are apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "came", "gap"]
MOST_SHOWN = 2000  # lines of a difference that anybody reads
_AROUND = 3  # lines that are shown around a change
_ENDS = re.compile(r"\r\n|\n|\r")
_EXACT = 4000  # lines; longer texts are compared with the words of frequent lines left aside, or it takes minutes


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line. `before`, `after`: its numbers from 1 where it stands there; a gap stands for `skipped` equal lines."""

    kind: Kind
    text: str = ""
    before: int | None = None
    after: int | None = None
    skipped: int = 0


def lines_of(text: str) -> list[str]:
    """Lines, whatever their ends."""
    return _ENDS.split(text)


def _matched(old: list[str], new: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _EXACT)


def diff(before: str, after: str) -> list[DiffLine]:
    """What went and what came, with a few lines around."""
    old, new = lines_of(before), lines_of(after)
    shown: list[DiffLine] = []
    last = 0
    for group in _matched(old, new).get_grouped_opcodes(_AROUND):
        first = group[0][1]
        if first > last:
            shown.append(DiffLine("gap", skipped=first - last))
        for tag, at, end, to, to_end in group:
            if tag == "equal":
                shown += [DiffLine("same", old[at + n], at + n + 1, to + n + 1) for n in range(end - at)]
            else:
                shown += [DiffLine("gone", old[n], before=n + 1) for n in range(at, end)]
                shown += [DiffLine("came", new[n], after=n + 1) for n in range(to, to_end)]
        last = group[-1][2]
    if shown and last < len(old):
        shown.append(DiffLine("gap", skipped=len(old) - last))
    return shown


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both changes in one text; None where they touch, and a person must decide. Line ends become `\\n`."""
    old, ours, other = lines_of(base), lines_of(mine), lines_of(theirs)
    edits = sorted([*_edits(old, ours), *_edits(old, other)], key=lambda edit: (edit[0], edit[1]))
    merged: list[str] = []
    at = 0
    previous: tuple[int, int, list[str]] | None = None
    for edit in edits:
        start, end, lines = edit
        if previous is not None and edit == previous:
            continue  # both did the same
        if previous is not None and _touch(previous, edit):
            return None
        merged += old[at:start] + lines
        at, previous = end, edit
    return "\n".join(merged + old[at:])


def _touch(one: tuple[int, int, list[str]], next_: tuple[int, int, list[str]]) -> bool:
    """Whether both changed the same lines, or put something in the same place; neighbouring lines are apart."""
    meet = next_[0] == one[1] and (one[0] == one[1] or next_[0] == next_[1])
    return next_[0] < one[1] or meet


def _edits(old: list[str], new: list[str]) -> list[tuple[int, int, list[str]]]:
    opcodes = _matched(old, new).get_opcodes()
    return [(at, end, new[to:to_end]) for tag, at, end, to, to_end in opcodes if tag != "equal"]
