"""Somebody in the Slack channel: payloads as Slack sends them when a button is pressed or a modal is sent."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.people.slack_api import CHANNEL, TEAM, Slack

SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"


def buttons(message: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each button of a message with its block's id."""
    for number, block in enumerate(message.get("blocks", [])):
        if block["type"] == "actions":
            for element in block["elements"]:
                yield block.get("block_id", f"b{number}"), element


def press(slack: Slack, ts: str, label: str, user: str) -> dict[str, Any]:
    """A `block_actions` payload for the button with that label."""
    message = slack.posted[ts]
    block, button = next((b, e) for b, e in buttons(message) if e["type"] == "button" and label in e["text"]["text"])
    action = {
        "action_id": button["action_id"], "block_id": block, "type": "button", "text": button["text"],
        "value": button.get("value", ""), "action_ts": f"{time.time():.6f}",
    }  # fmt: skip
    return {
        "type": "block_actions", "user": {"id": user, "username": "someone", "name": "someone", "team_id": TEAM},
        "api_app_id": "A1", "token": "deprecated", "trigger_id": f"1.2.{time.time()}", "team": {"id": TEAM},
        "container": {"type": "message", "message_ts": ts, "channel_id": CHANNEL, "is_ephemeral": False},
        "channel": {"id": CHANNEL, "name": "portal"}, "state": {"values": {}}, "actions": [action],
        "message": {"type": "message", "ts": ts, "text": message["text"], "blocks": message.get("blocks", [])},
        "response_url": f"{slack.url}/response/1",
    }  # fmt: skip


def submit(view: dict[str, Any], user: str, words: str) -> dict[str, Any]:
    """A `view_submission`: the first option of each choice, and those words in each text."""
    values: dict[str, dict[str, Any]] = {}
    for block in view["blocks"]:
        element = block.get("element") or {}
        if element.get("type") in ("static_select", "radio_buttons"):
            state = {"type": element["type"], "selected_option": element["options"][0]}
        elif element.get("type") == "datepicker":
            state = {"type": "datepicker", "selected_date": "2030-01-01"}
        elif element:
            state = {"type": element["type"], "value": words}
        else:
            continue
        values[block["block_id"]] = {element["action_id"]: state}
    return {
        "type": "view_submission", "team": {"id": TEAM}, "user": {"id": user, "username": "someone", "name": "someone"},
        "api_app_id": "A1", "token": "deprecated", "trigger_id": f"1.3.{time.time()}", "response_urls": [],
        "view": {**view, "id": "V1", "hash": "1.a", "state": {"values": values}},
    }  # fmt: skip


def signed(body: bytes, secret: str = SIGNING, age: float = 0) -> dict[str, str]:
    """Headers of a request of Slack's."""
    stamp = str(int(time.time() - age))
    mark = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={mark}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def until(true: Callable[[], Any], within: float = 10) -> Any:
    """What it says when it is true, or at the end."""
    ends = time.monotonic() + within
    while not (found := true()) and time.monotonic() < ends:
        time.sleep(0.05)
    return found
