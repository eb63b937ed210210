"""How many rows an answer of data says that there are in all, and how its next page is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from spiders.reading.list_json_fields import parse

_PAGE_PARAMETER = re.compile(r"^(?:page|pageno|pagenum|pageindex|curpage|currentpage|cur_page|p)$", re.I)
_SIZE_PARAMETER = re.compile(r"^(?:size|page_?size|per_?page|limit|rows)$", re.I)
_TOTAL_PAGES = re.compile(r"^(?:total_?pages?|pages|page_?count|pagetotal|page_?num_?total|allpage|last_?page)$", re.I)
TOTAL_ROWS = re.compile(
    r"^(?:total|total_?count|total_?rows?|totalrecords?|count|recordcount|total_?num|totalelements)$", re.I
)
_UNIT = re.compile(r"\b(rows|count|pageNo)\s*=\s*[\"']?(\d+)")
MOST_VALUES = 10_000
_MOST = 10**7  # a greater number counts no rows: a time, an identifier

Query = list[tuple[str, str]]


def totals_in(value: Any) -> tuple[int | None, int | None]:
    """How many pages and rows an answer speaks of; numbers inside its rows, such as how often one was read, are none.

    A total outweighs a mere count, which may be that of the one page.
    """
    pages: list[int] = []
    rows: dict[bool, list[int]] = {True: [], False: []}
    stack: list[tuple[str, Any]] = [("", value)]
    for _ in range(MOST_VALUES):
        if not stack:
            break
        name, item = stack.pop()
        if isinstance(item, dict):
            stack.extend((str(key), inner) for key, inner in item.items())
        elif isinstance(item, list):
            stack.extend((name, inner) for inner in item[:1] if len(item) == 1 and _holds_list(inner))
        elif isinstance(item, str) and item.lstrip()[:1] in ("{", "[") and len(item) > 10:
            stack.append((name, parse(item)))
        elif (number := _number(item)) is not None:
            if _TOTAL_PAGES.match(name):
                pages.append(number)
            elif TOTAL_ROWS.match(name):
                rows["total" in name.lower()].append(number)
    return max(pages, default=None), max(rows[True] or rows[False], default=None)


def _holds_list(item: Any) -> bool:
    return isinstance(item, dict) and any(isinstance(inner, (list, dict)) for inner in item.values())


def _number(item: Any) -> int | None:
    if isinstance(item, str) and item.isdecimal() and len(item) < 8:
        item = int(item)
    return int(item) if isinstance(item, (int, float)) and not isinstance(item, bool) and 0 <= item < _MOST else None


def next_of(pages: int | None, rows: int | None, url: str, count: int) -> str | None:
    """The next answer's address, where this one's numbers its page and the answer says that there are more.

    `pages`, `rows`: the totals that it states; `count`: the rows that it holds.
    """
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    for position, (name, value) in enumerate(query):
        if _is_page(name, value):
            if pages is None and rows is not None and count:
                pages = -(-rows // count)
            if pages is None or int(value) >= pages:
                return None
            query[position] = (name, str(int(value) + 1))
            return urlunsplit((*parts[:3], urlencode(query), ""))
    return _next_of_unit(query, rows, url, count) if rows is not None else None


def _is_page(name: str, value: str) -> bool:
    return _PAGE_PARAMETER.match(name) is not None and value.isdecimal() and len(value) <= 9


def _next_of_unit(query: Query, total: int, url: str, count: int) -> str | None:
    """jpaas: a unit's pages are numbered in a parameter that is JSON itself, and that the first page goes without."""
    said = next((value for name, value in query if name == "paramJson"), None)
    asked = parse(said) if said else {}
    if not isinstance(asked, dict) or not (said or {"pageId", "tagId"} <= {name for name, _ in query}):
        return None
    number = next((_number(v) for k, v in asked.items() if _PAGE_PARAMETER.match(k)), 1) or 1
    size = next((_number(v) for k, v in asked.items() if _SIZE_PARAMETER.match(k)), count) or count
    return _unit(url, number + 1, size) if size and count and number * size < total else None


def stated_by_unit(markup: Sequence[str]) -> dict[str, int]:
    """jpaas: the `rows` of a page, the `count` of all rows and the `pageno` that a unit's pagination element states."""
    for text in markup:
        stated = {match.group(1).lower(): int(match.group(2)) for match in _UNIT.finditer(text)}
        if {"rows", "count", "pageno"} <= stated.keys() and stated["rows"]:
            return stated
    return {}


def next_unit(markup: Sequence[str], url: str) -> str | None:
    """jpaas: the next page of a unit, by the numbers that its pagination element states."""
    stated = stated_by_unit(markup)
    if not stated or stated["pageno"] * stated["rows"] >= stated["count"]:
        return None
    return _unit(url, stated["pageno"] + 1, stated["rows"])


def _unit(url: str, number: int, size: int) -> str:
    parts = urlsplit(url)
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k != "paramJson"]
    ask = json.dumps({"pageNo": number, "pageSize": size}, separators=(",", ":"))
    return urlunsplit((*parts[:3], urlencode([*query, ("paramJson", ask)]), ""))


def total_of(pages: int | None, rows: int | None, markup: Sequence[str], count: int) -> int | None:
    """How many rows the list has by the answer's own word: at least so many, where it only counts its pages."""
    if rows is None:
        rows = stated_by_unit(markup).get("count")
    if rows is None and pages is not None and pages > 1 and count:
        return (pages - 1) * count
    return rows
