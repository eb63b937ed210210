"""How much of one text is copied from another: runs of letters that both have, quotations left out of account."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

GRAM = 8  # letters: what both have in a row for so long was copied, or is a name
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
# Fair quotation: the article of a rule, or its words in quotation marks, introduced as such.
_FAIR = re.compile(
    r"(?:规定|明确|指出|提出|要求|所称|写明|强调|第[一二三四五六七八九十百\d]{1,5}条)[^“”\n]{0,16}“[^“”\n]{1,100}”"
    r"|原文[^“”\n]{0,8}“[^“”\n]{1,100}”"
)
_NOT_LETTER = re.compile(r"[^\w]|_")
_NUMBERING = re.compile(
    r"(?m)^[ \t]*(?:第[一二三四五六七八九十百\d]{1,5}[条章节]|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．])"
)
_SAMPLES = 64
_FEW = 0.15  # of the samples: below, four fifths cannot have been copied


@dataclass(frozen=True, slots=True)
class Copied:
    """What was found. `share` is of the letters of the copy, quotations and titles left out."""

    share: float
    letters: int
    longest: str  # the longest passage in a row, as written


@dataclass(frozen=True)
class Source:
    """A text made ready to be compared with many."""

    letters: str

    @cached_property
    def grams(self) -> frozenset[str]:
        """Its runs of GRAM letters; worked out only where a sample says that much may have been copied."""
        return frozenset(self.letters[i : i + GRAM] for i in range(len(self.letters) - GRAM + 1))


def source_of(*texts: str) -> Source:
    """These texts as one source."""
    return Source("\n".join(map(letters_of, texts)))


def letters_of(text: str) -> str:
    """Letters and digits alone, without names in 《》, fair quotations and numbering."""
    return _NOT_LETTER.sub("", _prepared(text))


def copied(text: str, source: Source) -> Copied:
    """How much of `text` stands in the source. Texts of ten thousand letters take some five milliseconds."""
    letters = letters_of(text)
    spots = len(letters) - GRAM + 1
    if spots <= 0 or len(source.letters) < GRAM:
        return Copied(0.0, len(letters), "")
    step = max(1, spots // _SAMPLES)
    sampled = range(0, spots, step)
    if sum(letters[i : i + GRAM] in source.letters for i in sampled) < _FEW * len(sampled):
        return Copied(0.0, len(letters), "")
    runs = _runs(letters, source.grams)
    share = sum(end - start for start, end in runs) / len(letters)
    longest = max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
    return Copied(share, len(letters), _as_written(text, *longest) if longest[1] else "")


def _runs(letters: str, grams: frozenset[str]) -> list[tuple[int, int]]:
    """Stretches that stand in the source, without overlap."""
    out: list[tuple[int, int]] = []
    begin = end = -1
    for i in [i for i in range(len(letters) - GRAM + 1) if letters[i : i + GRAM] in grams]:
        if i > end:
            if end >= 0:
                out.append((begin, end))
            begin = i
        end = i + GRAM
    if end >= 0:
        out.append((begin, end))
    return out


def _prepared(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    return _NUMBERING.sub("", _FAIR.sub("", _TITLE.sub("", plain)))


def _as_written(text: str, start: int, end: int) -> str:
    """The letters from `start` to `end`, with the punctuation between them."""
    plain, at, first = _prepared(text), 0, 0
    for place, letter in enumerate(plain):
        if _NOT_LETTER.match(letter):
            continue
        if at == start:
            first = place
        at += 1
        if at == end:
            return re.sub(r"\s+", " ", plain[first : place + 1])
    return ""
