"""Matters of a directory of decisions, told in the office's own words: 事项."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from inspection.contents import Matter, MatterLink
from tests.checks.tellings import address


def told_matters(told: Iterable[Mapping[str, Any]]) -> tuple[Matter, ...]:
    """名称, 链接 (地址, 文字, 栏头) and 写明 (words without a link, by heading)."""
    return tuple(
        Matter(
            one["名称"],
            tuple(
                MatterLink(address(link["地址"]), link.get("文字", ""), link.get("栏头", ""))
                for link in one.get("链接", ())
            ),
            {str(heading): str(words) for heading, words in one.get("写明", {}).items()},
        )
        for one in told
    )
