"""Lexicons, told in the office's own words: 词表 by name, beside the built-in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from inspection.wordings import Lexicon, Post, Wrong
from schedulers.lexicons import built_in_lexicon


def told_lexicons(told: Mapping[str, Sequence[Mapping[str, Any]]] | None) -> tuple[Lexicon, ...]:
    """错 and 对, 例外, 提醒; or 姓名, 职务 and 自."""
    return (built_in_lexicon(), *(_lexicon(name, lines) for name, lines in (told or {}).items()))


def _lexicon(name: str, lines: Sequence[Mapping[str, Any]]) -> Lexicon:
    wrongs = [
        Wrong(one["错"], one.get("对", ""), one.get("说明", ""), tuple(one.get("例外", ())), one.get("提醒") == "是")
        for one in lines
        if "错" in one
    ]
    posts = [Post(one["姓名"], tuple(one["职务"]), _day(one.get("自"))) for one in lines if "姓名" in one]
    return Lexicon(name, tuple(wrongs), "", tuple(posts))


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None
