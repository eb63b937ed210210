"""Evidence of several parts in sentences: sources and their states, comments, conflicting facts, what comes closest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inspection.findings import Json
from inspection.personal import mask
from inspection.source_names import source_name
from notifications.evidence import evidence_value

_STATES: dict[str, str] = {
    "read": "正常",
    "blank": "正常，没有文章",
    "blocked": "检测受阻",
    "unreadable": "内容无法识别",
    "unreachable": "连接不上",
}
_Part = Mapping[str, Json]


def parts(key: str, thing: Json) -> list[Json]:
    """The items of one piece of evidence, each to be shown by itself.

    What is kept by name (sources by label, what comes closest by channel) becomes items that say their name.
    """
    name = _NAMED.get(key)
    if name and isinstance(thing, dict) and thing and all(isinstance(one, dict) for one in thing.values()):
        return [{name: label, **one} for label, one in thing.items() if isinstance(one, dict)]
    return thing if isinstance(thing, list) else [thing]


def sentence(key: str, part: _Part) -> str | None:
    """The item in words; None where the key has no form of its own, or the item is not of the shape that it knows."""
    form = _FORMS.get(key)
    return form(part) if form else None


def without_personal_data(evidence: Mapping[str, Json]) -> dict[str, Json]:
    """The evidence with what readers wrote masked: they leave telephone numbers and names of streets."""
    known = dict(evidence)
    if "comments" in known:
        known["comments"] = _masked(known["comments"])
    return known


def source_state(state: str | None, said: str | None) -> str:
    """`检测受阻，平台要求人工验证`; `正常`; of one that answers and does not see all, `只见部分，…`."""
    word = _STATES.get(state or "", "没有读取")
    if said and state in {"read", "blank"}:
        word = "只见部分"
    return f"{word}，{said}" if said else word


def _source(part: _Part) -> str | None:
    label = _text(part, "source")
    if not label:
        return None
    newest = f"，最新 {_text(part, 'newest')}" if _text(part, "newest") else ""
    return f"{source_name(label)}：{source_state(_text(part, 'state') or None, _text(part, 'said') or None)}{newest}"


def _comment(part: _Part) -> str | None:
    words, said_at = _text(part, "text"), _text(part, "said_at")
    return f"“{mask(words)}”（{said_at[:16].replace('T', ' ')}）" if words else None


def _conflict(part: _Part) -> str | None:
    what, here, there = (_text(part, key) for key in ("what", "here", "there"))
    if not (what and here and there):
        return None
    known = evidence_value("matched_by", _text(part, "matched_by"))
    return (
        f"{what}：本处为 {here}{_clause(part, 'here_said')}，"
        f"“{_text(part, 'channel')}”为 {there}{_clause(part, 'there_said')}{f'；同一内容：{known}' if known else ''}"
    )


def _wording(part: _Part) -> str | None:
    wrong, right, around = (_text(part, key) for key in ("wrong", "right", "around"))
    if not wrong:
        return None
    mend = f"应为“{right}”" if right else "不得使用"
    notes = "，".join(filter(None, (_text(part, "because"), f"词表：{_text(part, 'lexicon')}")))
    return f"“{wrong}”{mend}：……{around}……（{notes}）"


def _fate(part: _Part) -> str | None:
    title, published = _text(part, "title"), _text(part, "published")
    return f"“{title}”{f'（{published}）' if published else ''} {_text(part, 'url')}" if title else None


def _clause(part: _Part, key: str) -> str:
    said = _text(part, key)
    return f"（“{said}”）" if said else ""


def _closest(part: _Part) -> str | None:
    title, channel = _text(part, "title"), _text(part, "channel")
    if not title or not channel:
        return None
    notes = "，".join(filter(None, (_text(part, "published"), _text(part, "why"))))
    return f"“{channel}”的“{title}”{f'（{notes}）' if notes else ''}"


def _text(part: _Part, key: str) -> str:
    said = part.get(key)
    return said if isinstance(said, str) else ""


def _masked(thing: Json) -> Json:
    if isinstance(thing, str):
        return mask(thing)
    if isinstance(thing, list):
        return [_masked(one) for one in thing]
    return {key: _masked(one) for key, one in thing.items()} if isinstance(thing, dict) else thing


_NAMED = {"sources": "source", "closest": "channel"}
_FORMS: dict[str, Callable[[_Part], str | None]] = {
    "sources": _source,
    "comments": _comment,
    "conflicts": _conflict,
    "closest": _closest,
    "wordings": _wording,
    "fate": _fate,
}
