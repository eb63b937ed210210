"""What may be written where the cursor stands, and entries to begin with; read from the schema, in text half typed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from inspection.plan_schema import Schema, parts_at
from inspection.yaml_source import Path

MOST_LINES = 60  # that lead to the cursor's line
_LINE = re.compile(r"^(?P<indent> *)(?P<dashes>(?:- +|-$)*)(?P<rest>.*)$")
_KEY = re.compile(r"^(?P<key>[A-Za-z_][\w-]*) *:(?: |$)")

# What an entry of each section looks like at the least, and what most offices want to say.
TEMPLATES: dict[str, str] = {
    "units": "- {name: 单位名称, contacts: [{name: 值班编辑, email: desk@example.org}]}",
    "columns": "- {name: 栏目名称, url: /lanmu/, kind: 业务工作, update_within: 90d}",
    "accounts": "- {name: 账号名称, platform: wechat, update_within: 14d}",
    "expectations": "- {name: 年度报告, due: {yearly: 01-31, warn: 14d}, all_of: [年度报告]}",
    "crossposts": "- {name: 同步要求的名称, from: [栏目名称], to: [账号名称], within: 3 workdays}",
}


@dataclass(frozen=True, slots=True)
class Hint:
    """One key that may be written."""

    key: str
    title: str
    about: str
    default: str
    here: bool  # the cursor is on it


@dataclass(frozen=True, slots=True)
class Hints:
    """What the panel shows. `template`: an entry of the list that the cursor is in."""

    where: str  # the path, as the plan writes it
    keys: tuple[Hint, ...]
    template: str = ""


def hints(lines: list[str]) -> Hints:
    """`lines`: those that lead to the cursor, each less indented than the next; the last is the cursor's own."""
    path, at = path_of(lines[-MOST_LINES:])
    within = path if parts_at(path) else path[:-1]
    while within and not parts_at(within):
        within = within[:-1]
    keys = tuple(_hint(key, part, key == at) for key, part in parts_at(within).items())
    written = ".".join(str(part) for part in within if not isinstance(part, int))
    section = path[0] if path else at
    return Hints(written, keys, TEMPLATES.get(str(section), ""))


def path_of(lines: list[str]) -> tuple[Path, str]:
    """The mapping that the last line belongs to, and the key that stands on it, "" for none."""
    path: list[str | int] = []
    at = ""
    for number, line in enumerate(lines):
        found = _LINE.match(line)
        if found is None:  # pragma: no cover (the expression matches any line)
            continue
        rest = found["rest"]
        if found["dashes"]:
            path.append(0)
        key = _KEY.match(rest)
        last = number == len(lines) - 1
        if last:
            at = key["key"] if key else ""
            if key and rest[key.end() :].lstrip().startswith(("{", "[")):
                path.append(key["key"])  # what it holds is written on the line itself
        elif key and _indent(lines[number + 1]) > len(found["indent"]) + len(found["dashes"]):
            path.append(key["key"])  # what follows stands below it, not beside it
    return tuple(path), at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _hint(key: str, part: Schema, here: bool) -> Hint:
    default = part.get("default")
    said = (
        ""
        if default in (None, [], {})
        else default
        if isinstance(default, str)
        else json.dumps(default, ensure_ascii=False)
    )
    return Hint(key, str(part.get("title", "")), str(part.get("description", "")), said, here)
