"""The windows that Slack opens before a deed: to whom it is assigned, why it is false, how long it stays silent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from inspection.issue import ACT_NAMES, Act
from notifications.channels.slack_actions import (
    DAYS,
    PREFIX,
    UNIT,
    WHY,
    WHY_LENGTH,
    Requested,
    Target,
    private_metadata,
)
from notifications.channels.slack_text import Json, fit, plain_text

MUTES = ((1, "1 天"), (3, "3 天"), (7, "7 天"), (14, "14 天"), (30, "30 天"))
_OPTIONS = 100  # options of a select, and options of one group
_GROUPS = 100
_VALUE = 75  # characters of an option's value
_NAMED = 10  # issues named in a window


def window(requested: Requested, units: Sequence[str]) -> dict[str, Any]:
    """The view for `views.open`. `units` are the plan's, in its order."""
    act = requested.act
    return {
        "type": "modal",
        "callback_id": f"{PREFIX}:{act.value}:{requested.site}",
        "private_metadata": private_metadata(requested),
        "title": plain_text(f"问题单{ACT_NAMES[act]}", 24),
        "submit": plain_text(f"确定{ACT_NAMES[act]}", 24),
        "close": plain_text("取消", 24),
        "blocks": [{"type": "section", "text": plain_text(_about(requested.target))}, *_fields(act, units)],
    }


def unit_value(name: str) -> str:
    """A unit as the value of an option: its name, or a short sign where the name is too long for Slack."""
    return name if len(name) <= _VALUE else hashlib.sha256(name.encode()).hexdigest()


def _about(target: Target) -> str:
    if target.message:
        return f"对象：这条消息涉及的全部问题单（编号 {target.message}）"
    named = "、".join(f"#{number}" for number in target.issues[:_NAMED])
    more = f"等 {len(target.issues)} 个" if len(target.issues) > _NAMED else ""
    return f"对象：问题单 {named}{more}"


def _fields(act: Act, units: Sequence[str]) -> list[Json]:
    if act is Act.ASSIGN:
        return [_select(UNIT, "分派给", units_as_options(units)), _why("说明", optional=True)]
    if act is Act.MUTE:
        days = {"options": [_option(words, str(count)) for count, words in MUTES]}
        return [_select(DAYS, "静默多久", days), _why("理由")]
    return [_why("理由，如“页面本来如此”“巡检看错”")]


def units_as_options(units: Sequence[str]) -> Json:
    """Up to 100 in one list, more in groups of 100, as Slack demands."""
    options = [_option(name, unit_value(name)) for name in units[: _OPTIONS * _GROUPS]]
    if len(options) <= _OPTIONS:
        return {"options": options}
    starts = range(0, len(options), _OPTIONS)
    return {
        "option_groups": [
            {
                "label": plain_text(f"第 {start + 1}–{min(start + _OPTIONS, len(options))} 个", 75),
                "options": options[start : start + _OPTIONS],
            }
            for start in starts
        ]
    }


def _option(words: str, value: str) -> Json:
    return {"text": plain_text(fit(words, 75), 75), "value": value}


def _select(name: str, label: str, options: Json) -> Json:
    element = {"type": "static_select", "action_id": name, "placeholder": plain_text("请选择", 150), **options}
    return {"type": "input", "block_id": name, "label": plain_text(label), "element": element}


def _why(label: str, *, optional: bool = False) -> Json:
    element = {"type": "plain_text_input", "action_id": WHY, "multiline": True, "max_length": WHY_LENGTH}
    return {"type": "input", "block_id": WHY, "label": plain_text(label), "element": element, "optional": optional}
