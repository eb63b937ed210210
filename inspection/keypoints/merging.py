"""A proposal written into a plan's own text: every line of the plan stays, what is new stands at its section's end."""

from __future__ import annotations

import re

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from inspection.errors import Mistake, PlanError
from inspection.keypoints.entries import Proposal
from inspection.keypoints.nouns import Sure
from inspection.keypoints.writing import ONCE, SECTIONS, comments, scalar, section_lines, section_title

_ALL = ("units", *SECTIONS, "duties")
_CLOSED = re.compile(r"^\.\.\.[ \t]*(?:#.*)?\n", re.M)  # the mark of a document's end: nothing may stand behind it


def merge(text: str, proposal: Proposal) -> str:
    """The plan's text with the proposal in it. The text must be a sound plan.

    Raises PlanError where the plan as a whole stands in brackets, and has no lines to write between.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    if not text.endswith("\n"):
        text += "\n"
    text = _CLOSED.sub("", text)
    root = YAML(typ="safe", pure=True).compose(text)
    if isinstance(root, MappingNode) and root.flow_style:
        told = "整份方案写在一对花括号里，没有可以并入的行"
        raise PlanError("方案", [Mistake("方案", told, "请改成每个键一行的写法，再并入")])
    for section in _ALL:
        if section_lines(section, proposal, "  "):
            text = _into(text, section, proposal)
    return text


def _into(text: str, section: str, proposal: Proposal) -> str:
    root = YAML(typ="safe", pure=True).compose(text)
    pairs = root.value if isinstance(root, MappingNode) else []
    at = next((number for number, (key, _) in enumerate(pairs) if key.value == section), None)
    if at is None:
        lines = section_lines(section, proposal, "  ")
        return "\n".join(
            [
                text.rstrip("\n"),
                "",
                *([f"# {title}"] if (title := section_title(section)) else []),
                f"{section}:",
                *lines,
                "",
            ]
        )
    key, value = pairs[at]
    if isinstance(value, SequenceNode) and value.flow_style:
        return _into_flow(text, section, value, proposal)
    if section in ONCE and isinstance(value, MappingNode):
        return text
    if isinstance(value, ScalarNode) and value.value:  # ~ or null stands for a list
        return _into(text[: value.start_mark.index] + text[value.end_mark.index :], section, proposal)
    lines = text.split("\n")
    below = pairs[at + 1][0].start_mark.line if at + 1 < len(pairs) else len(lines)
    end = _end_of(lines, key.start_mark.line, below)
    indent = " " * _dash(lines, value) if isinstance(value, SequenceNode) and value.value else "  "
    return "\n".join([*lines[:end], *section_lines(section, proposal, indent), *lines[end:]])


def _end_of(lines: list[str], first: int, below: int) -> int:
    """Behind the section's last line of its own: comments at the margin speak of what comes next."""
    end = below
    while end > first + 1 and (
        not lines[end - 1].strip() or lines[end - 1].startswith("#") or lines[end - 1].rstrip() in ("...", "---")
    ):
        end -= 1
    return end


def _dash(lines: list[str], value: Node) -> int:
    """The column of the section's dashes."""
    first = value.value[0].start_mark
    at = lines[first.line][: first.column].rfind("-")
    return at if at >= 0 else int(value.start_mark.column)


def _into_flow(text: str, section: str, value: Node, proposal: Proposal) -> str:
    """[a, b] goes on in brackets; each new entry has a line of its own."""
    close = value.end_mark.index - 1
    last = value.value[-1].end_mark.index if value.value else close
    behind = text[last:close].rstrip()  # a comma, remarks
    before = text[:last] + ("" if not value.value or "," in re.sub("#.*", "", behind) else ",") + behind
    new: list[str] = []
    if section == "units":
        new = [f"  {scalar(unit)}," for unit in proposal.units]
    elif section == "duties":
        for duty in proposal.duties:
            ticks = {"ticks": [values for values, _ in duty.ticks]} if duty.ticks else {}
            new.append(f"  {scalar({**duty.values, **ticks})},")
    else:
        for entry in proposal.of(section):
            off = "# " if entry.sure is Sure.LOW else ""
            new += [*comments(entry, "  "), f"  {off}{scalar(entry.values)},"]
    return "\n".join([before, *new, f"  {text[close:]}"])
