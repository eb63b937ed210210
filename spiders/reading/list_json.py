"""Lists as data: the rows of a JSON answer, whatever its fields are called, and JSON that lies in a page's scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspection.addresses import join
from inspection.records import DateFrom, Entry, Related
from spiders.reading.list_failed import says_failed
from spiders.reading.list_json_fields import (
    NUMBER,
    RELATED,
    TITLE,
    Fields,
    address_in,
    field_of,
    parse,
    published_in,
    title_in,
)
from spiders.reading.list_json_pages import TOTAL_ROWS, totals_in

_NO_DAY = date(2100, 1, 1)  # a date that reads differently on this day states no year
MOST_VALUES = 200_000
_LOOSE_KEY = re.compile(r"([{,]\s*)([A-Za-z_]\w*)\s*:")
_LOOSE_STRING = re.compile(r"'((?:[^'\\\n]|\\.)*)'")


@dataclass(slots=True)
class Data:
    """What a JSON answer holds: rows of articles, strings of markup, and how many pages it speaks of."""

    rows: list[Fields]
    markup: list[str]
    total_pages: int | None = None
    total_rows: int | None = None


def data_in(value: Any) -> Data:
    """The array of objects that look most like articles, wherever it lies, strings of JSON inside JSON included."""
    data = Data([], [], *totals_in(value))
    best = 0.0
    for depth, item in _walk(value):
        if isinstance(item, str):
            data.markup.append(item)
        elif (worth := _worth(item) / (1 + 0.02 * depth)) > best:
            best, data.rows = worth, [_flat(row) for row in item]
    return data


def _walk(value: Any) -> Iterator[tuple[int, Any]]:
    """Arrays of objects and strings of markup, each with its depth."""
    stack: list[tuple[int, Any]] = [(0, value)]
    for _ in range(MOST_VALUES):
        if not stack:
            return
        depth, item = stack.pop()
        if isinstance(item, str):
            text = item.strip()
            if text[:1] in ("{", "[") and len(text) > 10 and depth < 12 and (inner := parse(text)) is not None:
                stack.append((depth + 1, inner))
            elif "<" in text and "href" in text and len(text) > 40:
                yield depth, text
        elif isinstance(item, dict):
            stack.extend((depth + 1, inner) for inner in reversed(item.values()))
        elif isinstance(item, list):
            if rows := [row for row in (_object(i) for i in item) if row]:
                yield depth, rows
            stack.extend((depth + 1, inner) for inner in reversed(item))


def _object(value: Any) -> Fields | None:
    if isinstance(value, str) and value.lstrip().startswith("{"):
        value = parse(value)
    return value if isinstance(value, dict) else None


def _flat(row: Fields) -> Fields:
    """An object with the fields of its only inner object, such as {"data": {…}} or {"_source": {…}}, beside its own."""
    if field_of(row, TITLE) is None:
        for inner in row.values():
            if isinstance(inner, dict) and field_of(inner, TITLE) is not None:
                return row | inner
    return row


def _worth(rows: Sequence[Fields]) -> float:
    count = 0.0
    for row in rows[:50]:
        row = _flat(row)
        if title_in(row) and address_in(row):
            count += 1.0 if published_in(row, date(2100, 1, 1)) else 0.25
    return count / min(len(rows), 50) * len(rows) if count >= 0.25 * min(len(rows), 50) else 0.0


def entries_from(rows: Sequence[Fields], base: str, today: date, charset: str = "utf-8") -> tuple[Entry, ...]:
    """Entries of the rows that have a title and an address."""
    found: dict[str, Entry] = {}
    for row in rows:
        title, url = title_in(row), join(base, address_in(row), charset) if address_in(row) else None
        if not title or url is None:
            continue
        published = published_in(row, today)
        by_day = published is not None and published_in(row, _NO_DAY) != published
        number = field_of(row, NUMBER)
        found.setdefault(
            url,
            Entry(
                title,
                url,
                published,
                DateFrom.SCRIPT if published else None,
                truncated=title.endswith(("...", "…")),
                related=tuple(_related(row, base)),
                year_inferred=by_day,
                by_day=by_day,
                document_number=number.strip()
                if isinstance(number, str) and number.strip() not in ("", "*", "无", "-", "/")
                else None,
            ),
        )
    return tuple(found.values())


def _related(row: Fields, base: str) -> Iterator[Related]:
    for key, value in row.items():
        if not RELATED.search(str(key)):
            continue
        if isinstance(value, str) and value[:1] in "[{":
            value = parse(value)
        if isinstance(value, str) and "/" in value and (url := join(base, value)):
            yield Related("相关解读", url)
        elif isinstance(value, (list, dict)):
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict) and (url := join(base, address_in(item)) if address_in(item) else None):
                    yield Related(title_in(item) or "相关解读", url)


def rows_in_script(code: str) -> list[Fields]:
    """Articles in array literals of a script; bare keys and single quotes are read leniently."""
    decoder = json.JSONDecoder(strict=False)
    best: list[Fields] = []
    position = -1
    for _ in range(30):
        position = code.find("[", position + 1)
        if position < 0:
            break
        following = code[position + 1 : position + 40].lstrip()
        if not following.startswith("{"):
            continue
        value = None
        try:
            value, end = decoder.raw_decode(code, position)
        except (ValueError, RecursionError):
            end = code.find("]", position)
            try:
                value = json.loads(_strict(code[position : end + 1]), strict=False) if end > 0 else None
            except (ValueError, RecursionError):
                continue
        rows = data_in(value).rows if value else []
        if len(rows) > len(best) and _dated(rows):
            best = rows
        position = max(position, end - 1)
    return best


def _strict(literal: str) -> str:
    literal = _LOOSE_STRING.sub(lambda m: json.dumps(m.group(1).replace("\\'", "'"), ensure_ascii=False), literal)
    return re.sub(r",\s*([}\]])", r"\1", _LOOSE_KEY.sub(r'\1"\2":', literal))


def _dated(rows: Sequence[Fields]) -> bool:
    return sum(published_in(row, date(2100, 1, 1)) is not None for row in rows) * 2 > len(rows)


def says_empty(value: Any) -> bool:
    """Whether an answer holds an empty array or a total of nought, and nothing that could be rows, or an error."""
    if says_failed(value):
        return False
    empty = False
    stack, looked = [value], 0
    while stack and looked < 10_000:
        item = stack.pop()
        looked += 1
        if isinstance(item, list):
            empty = empty or not item
            stack.extend(item)
        elif isinstance(item, dict):
            empty = empty or any(TOTAL_ROWS.match(str(k)) and v in (0, "0") for k, v in item.items())
            stack.extend(item.values())
            if title_in(item) and address_in(item):
                return False
    return empty
