"""What two texts of a plan differ in, in words: which columns came and went, which deadline became another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from inspection.plan_schema import keys_at, plan_schema
from inspection.yaml_source import Path

MOST = 60  # lines; of more it is said how many
_LONG = 60  # characters of a value


def changes(before: Any, after: Any) -> list[str]:
    """`before`, `after`: plain values of the YAML, which may be faulty. Nothing: they say the same."""
    lines = list(_mapping(_dict(before), _dict(after), ()))
    more = len(lines) - MOST
    return lines if more <= 0 else [*lines[:MOST], f"另有 {more} 处改动，见下面的逐行对比"]


def _mapping(before: Mapping[Any, Any], after: Mapping[Any, Any], path: Path) -> Iterator[str]:
    for key in dict.fromkeys([*before, *after]):
        was, now, here = before.get(key), after.get(key), (*path, key)
        if _same(was, now):
            continue
        if _is_named(was) or _is_named(now):
            yield from _named(_list(was), _list(now), here)
        elif isinstance(was, dict) and isinstance(now, dict):
            yield from _mapping(was, now, here)
        else:
            yield _value(say_keys(here), was, now)


def _same(was: Any, now: Any) -> bool:
    """`1` and `true` are equal for Python, and so are mappings in another order, which says nothing here either."""
    return type(was) is type(now) and bool(was == now) and repr(was) == repr(now)


def _value(where: str, was: Any, now: Any) -> str:
    if was is None:
        return f"{where}：写上 {say(now)}"
    if now is None:
        return f"{where}：删去（原为 {say(was)}）"
    if isinstance(was, list) and isinstance(now, list):
        old, new = set(map(repr, was)), set(map(repr, now))
        came = [one for one in now if repr(one) not in old]
        gone = [one for one in was if repr(one) not in new]
        said = [f"增加 {'、'.join(map(say, came))}"] if came else []
        said += [f"去掉 {'、'.join(map(say, gone))}"] if gone else []
        return f"{where}：{'；'.join(said) or '调整了顺序'}"
    return f"{where}：{say(was)} 改为 {say(now)}"


def _named(before: list[Any], after: list[Any], path: Path) -> Iterator[str]:
    """Entries that have names: what came, what went, and what changed in those that stayed."""
    was, now = _by_name(before), _by_name(after)
    what = say_keys(path)
    moved = _renamed({n: was[n] for n in was if n not in now}, {n: now[n] for n in now if n not in was})
    renamed = set(moved.values())
    came = [name for name in now if name not in was and name not in renamed]
    gone = [name for name in was if name not in now and name not in moved]
    if came:
        yield f"{what}：新增 {_counted(came)}"
    if gone:
        yield f"{what}：删去 {_counted(gone)}"
    for old, new in moved.items():
        yield f"{what}“{_short(old)}”：改名为“{_short(new)}”"
    quiet = not (came or gone or moved)
    for name, entry in was.items():
        new = moved.get(name, name)
        if new in now and not _same(entry, now[new]):
            quiet = False
            for line in _mapping(_without_name(entry), _without_name(now[new]), (*path, 0)):
                yield f"{what}“{_short(new)}” {line}"
    if quiet:
        yield f"{what}：" + ("调整了顺序" if list(was) != list(now) else "改动见逐行对比")


def _renamed(gone: Mapping[str, Any], came: Mapping[str, Any]) -> dict[str, str]:
    """Of those that went and came, which are the same under another name: all else is equal, and there is some."""
    by_rest: dict[str, list[str]] = defaultdict(list)
    for new, entry in came.items():
        by_rest[repr(_without_name(entry))].append(new)
    pairs: dict[str, str] = {}
    for old, entry in gone.items():
        rest = _without_name(entry)
        same = by_rest[repr(rest)] if rest else []
        if len(same) == 1:
            pairs[old] = same.pop()
    return pairs


def _by_name(entries: list[Any]) -> dict[str, Any]:
    """The first of each name; names are not to repeat."""
    named: dict[str, Any] = {}
    for number, entry in enumerate(entries):
        name = entry.get("name") if isinstance(entry, dict) else entry
        named.setdefault(str(name) if name is not None else f"第 {number + 1} 项", entry)
    return named


def _is_named(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) and "name" in one for one in value)


def _without_name(entry: Any) -> dict[Any, Any]:
    return {key: value for key, value in entry.items() if key != "name"} if isinstance(entry, dict) else {}


def _counted(names: list[str]) -> str:
    shown = "、".join(map(_short, names[:8]))
    return f"{len(names)} 项（{shown}{' 等' if len(names) > 8 else ''}）"


def say_keys(path: Path) -> str:
    """The keys' Chinese titles: 问题单 期限; numbers of lists are left out, an unknown key stands for itself."""
    words: list[str] = []
    for depth, part in enumerate(path):
        if isinstance(part, int):
            continue
        title = _titles(path[:depth]).get(str(part)) or (_title_of_section(str(part)) if depth == 0 else "")
        if path[:depth] and isinstance(path[depth - 1], int):
            words.clear()  # within an entry of a list its own keys are enough
        words.append(title or _short(str(part)))
    return " ".join(words) or "方案"


def _titles(path: Path) -> dict[str, str]:
    """Entries of one list have the same keys, whatever their number."""
    return _titles_at(tuple(0 if isinstance(part, int) else str(part) for part in path))


@lru_cache(maxsize=2000)
def _titles_at(path: Path) -> dict[str, str]:
    return keys_at(path)


def _title_of_section(key: str) -> str:
    return str(plan_schema()["properties"].get(key, {}).get("title", ""))


def say(value: Any) -> str:
    """A value of the plan in one line."""
    if value is None:
        return "（空）"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return _short("，".join(f"{key} {say(inner)}" for key, inner in value.items()) or "（空）")
    if isinstance(value, list):
        return _short("、".join(map(say, value)) or "（空）")
    return _short(str(value))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _dict(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
