"""Payloads as Slack sends them when somebody presses a button or sends off a window."""

from __future__ import annotations

from itertools import count
from typing import Any

from notifications.channels.slack_blocks import site_tag
from tests.notifications.channels.slack_samples import SITE

EDITOR = "U0001"  # in the plan
STRANGER = "U0009"
_moments = count(1)


def press(act: str, value: str = "issues:11,12", user: str = EDITOR, **changes: Any) -> dict[str, Any]:
    """A group's button."""
    action = {"type": "button", "action_id": f"xunjian:{act}:{site_tag(SITE)}", "block_id": "b1", "value": value}
    return _pressed(action, user, changes)


def choose(act: str, issue: int, user: str = EDITOR, **changes: Any) -> dict[str, Any]:
    """An option of one line's menu."""
    option = {"text": {"type": "plain_text", "text": act}, "value": f"{act}:{issue}"}
    action = {"type": "overflow", "action_id": f"xunjian:more:{site_tag(SITE)}", "selected_option": option}
    return _pressed(action, user, changes)


def _pressed(action: dict[str, Any], user: str, changes: dict[str, Any]) -> dict[str, Any]:
    payload = {
        "type": "block_actions",
        "user": {"id": user, "username": "somebody", "team_id": "T1"},
        "api_app_id": "A1",
        "token": "legacy",
        "container": {"type": "message", "message_ts": "1700000000.000001", "channel_id": "C0000001"},
        "trigger_id": f"trigger-{next(_moments)}",
        "channel": {"id": "C0000001", "name": "portal-inspection"},
        "actions": [{**action, "action_ts": f"1700000001.{next(_moments):06d}"}],
    }
    return {**payload, **changes}


def submit(view: dict[str, Any], user: str = EDITOR, **fields: str) -> dict[str, Any]:
    """The window sent off; `fields` are what was written (`why`) or chosen (`unit`, `days`)."""
    values: dict[str, Any] = {}
    for name, said in fields.items():
        if name == "why":
            values[name] = {name: {"type": "plain_text_input", "value": said}}
        else:
            values[name] = {name: {"type": "static_select", "selected_option": {"value": said}}}
    return {
        "type": "view_submission",
        "user": {"id": user},
        "view": {"id": f"V{next(_moments)}", "hash": "1.x", **view, "state": {"values": values}},
    }
