"""What the body of an interpretation introduces as its policy, told apart from what it merely cites."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from enum import IntEnum

from checks.names import fold, quotes
from inspection.titles import document_numbers, number_key

_SENTENCE = re.compile(r"[^。;!?\n]+")
_INTRODUCES = (
    "印发", "发布", "公布", "出台", "制定", "修订", "颁布",
    "起草", "现就", "现将", "关于对", "解读", "说明", "文号",
)  # fmt: skip
_CITES = (
    "根据", "依据", "按照", "依照", "遵照", "参照", "贯彻", "落实",
    "结合", "执行", "同时废止", "废止", "代替", "原", "要求",
)  # fmt: skip
_SHORT_FOR = re.compile(r"^(?:\([^()]*\)|〔[^〕]*〕\d+号)*\(以下(?:统)?简?称")
_HEAD = 4000  # letters: what stands further down is detail


class Role(IntEnum):
    """How a sentence mentions a document."""

    CITED = 0
    MENTIONED = 1
    INTRODUCED = 2


def numbers_in_text(text: str, known: Container[str], lenient: bool) -> list[str]:
    """The known document numbers that the text introduces as its own; those of laws that it cites are left out.

    `lenient`: the title names no document, so that the one known number in the text counts however it is mentioned.
    """
    found: dict[str, Role] = {}
    for sentence in _sentences(text):
        if "号" not in sentence:
            continue
        for number in document_numbers(sentence):
            key = number_key(number)
            if key in known:
                at = _position(sentence, number)
                found[key] = max(found.get(key, Role.CITED), _role(sentence, at, at + len(number)))
    return _surest(found, lenient)


def quoted_in_text(text: str) -> list[str]:
    """The names 《…》 that the text introduces; where it introduces none, the only one that it mentions at all."""
    found: dict[str, Role] = {}
    for sentence in _sentences(text):
        for start, end, inside in quotes(sentence):
            found[inside] = max(found.get(inside, Role.CITED), _role(sentence, start, end))
    introduced = [name for name, role in found.items() if role is Role.INTRODUCED]
    return introduced[:1] or (list(found) if len(found) == 1 else [])


def _surest(found: dict[str, Role], lenient: bool) -> list[str]:
    best = max(found.values(), default=Role.CITED)
    if best is Role.CITED and not (lenient and len(found) == 1):
        return []
    hits = [number for number, role in found.items() if role is best]
    return hits if best is Role.INTRODUCED or len(hits) == 1 else []


def _sentences(text: str) -> Iterator[str]:
    for line in text[:_HEAD].splitlines():
        yield from _SENTENCE.findall(fold(line))


def _position(sentence: str, number: str) -> int:
    """Where a normalised number stands: its serial and 号 are always written as they are."""
    at = sentence.find(number)
    if at >= 0:
        return at
    head = sentence.find(number.partition("〔")[0])
    return head if head >= 0 else sentence.find("号")


def _role(sentence: str, start: int, end: int) -> Role:
    """The nearest cue before it decides: 印发了《X》 introduces, 根据《X》 cites."""
    before = sentence[:start]
    introduces = max((before.rfind(word) for word in _INTRODUCES), default=-1)
    cites = max((before.rfind(word) for word in _CITES), default=-1)
    if cites > introduces:
        return Role.CITED
    if introduces >= 0 or _SHORT_FOR.match(sentence[end:]):
        return Role.INTRODUCED
    return Role.MENTIONED
