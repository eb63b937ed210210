"""What a person wants, read from Slack's interaction payloads. Pure; nothing in a payload is taken on trust."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspection.issue import Act

PREFIX = "xunjian"
WHY, UNIT, DAYS = "why", "unit", "days"  # block_ids and action_ids of the windows' fields
WINDOWED = frozenset({Act.ASSIGN, Act.DISMISS, Act.MUTE})  # these ask for something more before they are done
DEEDS = WINDOWED | {Act.ACCEPT, Act.CLAIM}
WHY_LENGTH = 500
_WHY_NEEDED = frozenset({Act.DISMISS, Act.MUTE})
_MEMBER = re.compile(r"[UW][A-Z0-9]{1,30}")
_MESSAGE = re.compile(r"[\w.\-]{1,100}")
_TAG = re.compile(r"[0-9a-f]{8}")
_MOST_ISSUES = 200
_LONGEST_ANSWER_ADDRESS = 1000


class UnreadableError(Exception):
    """The payload is not one of ours, or damaged; the message says so in Chinese."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a deed is about: issues by number, or all those that a message was about."""

    issues: tuple[int, ...] = ()
    message: str | None = None

    def __str__(self) -> str:
        return f"message:{self.message}" if self.message else "issues:" + ",".join(map(str, self.issues))


@dataclass(frozen=True, slots=True)
class Requested:
    """What one press of a button, or one window sent off, asks for."""

    user: str  # Slack's member id
    act: Act
    site: str  # notifications.channels.slack_blocks.site_tag
    target: Target
    key: str  # equal where one payload is delivered twice
    trigger: str | None = None  # opens a window, for three seconds
    channel: str | None = None
    answer: str | None = None  # Slack's response_url: where the person alone hears us
    submitted: bool = False  # from a window
    why: str = ""
    unit: str | None = None  # the chosen option's value
    days: int | None = None

    @property
    def needs_window(self) -> bool:
        """Whether the person must be asked for more."""
        return self.act in WINDOWED and not self.submitted


def parse(payload: object) -> Requested | None:
    """What is wanted; None where it is nothing of ours. Raises UnreadableError where it is ours and damaged."""
    if not isinstance(payload, Mapping):
        raise UnreadableError("Slack 操作的内容不是对象")
    if payload.get("type") == "block_actions":
        return _pressed(payload)
    if payload.get("type") == "view_submission":
        return _sent_off(payload)
    return None


def complaints(requested: Requested) -> dict[str, str]:
    """What is missing in a window, by field, in Chinese; empty where nothing is."""
    if not requested.submitted:
        return {}
    found = {}
    if requested.act in _WHY_NEEDED and not requested.why:
        found[WHY] = "请写明理由"
    if requested.act is Act.ASSIGN and not requested.unit:
        found[UNIT] = "请选择单位"
    if requested.act is Act.MUTE and not requested.days:
        found[DAYS] = "请选择期限"
    return found


def _pressed(payload: Mapping[str, Any]) -> Requested | None:
    actions = payload.get("actions")
    if not isinstance(actions, list):
        raise UnreadableError("Slack 操作没有写明按了哪个按钮")
    ours = [one for one in actions if isinstance(one, Mapping) and _text(one, "action_id").startswith(f"{PREFIX}:")]
    if not ours:
        return None
    action = ours[0]
    _, name, tag = _three(_text(action, "action_id"))
    if name == "more":
        name, _, number = _text(_mapping(action, "selected_option"), "value").partition(":")
        said = f"issues:{number}"
    else:
        said = _text(action, "value")
    place = _mapping(payload, "container")
    moment = _text(action, "action_ts") or _text(payload, "trigger_id")
    key = "|".join(("press", _text(place, "message_ts"), _text(action, "action_id"), said, moment))
    return Requested(
        user=_user(payload),
        act=_act(name),
        site=tag,
        target=read_target(said),
        key=f"{key}|{_user(payload)}|{name}",
        trigger=_text(payload, "trigger_id") or None,
        channel=_text(_mapping(payload, "channel"), "id") or _text(place, "channel_id") or None,
        answer=_text(payload, "response_url") or None,
    )


def _sent_off(payload: Mapping[str, Any]) -> Requested | None:
    view = _mapping(payload, "view")
    callback = _text(view, "callback_id")
    if not callback.startswith(f"{PREFIX}:"):
        return None
    _, name, tag = _three(callback)
    try:
        kept = json.loads(_text(view, "private_metadata"))
    except ValueError:
        raise UnreadableError("Slack 窗口所附的数据已损坏") from None
    if not isinstance(kept, Mapping):
        raise UnreadableError("Slack 窗口所附的数据已损坏")
    fields = _mapping(_mapping(view, "state"), "values")
    days = _chosen(fields, DAYS)
    return Requested(
        user=_user(payload),
        act=_act(name),
        site=tag,
        target=read_target(_text(kept, "target")),
        key=f"view|{_text(view, 'id')}|{_user(payload)}",
        channel=_text(kept, "channel") or None,
        answer=_text(kept, "answer") or None,
        submitted=True,
        why=_text(_mapping(_mapping(fields, WHY), WHY), "value").strip()[:WHY_LENGTH],
        unit=_chosen(fields, UNIT) or None,
        days=int(days) if re.fullmatch(r"[1-9]\d{0,2}", days, re.ASCII) else None,
    )


def private_metadata(requested: Requested) -> str:
    """What a window keeps of the press that opened it; Slack takes 3,000 characters."""
    answer = requested.answer if requested.answer and len(requested.answer) <= _LONGEST_ANSWER_ADDRESS else None
    return json.dumps({"target": str(requested.target), "channel": requested.channel, "answer": answer})


def read_target(said: str) -> Target:
    """What a button's value names. Raises UnreadableError."""
    kind, _, rest = said.partition(":")
    if kind == "message" and _MESSAGE.fullmatch(rest):
        return Target(message=rest)
    numbers = rest.split(",")
    if kind == "issues" and len(numbers) <= _MOST_ISSUES and all(_is_number(number) for number in numbers):
        return Target(issues=tuple(dict.fromkeys(int(number) for number in numbers)))
    raise UnreadableError("Slack 按钮没有写明是哪个问题单")


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[1-9]\d{0,17}", text, re.ASCII) is not None


def _act(name: str) -> Act:
    try:
        act = Act(name)
    except ValueError:
        act = Act.FOUND
    if act not in DEEDS:
        raise UnreadableError("Slack 按钮要求的操作无法识别")
    return act


def _three(name: str) -> tuple[str, str, str]:
    parts = name.split(":")
    if len(parts) != 3 or not _TAG.fullmatch(parts[2]):
        raise UnreadableError("Slack 按钮的名称无法识别")
    return parts[0], parts[1], parts[2]


def _user(payload: Mapping[str, Any]) -> str:
    user = _text(_mapping(payload, "user"), "id")
    if not _MEMBER.fullmatch(user):
        raise UnreadableError("Slack 操作没有写明是谁")
    return user


def _chosen(fields: Mapping[str, Any], name: str) -> str:
    return _text(_mapping(_mapping(_mapping(fields, name), name), "selected_option"), "value")


def _mapping(thing: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = thing.get(key)
    return value if isinstance(value, Mapping) else {}


def _text(thing: Mapping[str, Any], key: str) -> str:
    value = thing.get(key)
    return value if isinstance(value, str) else ""
