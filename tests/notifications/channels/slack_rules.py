"""What Slack's reference says of blocks and views, as errors; nothing that it does not say is let through."""

from __future__ import annotations

import json
import re
from typing import Any

_SECTION = {"type", "block_id", "text", "fields", "accessory", "expand"}
_LINK = re.compile(r"<(https?://[^<>|\s]+)\|([^<>|]+)>")
_MEMBER = re.compile(r"<@[UW][A-Z0-9]+>")
_TOGETHER = 12_000  # msg_blocks_too_long, as measured by others


def message_error(body: dict[str, Any]) -> str | None:
    """What chat.postMessage would say, None where it would take it."""
    text, blocks = body.get("text"), body.get("blocks")
    if not text and not blocks:
        return "no_text"
    if text is not None and (not isinstance(text, str) or len(text) > 40_000 or _unescaped(text)):
        return "msg_too_long"
    if blocks is not None:
        if not isinstance(blocks, list) or len(blocks) > 50 or any(_block_error(block) for block in blocks):
            return "invalid_blocks"
        if len(json.dumps(blocks, ensure_ascii=False)) > _TOGETHER:
            return "msg_blocks_too_long"
    metadata = body.get("metadata")
    if metadata is not None and not _metadata_sound(metadata):
        return "invalid_metadata_format"
    return None


def _metadata_sound(metadata: Any) -> bool:
    return (
        isinstance(metadata, dict)
        and set(metadata) == {"event_type", "event_payload"}
        and re.fullmatch(r"[a-z][a-z0-9_]*", metadata["event_type"]) is not None
        and all(isinstance(value, (str, int, bool)) for value in metadata["event_payload"].values())
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _unescaped(text: str) -> bool:
    """Control characters that are neither entities nor our own links and mentions."""
    left = _MEMBER.sub("", _LINK.sub("", text))
    return bool(re.search(r"[<>]|&(?!amp;|lt;|gt;)", left))


def _text_error(thing: Any, limit: int, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> bool:
    if not isinstance(thing, dict) or thing.get("type") not in kinds:
        return True
    allowed = {"type", "text", "emoji"} if thing["type"] == "plain_text" else {"type", "text", "verbatim"}
    text = thing.get("text")
    if set(thing) - allowed or not isinstance(text, str) or not 1 <= _units(text) <= limit:
        return True
    return _unescaped(text)


def _plain_error(thing: Any, limit: int) -> bool:
    return _text_error(thing, limit, ("plain_text",))


def _block_error(block: Any, *, modal: bool = False) -> bool:
    kind = block.get("type") if isinstance(block, dict) else None
    if len(block.get("block_id", "")) > 255:
        return True
    if kind == "header":
        return bool(set(block) - {"type", "block_id", "text"}) or _plain_error(block.get("text"), 150)
    if kind == "divider":
        return bool(set(block) - {"type", "block_id"})
    if kind == "section":
        return _section_error(block)
    if kind == "context":
        elements = block.get("elements")
        return not elements or len(elements) > 10 or any(_text_error(element, 2000) for element in elements)
    if kind == "actions":
        return _actions_error(block)
    if kind == "input" and modal:
        return _input_error(block)
    return True


def _section_error(block: dict[str, Any]) -> bool:
    if set(block) - _SECTION or not ({"text", "fields"} & set(block)):
        return True
    if "text" in block and _text_error(block["text"], 3000):
        return True
    fields = block.get("fields")
    if fields is not None and (not 1 <= len(fields) <= 10 or any(_text_error(field, 2000) for field in fields)):
        return True
    return "accessory" in block and _element_error(block["accessory"])


def _actions_error(block: dict[str, Any]) -> bool:
    elements = block.get("elements")
    if not elements or len(elements) > 25 or any(_element_error(element) for element in elements):
        return True
    names = [element["action_id"] for element in elements]
    return len(set(names)) != len(names)


def _element_error(element: dict[str, Any]) -> bool:
    if not 1 <= len(element.get("action_id", "x")) <= 255:
        return True
    if element["type"] == "button":
        if set(element) - {"type", "action_id", "text", "value", "style", "confirm", "url"}:
            return True
        if element.get("style", "primary") not in {"primary", "danger"} or len(element.get("value", "")) > 2000:
            return True
        return _plain_error(element.get("text"), 75) or ("confirm" in element and _confirm_error(element["confirm"]))
    if element["type"] == "overflow":
        if set(element) - {"type", "action_id", "options", "confirm"}:
            return True
        return not 2 <= len(element["options"]) <= 5 or any(_option_error(option) for option in element["options"])
    return True


def _confirm_error(confirm: dict[str, Any]) -> bool:
    limits = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
    return set(confirm) != set(limits) or any(_plain_error(confirm[key], limit) for key, limit in limits.items())


def _option_error(option: dict[str, Any]) -> bool:
    if set(option) - {"text", "value", "description", "url"}:
        return True
    return _plain_error(option.get("text"), 75) or not 1 <= len(option.get("value", "")) <= 75


def view_error(view: Any) -> str | None:
    """What views.open would say of a modal."""
    if not isinstance(view, dict) or view.get("type") != "modal":
        return "invalid_arguments"
    allowed = {"type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "notify_on_close"}
    if set(view) - allowed or any(_plain_error(view.get(key), 24) for key in ("title", "submit", "close")):
        return "invalid_arguments"
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("callback_id", "")) > 255:
        return "invalid_arguments"
    blocks = view.get("blocks")
    if not blocks or len(blocks) > 100 or any(_block_error(block, modal=True) for block in blocks):
        return "invalid_arguments"
    return None


def _input_error(block: dict[str, Any]) -> bool:
    if set(block) - {"type", "block_id", "label", "element", "hint", "optional"}:
        return True
    if _plain_error(block.get("label"), 2000) or ("hint" in block and _plain_error(block["hint"], 2000)):
        return True
    element = block["element"]
    if "placeholder" in element and _plain_error(element["placeholder"], 150):
        return True
    if element["type"] == "plain_text_input":
        return not 1 <= element.get("max_length", 1) <= 3000
    if element["type"] != "static_select" or ("options" in element) == ("option_groups" in element):
        return True
    groups = element.get("option_groups", [{"label": None, "options": element.get("options")}])
    if not 1 <= len(groups) <= 100 or any(not 1 <= len(group["options"]) <= 100 for group in groups):
        return True
    if "option_groups" in element and any(_plain_error(group["label"], 75) for group in groups):
        return True
    return any(_option_error(option) for group in groups for option in group["options"])
