"""A plan's file, read into the nouns: every mistake at once, each with its place and the mend."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import itemgetter
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from inspection.errors import Mistake, PlanError
from inspection.plan import Plan
from inspection.plan_mistakes import tell
from inspection.plan_raw import Found, found
from inspection.plan_references import cross_check
from inspection.yaml_source import MAX_BYTES, Path, Place, Source, read_yaml, say_path

MOST = 100  # mistakes that are listed; of more it is said how many
_Keys = dict[int, dict[str, Any]]  # of each mapping, by its id


def load_plan(source: FilePath | str | bytes) -> Plan:
    """The plan in a file, or in a text (a string with a line break, or bytes). Raises PlanError with every mistake."""
    if isinstance(source, bytes) or (isinstance(source, str) and "\n" in source):
        return parse_plan(source)
    return parse_plan(read_plan(FilePath(source)), str(source))


def parse_plan(data: bytes | str, name: str = "方案") -> Plan:
    """The plan in this YAML; `name` stands for the file in messages. Raises PlanError with every mistake."""
    source = read_yaml(data)
    if source.value is None:
        raise PlanError(name, source.mistakes or [Mistake("方案", "文件里没有内容", "请对照示例填写")])
    plan, wrong = _validated(_without_empty_sections(source.value))
    if plan is None or wrong or source.mistakes:
        mistakes = _in_order(source, wrong)
        raise PlanError(name, [one() for one in mistakes[:MOST]], more=len(mistakes[MOST:]))
    return plan


def digest_of(text: str) -> str:
    """By which rounds, jobs and the store name a plan: SHA-256 of its text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_plan(path: FilePath) -> bytes:
    """What is in the file, as far as a plan may be long. Raises PlanError with the mend."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        said, mend = "找不到这个文件", "请检查文件名，或用 xunjian plan new 网址 生成初稿"
    except IsADirectoryError:
        said, mend = "这是文件夹，不是方案文件", "请写方案文件的名称"
    except OSError:
        said, mend = "这个文件打不开", "请检查读取权限"
    raise PlanError(str(path), [Mistake("方案", said, mend)])


def _without_empty_sections(raw: Any) -> Any:
    """A section whose every line is commented out counts as not written."""
    if not isinstance(raw, dict):
        return raw
    return {key: value for key, value in raw.items() if value is not None or key == "site"}


def _validated(raw: Any) -> tuple[Plan | None, list[Found]]:
    if not isinstance(raw, dict):
        return None, [found((), "方案应由“名称: 内容”各行组成", "请从 site: 开始写，可参考示例")]
    crossed = list(cross_check(raw))
    try:
        plan, refused = Plan.model_validate(raw), []
    except ValidationError as error:
        plan, refused = None, list(_refusals(error, raw))
    spoken = {one.path for one in crossed}
    return plan, [*crossed, *(one for one in refused if one.path not in spoken)]


def _refusals(error: ValidationError, raw: Any) -> Iterator[Found]:
    keys: _Keys = {}
    for one in error.errors(include_url=False):
        path = _real_path(tuple(one["loc"]), raw, one["type"], keys)
        yield Found(path, partial(tell, one, path), at_key=one["type"] == "extra_forbidden")


def _real_path(loc: tuple[int | str, ...], raw: Any, kind: str, keys: _Keys) -> Path:
    """The part of pydantic's path that the file has, and the key that it lacks; dates as keys are matched as text."""
    path: list[Any] = []
    for number, part in enumerate(loc):
        if isinstance(raw, dict):
            if part == 0 and isinstance(part, int) and 0 not in raw:
                continue  # what stands alone where a list may stand
            key = _by_text(raw, keys).get(str(part))
            if key is None:
                return (*path, part) if kind == "missing" and number == len(loc) - 1 else tuple(path)
            path.append(key)
            raw = raw[key]
        elif isinstance(raw, list) and isinstance(part, int) and part < len(raw):
            path.append(part)
            raw = raw[part]
        else:
            break
    return tuple(path)


def _by_text(mapping: Mapping[Any, Any], keys: _Keys) -> dict[str, Any]:
    """A mapping's keys by how they are written; each mapping's are gathered once, for all that is wrong in it."""
    if id(mapping) not in keys:
        by_text: dict[str, Any] = {}
        for key in mapping:
            by_text.setdefault(str(key), key)
            by_text.setdefault(repr(key), key)
        keys[id(mapping)] = by_text
    return keys[id(mapping)]


def _in_order(source: Source, wrong: Iterable[Found]) -> list[Callable[[], Mistake]]:
    """Every mistake from top to bottom, to be put into words when it is wanted."""
    placed = [((one.line or 0, one.column or 0), partial(_same, one)) for one in source.mistakes]
    for one in wrong:
        place = _place(source, one.path, at_key=one.at_key)
        placed.append(((place.line, place.column), partial(_placed, one, place)))
    return [words for _, words in sorted(placed, key=itemgetter(0))]


def _same(mistake: Mistake) -> Mistake:
    return mistake


def _placed(one: Found, place: Place) -> Mistake:
    return Mistake(say_path(one.path), *one.told(), place.line, place.column)


def _place(source: Source, path: Path, *, at_key: bool) -> Place:
    """Where the value stands, or the key; for a key that is missing, where its noun begins."""
    if at_key and path in source.keys:
        return source.keys[path]
    while path and path not in source.values:
        path = path[:-1]
    return source.values.get(path, Place(1, 1))
