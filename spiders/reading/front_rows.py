"""The home page as rows: every list on it with the days that its rows show, and whether lists are loaded by script."""

from __future__ import annotations

import re
from datetime import date, datetime

from inspection.front import FrontItem
from inspection.records import DateFrom, Entry
from spiders.markup import bounded
from spiders.reading.anchors import anchors_of
from spiders.reading.charset import decode
from spiders.reading.embedded import frames_of, sources_of
from spiders.reading.embedded_records import records_of
from spiders.reading.list_grounds import survey
from spiders.reading.list_groups import groups_of
from spiders.reading.list_rows import entries_of
from spiders.reading.tree import Tree, plant

_LOADS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\s*\(|\.load\s*\(\s*[\"']|XMLHttpRequest|\bfetch\s*\(|axios[.(]|dataproxy|unitbuild"
    r"|new\s+Vue\s*\(|createApp\s*\(",
)
_TRIFLES = re.compile(
    r"weather|tianqi|count|hits?\b|visit|stat|login|captcha|valid|search|ticket|user|session|click", re.I
)
_NEAR = 200  # characters behind a call in which it says what it loads
_FRAGMENTS = 40


def rows_of_front(body: bytes, url: str, content_type: str, today: date) -> tuple[tuple[FrontItem, ...], bool]:
    """Every row of every list on the page, and whether more lists are loaded by script. Never raises.

    Assumes that a list repeats one shape, with the day in the row; a link outside of lists is no row. A day read out of
    a title or an address is none that the row shows.
    """
    html, charset = decode(body, content_type)
    html = bounded(html)
    tree = plant(html, url, charset)
    found = _rows(tree, today)
    for fragment in records_of(tree, html)[:_FRAGMENTS]:
        found += _rows(plant(fragment, url, charset), today)
    items: dict[str, FrontItem] = {}
    for item in found:
        known = items.get(item.url)
        if known is None or (item.day is not None and (known.day is None or item.day > known.day)):
            items[item.url] = item
    return tuple(items.values()), _loads(tree, html)


def _rows(tree: Tree, today: date) -> list[FrontItem]:
    grounds = survey(tree, anchors_of(tree))
    return [_item(entry) for group in groups_of(grounds) for entry in entries_of(grounds, group, today)]


def _item(entry: Entry) -> FrontItem:
    stated = entry.published_at if entry.date_from is DateFrom.LIST else None
    return FrontItem(entry.url, entry.title, stated.date() if isinstance(stated, datetime) else stated)


def _loads(tree: Tree, html: str) -> bool:
    if sources_of(tree, html) or frames_of(tree):
        return True
    for script in tree.scripts:
        for match in _LOADS.finditer(script.text[:200_000]):
            if not _TRIFLES.search(script.text[match.start() : match.end() + _NEAR]):
                return True
    return False
