"""A standard's file read into the nouns: every mistake with its place and the mend; the built-in standards by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from inspection.errors import Mistake, PlanError
from inspection.plan_file import read_plan
from inspection.plan_mistakes import tell
from inspection.scoring.standard import Standard
from inspection.yaml_source import Path as Keys
from inspection.yaml_source import Place, Source, read_yaml, say_path

BUILT_IN = "gbmh-2019-19"
_FOLDER = Path(__file__).parent / "standards"


def built_in_names() -> list[str]:
    """Names of the standards that the program brings."""
    return sorted(file.stem for file in _FOLDER.glob("*.yaml"))


@lru_cache(maxsize=8)
def built_in(name: str = BUILT_IN) -> Standard:
    """One of ours. Raises PlanError where there is none of that name."""
    if name not in built_in_names():
        near = get_close_matches(name, built_in_names(), n=1)
        meant = f"是不是想写 {near[0]}" if near else f"程序自带的有 {'、'.join(built_in_names())}"
        raise PlanError("scorecard.standard", [Mistake("standard", f"没有名为“{name}”的评分标准", meant)])
    return parse_standard((_FOLDER / f"{name}.yaml").read_bytes(), name)


def standard_of(written: str | None, folder: Path | None = None) -> Standard:
    """What a plan names: a built-in standard, or a file (.yaml, .yml) beside the plan. Raises PlanError."""
    if written is None:
        return built_in()
    if not written.lower().endswith((".yaml", ".yml")):
        return built_in(written)
    path = standard_path(written, folder or Path())
    return parse_standard(read_plan(path), str(path))


def standard_path(written: str, folder: Path) -> Path:
    """The file of that name, which lies in the plan's folder. Raises PlanError."""
    path = folder / written
    try:
        inside = ".." not in Path(written).parts and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        inside = False
    if Path(written).is_absolute() or not inside:
        said = f"评分标准“{written}”应当放在方案所在文件夹之内"
        raise PlanError(
            "scorecard.standard", [Mistake("standard", said, "请把文件本身放进来，写相对路径，如 县级标准.yaml")]
        )
    return path


def parse_standard(data: bytes | str, name: str = "评分标准", checks: Collection[str] | None = None) -> Standard:
    """The standard in this YAML; `checks`: names that a feed may use (None: any). Raises PlanError."""
    source = read_yaml(data)
    mistakes = [_as_standard(one) for one in source.mistakes]
    if not isinstance(source.value, dict):
        raise PlanError(name, mistakes or [Mistake("评分标准", "应由“名称: 内容”各行组成", "请对照自带的标准填写")])
    try:
        standard = Standard.model_validate(source.value)
    except ValidationError as error:
        raise PlanError(name, [*mistakes, *_refusals(error, source)]) from None
    mistakes += _unknown_checks(standard, source, checks) if checks is not None else ()
    if mistakes:
        raise PlanError(name, mistakes)
    return standard


def _as_standard(one: Mistake) -> Mistake:
    """What the reader says of plans, said of standards."""
    mend = "" if "plan new" in one.mend else one.mend
    return Mistake("评分标准" if one.key == "方案" else one.key, one.message, mend, one.line, one.column)


def _refusals(error: ValidationError, source: Source) -> Iterator[Mistake]:
    every = error.errors(include_url=False)
    deeper = {tuple(one["loc"])[:1] for one in every if len(one["loc"]) > 1}
    for one in every:
        path = tuple(one["loc"])
        if one["type"] == "too_short" and path in deeper:
            continue  # the list has lines, and none of them could be read
        message, mend = _told(one, path)
        key = path[:-1] if one["type"] == "missing" else path
        place = _place(source, key)
        yield Mistake("评分标准" if not path else say_path(path), message, _of_standard(mend), place.line, place.column)


def _told(error: Mapping[str, Any], path: Keys) -> tuple[str, str]:
    if error["type"] == "string_pattern_mismatch":
        return "编号只能有小写英文、数字和连字符", "请写成 home-stale 这样"
    return tell(error, path)


def _of_standard(mend: str) -> str:
    """The mends that name the plan's manual, in place."""
    return mend.replace("，键名见方案说明", "").replace("请对照方案说明改正", "请对照自带的标准改正")


def _place(source: Source, path: Keys) -> Place:
    while path and path not in source.keys and path not in source.values:
        path = path[:-1]
    return source.keys.get(path) or source.values.get(path) or Place(1, 1)


def _unknown_checks(standard: Standard, source: Source, checks: Collection[str]) -> Iterator[Mistake]:
    for section, rules in (("vetoes", standard.vetoes), ("deductions", standard.deductions)):
        for n, rule in enumerate(rules):
            for m, feed in enumerate(rule.feeds):
                if feed.check not in checks:
                    path = (section, n, "feeds", m, "check")
                    near = get_close_matches(feed.check, list(checks), n=1)
                    mend = f"是不是想写 {near[0]}" if near else "检查名见 docs/checks.md"
                    place = _place(source, path)
                    yield Mistake(say_path(path), f"没有名为“{feed.check}”的检查", mend, place.line, place.column)
