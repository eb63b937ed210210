"""A plan as it was written, before it is parsed: its names and where they stand, and names that are not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any, NamedTuple

from inspection.plan_mistakes import Told
from inspection.yaml_source import Path


class Found(NamedTuple):
    """Where; what is wrong and how to mend it; whether the key itself is wrong rather than its value."""

    path: Path
    told: Callable[[], Told]  # asked of those that are shown: looking for what was meant takes its time
    at_key: bool = False


def found(path: Path, message: str, mend: str, *, at_key: bool = False) -> Found:
    """What is wrong there, in words that are known already."""
    return Found(path, lambda: (message, mend), at_key)


def mapping(value: Any) -> Mapping[Any, Any]:
    """Nothing, where it is of another type: its noun speaks of that."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[tuple[int, Any]]:
    """Of a list, each with its place."""
    return list(enumerate(value)) if isinstance(value, list) else []


def mappings(raw: Mapping[Any, Any], key: str) -> Iterator[tuple[int, Mapping[Any, Any]]]:
    """Those of the list under that key, each with its place."""
    for number, item in items(raw.get(key)):
        if isinstance(item, dict):
            yield number, item


def names(raw: Mapping[Any, Any], key: str) -> Iterator[tuple[Path, str]]:
    """Of what stands in the list under that key: a name alone, or something with a name."""
    for number, item in items(raw.get(key)):
        if isinstance(item, str):
            yield (key, number), item.strip()
        elif isinstance(item, dict) and isinstance(item.get("name"), str):
            yield (key, number, "name"), item["name"].strip()


def unknown(named: list[tuple[Path, str]], known: list[str], what: str, where: str) -> Iterator[Found]:
    """Those of the names that are not known."""

    def told(name: str) -> Told:
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        mend = f"是不是想写 {near[0]}" if near else f"请先在 {where} 中写上，或改正名称"
        return f"{what}“{name}”没有写在 {where} 中", mend

    written = set(known)
    yield from (Found(path, partial(told, name)) for path, name in named if name not in written)


def listed(item: Mapping[Any, Any], path: Path, key: str) -> Iterator[tuple[Path, str]]:
    """The names of the list under that key, of something that stands at `path`."""
    for number, name in items(item.get(key)):
        if isinstance(name, str):
            yield (*path, key, number), name.strip()
