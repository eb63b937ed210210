"""The home page's items, told in the office's own words: 首页条目."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inspection.front import Front, FrontItem
from tests.checks.tellings import address


def told_front(told: Sequence[Mapping[str, Any]], home: str) -> Front:
    """标题, 地址 and, where it is shown beside the item, 日期."""
    items = tuple(FrontItem(address(one["地址"]), one["标题"], one.get("日期")) for one in told)
    return Front(home, items)
