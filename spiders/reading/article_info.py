"""Dates that an article shows without a label: in its info line, alone below the title, or split over two lines."""

from __future__ import annotations

import re

from inspection.records import Published
from spiders.reading.article_body import Body
from spiders.reading.article_labels import Field, Label
from spiders.reading.dates import find_date, find_dates
from spiders.reading.page import SEAM, Line, ParsedPage

CLOCK = re.compile(r"今天|今日|现在是|当前|星期|周[一二三四五六日]|农历|欢迎")
_WORDS = re.compile(r"来\s*源|浏览|点击|阅读|访问|字\s*[体号]|作者|编辑|打印|分享|人次|稿源|责编|发布|【|丨|\|")
_FOLD = re.compile(r"[\W_]+")
_LONGEST = 160  # characters of an info line
_LATEST = 90  # characters before its date
_OUTER = " []()（）【】|丨:：\t\xa0\u3000"


def unlabelled_dates(
    page: ParsedPage, fields: list[Field], title: str, title_at: int | None, body: Body | None, zone: range
) -> list[tuple[Published, int]]:
    """Such dates in the lines of `zone`, each with its line.

    Assumes that a line which gives exactly one date beside a source, a counter or nothing at all gives the publication
    date; below a line of the body's text a bare date is the document's own, and so is one in brackets.
    """
    others = [field for field in fields if field.label in (Label.OTHER_DATE, Label.UPDATED)]
    taken = {field.line for field in others}
    taken |= {field.line + 1 for field in others if field.value not in page.lines[field.line].text}
    values = {field.value for field in others}
    anchor = title_at if title_at is not None else (body.first if body is not None else zone.start)
    found = []
    for index in zone:
        if index >= len(page.lines):
            break
        line = page.lines[index]
        if index in taken or line.text in values or not _plausible(line):
            continue
        below_text = body is not None and index >= body.first and index > anchor + 2
        published = _in_line(line, title if index == title_at else "", below_text) or _split(page, index)
        if published is not None:
            found.append((published, index))
    return found


def _plausible(line: Line) -> bool:
    return bool(line.text) and not line.box.hidden and line.linked <= 20 and len(line.text) <= _LONGEST


def _in_line(line: Line, title: str, below_text: bool) -> Published | None:
    text = line.raw.replace(SEAM, " ")
    dates = find_dates(text)
    if len(dates) != 1 or CLOCK.search(text[: dates[0][0]]):
        return None
    start, end, published = dates[0]
    rest = f"{text[:start]}{text[end:]}".strip(_OUTER)
    if title:  # X（2024年04月15日）, where the date is not part of the title itself
        return published if _FOLD.sub("", rest) == _FOLD.sub("", title) else None
    if text.strip()[0] in "(（" or re.search("[。；]", rest):
        return None
    if not rest:
        return None if below_text else published
    return published if _WORDS.search(rest) and start <= _LATEST else None


def _split(page: ParsedPage, index: int) -> Published | None:
    """A date over two short lines: 15 and 2025-04."""
    if index + 1 >= len(page.lines):
        return None
    first, second = page.lines[index].text, page.lines[index + 1].text
    if len(first) > 10 or len(second) > 10 or find_dates(first):
        return None
    return find_date(f"{first} {second}")
