"""The document number (文号) of an article: its own, never one that it only cites."""

from __future__ import annotations

import re

from inspection.titles import document_numbers, normalise_number
from spiders.reading.article_body import Body
from spiders.reading.article_labels import Field, Label, value_or_none
from spiders.reading.page import ParsedPage

_INTERPRETS = re.compile(r"解读|图解|读懂|答记者问|问答|答问|起草说明|编制说明")
_OUTER = ' \t()（）[]【】《》“”"'
_ORDER_HEAD = re.compile(r"[\u4e00-\u9fa5\s]{2,30}(?:令|公告)$")
_ORDER_NUMBER = re.compile(r"^[(（]?\s*((?:(?:19|20)\d\d年)?\s*第\s*[\d一二三四五六七八九十百〇零]+\s*号)\s*[)）]?$")
_FIRST_LINES = 8  # of the body, where a document carries its number
_LONGEST = 60  # characters of a labelled number
_UNKNOWN = 25  # of one in a form that is not known


def find_number(
    page: ParsedPage, fields: list[Field], title: str, body: Body | None, title_at: int | None
) -> str | None:
    """The number in its normal form: by its label, in the title, or alone on a line at the head of the body.

    Where a label states it, what is stated is kept even in an unknown form; where it says 无 or nothing, other places
    still count. A title that interprets carries its policy's number, which is not its own.
    """
    for field in fields:
        if field.label is Label.NUMBER and (value := value_or_none(field.value)):
            numbers = document_numbers(value)
            if numbers and normalise_number(value).startswith(numbers[0]):
                return numbers[0]
            if len(value) <= (_LONGEST if numbers else _UNKNOWN) and re.search(r"[\d一二三四五六七八九十]", value):
                return normalise_number(value)
    if _INTERPRETS.search(title):
        return None
    return _in_title(title) or _in_body(page, title, body, title_at)


def _in_title(title: str) -> str | None:
    """A number that ends or begins the title: X的通知（沪民规〔2024〕3号）, X的决定 2026年第45号令."""
    numbers = document_numbers(title)
    if not numbers:
        return None
    squeezed = normalise_number(title)
    bare = squeezed.rstrip(_OUTER)
    if bare.endswith(numbers[-1]):
        return numbers[-1]
    return numbers[0] if squeezed.lstrip(_OUTER).startswith(numbers[0]) else None


def _in_body(page: ParsedPage, title: str, body: Body | None, title_at: int | None) -> str | None:
    if body is None:
        return None
    first = body.first if title_at is None or title_at >= body.first else max(title_at + 1, body.first - 6)
    head = [line for line in page.lines[first : body.first + 2 * _FIRST_LINES] if line.text and not line.box.hidden]
    before = ""
    for line in head[: _FIRST_LINES + 6]:
        text = line.text
        if len(text) > 90 or line.linked > 0.5 * len(text):
            before = ""
            continue
        numbers = document_numbers(text)
        if len(numbers) == 1 and normalise_number(text.strip(_OUTER)) in (numbers[0], f"{numbers[0]}文件"):
            return numbers[0]
        if numbers and _in_title(text) and _same(text, title, numbers[-1]):
            return numbers[-1]
        order = _ORDER_NUMBER.match(text)
        if order and _ORDER_HEAD.match(before):
            return normalise_number(before + order.group(1))
        before = text
    return None


def _same(line: str, title: str, number: str) -> bool:
    """Whether the line is the title with the number added."""
    rest = re.sub(r"[\W_]+", "", normalise_number(line).replace(number, ""))
    return bool(rest) and rest == re.sub(r"[\W_]+", "", title)
