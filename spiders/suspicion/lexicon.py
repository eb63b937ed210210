"""The lexicons: words with what they stand for and how much they say, and the means to find them quickly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import ahocorasick

from inspection.suspicion import Category, Weight
from spiders.suspicion.normal import normal

_FOLDER = Path(__file__).with_name("lexicon")
_WEIGHTS = {"strong": Weight.STRONG, "plain": Weight.PLAIN, "hint": Weight.HINT}
_CJK = re.compile("[\u3400-\u9fff]")
# Letters that many pages have, the commonest first: a search that begins with one of them stops at every turn.
_COMMON = (
    "的国一政中新办大网人公信年工业业务和有是在为业作行市关理发会民企社部通法上金报利不知成时生收经动自下本万全文代元地三分政监管"
    "服务体投查平局明省委业项目要开规场展区等进院产化高安法城加及设制建重实主单考情北户外证江联合人者机电力我县应当方现行定第日月"
    "对以个于来家学子用其使后多子之与并相表内部公司交通农合北京海山东河南水水利计划教育科技术资源质量环境保护社会组织养老"
    "美线台视频下载官游戏影直播手最免费注册域名出售转让育澳门皇西娱乐际彩票综待您访问仿真观看银卡身份"
)
_RANK = {letter: at for at, letter in reversed(list(enumerate(_COMMON)))}


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of a lexicon."""

    word: str
    category: Category
    weight: Weight


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every word that is looked for. `own` are the plan's, `exempt` are left out."""

    own: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    _entries: dict[str, Entry] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        left_out = {normal(word) for word in self.exempt}
        found = {word: entry for word, entry in _shipped().items() if word not in left_out}
        found |= {normal(word): Entry(word, Category.OWN, Weight.STRONG) for word in self.own if normal(word)}
        self._entries.update(found)


class Finder:
    """Finds the words of a lexicon in normal text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._automaton = ahocorasick.Automaton()
        for word, entry in lexicon._entries.items():
            self._automaton.add_word(word, entry)
        if lexicon._entries:
            self._automaton.make_automaton()
        self._any = bool(lexicon._entries)
        self.stems = _stems(lexicon._entries)  # any Chinese word, cheaply, in raw text
        self.roman = _roman(lexicon._entries)  # parts of which every other word has one, in lower case

    def __call__(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """(start, end, entry) of the longest words, left to right. Words in letters must stand by themselves."""
        if not self._any:
            return
        for last, entry in self._automaton.iter_long(text):
            end = last + 1
            start = end - len(normal(entry.word))
            if _stands(text, start, end):
                yield start, end, entry

    def may_have(self, text: str) -> bool:
        """A cheap first look: False only where no word can be."""
        if self.stems is not None and self.stems.search(text):
            return True
        low = text.lower()
        return any(part in low for part in self.roman)


@cache
def finder(own: tuple[str, ...], exempt: tuple[str, ...]) -> Finder:
    """The finder for a plan's words, built once."""
    return Finder(Lexicon(own, exempt))


@cache
def _shipped() -> dict[str, Entry]:
    """Every word of the files, by its normal form."""
    found: dict[str, Entry] = {}
    for category in Category:
        path = _FOLDER / f"{category.value}.txt"
        if category is Category.OWN:
            continue
        weight = Weight.STRONG
        for raw in path.read_text("utf-8").splitlines():
            line = raw.strip()
            if line.startswith("["):
                weight = _WEIGHTS[line.strip("[]")]
            elif line and not line.startswith("#"):
                found.setdefault(normal(line), Entry(line, category, weight))
    return found


def _stands(text: str, start: int, end: int) -> bool:
    """Whether letters and figures at its ends are not parts of a longer word."""
    before, first = text[start - 1] if start else " ", text[start]
    after, last = text[end] if end < len(text) else " ", text[end - 1]
    return not (_is_roman(first) and _is_roman(before)) and not (_is_roman(last) and _is_roman(after))


def _is_roman(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _stems(entries: dict[str, Entry]) -> re.Pattern[str] | None:
    """Matches wherever a weighty Chinese word may stand, by its least common letters."""
    by_first: dict[str, set[str]] = defaultdict(set)
    for word, entry in entries.items():
        if entry.weight is not Weight.HINT and _is_chinese(word):
            stem = _stem(word)
            by_first[stem[0]].add(stem[1:])
    if not by_first:
        return None
    return re.compile("|".join(f"{re.escape(first)}(?:{_any_of(rests)})" for first, rests in sorted(by_first.items())))


def _any_of(rests: Iterable[str]) -> str:
    return "|".join(re.escape(rest) for rest in sorted(rests))


def _stem(word: str) -> str:
    """Three letters of the word, or both, from its least common one on where that leaves so many."""
    at = max(range(len(word) - 1), key=lambda place: _RANK.get(word[place], len(_COMMON)))
    at = min(at, max(0, len(word) - 3))
    return word[at : at + 3]


def _roman(entries: dict[str, Entry]) -> tuple[str, ...]:
    """Words with letters other than Chinese, but those that have another of them within."""
    weighty = (word for word, entry in entries.items() if entry.weight is not Weight.HINT and not _is_chinese(word))
    parts: list[str] = []
    for word in sorted(weighty, key=len):
        if not any(part in word for part in parts):
            parts.append(word)
    return tuple(parts)


def _is_chinese(word: str) -> bool:
    return len(_CJK.findall(word)) == len(word) > 1
