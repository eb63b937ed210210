"""What Slack takes: documented limits of messages and modals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def _text(part: Any, most: int, where: str) -> Iterator[str]:
    if not isinstance(part, dict) or part.get("type") not in ("plain_text", "mrkdwn") or not part.get("text"):
        yield f"{where}: no text object"
    elif len(part["text"]) > most:
        yield f"{where}: {len(part['text'])} characters, at most {most}"


def _element(element: dict[str, Any], where: str) -> Iterator[str]:
    kind = element.get("type")
    if kind not in ("button", "overflow", "static_select", "plain_text_input", "datepicker", "radio_buttons", "image",
                    "plain_text", "mrkdwn", "multi_static_select", "checkboxes"):  # fmt: skip
        yield f"{where}: {kind} is no element"
    if len(str(element.get("action_id", ""))) > 255 or len(str(element.get("value", ""))) > 2000:
        yield f"{where}: action_id or value too long"
    if kind == "button":
        yield from _text(element.get("text"), 75, where)
        if element.get("text", {}).get("type") != "plain_text":
            yield f"{where}: a button is plain text"
        if element.get("style", "primary") not in ("primary", "danger"):
            yield f"{where}: style"
    options = element.get("options")
    if kind in ("overflow", "static_select", "radio_buttons"):
        if not options or len(options) > {"overflow": 5, "radio_buttons": 10}.get(str(kind), 100):
            yield f"{where}: {len(options or [])} options"
        for option in options or []:
            yield from _text(option.get("text"), 75, where)
            if not 1 <= len(option.get("value", "")) <= 150:
                yield f"{where}: value of an option"


def wrong_blocks(blocks: list[dict[str, Any]], most: int = 50) -> Iterator[str]:
    """Everything for which Slack would answer invalid_blocks."""
    if len(blocks) > most:
        yield f"{len(blocks)} blocks"
    named = [b["block_id"] for b in blocks if "block_id" in b]
    if len(named) != len(set(named)):
        yield "a block_id stands twice"
    for block in blocks:
        kind, elements = block.get("type"), list(block.get("elements", []))
        if len(block.get("block_id", "")) > 255:
            yield "block_id too long"
        match kind:
            case "header":
                yield from _text(block.get("text"), 150, "header")
                if block.get("text", {}).get("type") != "plain_text":
                    yield "a header is plain text"
            case "section":
                if "text" in block:
                    yield from _text(block["text"], 3000, "section")
                elif not block.get("fields"):
                    yield "an empty section"
                if len(block.get("fields", [])) > 10:
                    yield "more than 10 fields"
                elements += [block["accessory"]] if "accessory" in block else []
            case "actions":
                if not 1 <= len(elements) <= 25:
                    yield f"{len(elements)} elements in actions"
                names = [e.get("action_id") for e in elements]
                if len(names) != len(set(names)):
                    yield "an action_id stands twice in its block"
            case "context":
                if not 1 <= len(elements) <= 10:
                    yield f"{len(elements)} elements in context"
            case "input":
                yield from _text(block.get("label"), 2000, "label")
                elements.append(block.get("element", {}))
            case "divider":
                pass
            case "rich_text":
                elements = []
            case _:
                yield f"{kind} is no block"
        for element in elements:
            yield from _element(element, str(kind))


def wrong_view(view: dict[str, Any]) -> Iterator[str]:
    """Everything for which views.open would refuse a modal."""
    if view.get("type") != "modal":
        yield "no modal"
    yield from _text(view.get("title"), 24, "title")
    for part in ("submit", "close"):
        if part in view:
            yield from _text(view[part], 24, part)
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("callback_id", "")) > 255:
        yield "metadata or callback_id too long"
    if any(b.get("type") == "input" for b in view.get("blocks", [])) and "submit" not in view:
        yield "inputs without submit"
    yield from wrong_blocks(view.get("blocks", []), 100)
