"""Finding wrong wordings in a text: all entries of all lexicons in one pass, and whether each is wrong where it stands.

Gives up on what 《》 encloses (names of documents are cited as they are), and on sentences that teach what is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from inspection.wordings import Post, Wrong

_QUOTES = re.compile('[“”"]')
_STRAIGHT = str.maketrans("“”", '""')
_TEACHES_BEFORE = re.compile(
    r"(?:不得|不要|不能|不宜|不再|不可|避免|禁止|禁用|慎用|误作|误写|错写|误称|旧称|原称)[^。；;\n]{0,8}$"
)
_TEACHES_AFTER = re.compile(
    r"^[”’\"』」）)]{0,2}[^。；;\n]{0,4}(?:应为|应当为|应写|应称|改为|改称|更名为|一词|的说法|的写法|系误|是错误|有误|属错误|->|→)"
)
_BOUND = re.compile(r"[A-Za-z0-9]")
_AROUND = 18  # characters either side that are shown
_TITLE = 120  # characters within which 《 and 》 enclose


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording that is looked for, with the lexicon that it stands in."""

    wrong: Wrong
    lexicon: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place. `words`: as written there; `around`: with what stands beside it."""

    entry: Entry
    words: str
    around: str
    line: str  # the line's part near it


class Finder:
    """Finds wordings, and names of people whose posts are known."""

    def __init__(self, entries: Iterable[Entry], posts: Iterable[Post] = ()) -> None:
        self._automaton = ahocorasick.Automaton()
        self._size = 0
        self.knows_people = False
        for entry in entries:
            for written in spellings(entry.wrong.wrong):
                if _in_bytes(written) not in self._automaton:
                    self._add(written, (written, entry))
        for post in posts:
            if _in_bytes(post.name) not in self._automaton:
                self._add(post.name, (post.name, post))
                self.knows_people = True
        if self._size:
            self._automaton.make_automaton()

    def _add(self, word: str, value: tuple[str, Entry | Post]) -> None:
        self._automaton.add_word(_in_bytes(word), value)
        self._size += 1

    def _found(self, text: str) -> Iterator[tuple[int, int, str, Entry | Post]]:
        """Start, end and word of everything that is looked for."""
        if not self._size:
            return
        letters = _in_bytes(text)
        read, at = 0, 0  # letters, and the characters of the text that they are
        for last, (word, said) in self._automaton.iter(letters):
            at += len(letters[read : last + 1].encode("latin-1").decode("utf-8", "surrogatepass"))
            read = last + 1
            yield at - len(word), at, word, said

    def __call__(self, text: str) -> Iterator[Hit]:
        """Wrong wordings, from left to right; of those that overlap the longest."""
        found = [(start, -end, word, said) for start, end, word, said in self._found(text) if isinstance(said, Entry)]
        taken = 0
        for start, end, word, entry in sorted(found, key=lambda one: one[:2]):
            if start < taken or not _is_wrong(text, start, -end, entry.wrong):
                continue
            taken = -end
            yield Hit(entry, word, _shown(text, start, -end), _line(text, start, -end))

    def people(self, text: str) -> Iterator[tuple[int, int, Post]]:
        """Where people are named whose posts are known."""
        for start, end, _, said in self._found(text):
            if isinstance(said, Post):
                yield start, end, said


def _in_bytes(text: str) -> str:
    """The text's bytes as letters: the automaton seeks each letter among its node's, which may be 256 but not 6,000."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def spellings(wrong: str) -> tuple[str, ...]:
    """With the quotation marks as the lexicon has them, with straight ones, and without."""
    return tuple(dict.fromkeys((wrong, wrong.translate(_STRAIGHT), _QUOTES.sub("", wrong))))


def _is_wrong(text: str, start: int, end: int, entry: Wrong) -> bool:
    if _is_part(text, start - 1, start) or _is_part(text, end - 1, end):
        return False
    if _covers(text, start, end, entry.right) or any(_excuses(text, start, end, one) for one in entry.unless):
        return False
    if "《" not in entry.wrong and _is_named(text, start, end):
        return False
    before, after = text[max(0, start - 14) : start], text[end : end + 16]
    return not (_TEACHES_BEFORE.search(before) or _TEACHES_AFTER.match(after))


def _is_part(text: str, left: int, right: int) -> bool:
    """Whether letters or digits run on over that border."""
    if left < 0 or right >= len(text):
        return False
    return bool(_BOUND.match(text[left]) and _BOUND.match(text[right]))


def _covers(text: str, start: int, end: int, context: str) -> bool:
    """Whether the longer wording stands there, of which the wrong one is a part."""
    word = text[start:end]
    at = context.find(word)
    while at >= 0:
        if start >= at and text.startswith(context, start - at):
            return True
        at = context.find(word, at + 1)
    return False


def _excuses(text: str, start: int, end: int, context: str) -> bool:
    """Whether that context stands there: around the wording where it holds it, else in the same sentence."""
    if text[start:end] in context:
        return _covers(text, start, end, context)
    return context in _sentence(text, start, end)


def _sentence(text: str, start: int, end: int) -> str:
    left = max(text.rfind(mark, max(0, start - 60), start) for mark in "。；！？\n")
    rights = [at for mark in "。；！？\n" if (at := text.find(mark, end, end + 60)) >= 0]
    return text[max(left + 1, start - 60) : min(rights, default=end + 60)]


def _is_named(text: str, start: int, end: int) -> bool:
    """Whether it stands in 《…》."""
    opened = text.rfind("《", max(0, start - _TITLE), start)
    return opened >= 0 and text.find("》", opened, start) < 0 and text.find("》", end, end + _TITLE) >= 0


def _shown(text: str, start: int, end: int) -> str:
    return re.sub(r"\s+", " ", text[max(0, start - _AROUND) : end + _AROUND]).strip()


def _line(text: str, start: int, end: int) -> str:
    left = text.rfind("\n", max(0, start - 8), start)
    right = text.find("\n", end, end + 8)
    return text[max(left + 1, start - 8) : right if right >= 0 else end + 8]
