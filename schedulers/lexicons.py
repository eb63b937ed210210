"""Lexicons of wrong wordings, read from the files that the plan names."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path

from inspection.lexicon_file import read_lexicon
from inspection.plan import Plan
from inspection.wordings import Lexicon

BUILT_IN = "内置词表"
_LARGEST = 5 * 1024 * 1024  # bytes
_MOST = 100  # files of one pattern


def lexicons_of(plan: Plan, folder: Path) -> tuple[Lexicon, ...]:
    """The built-in lexicon and the office's. A file that cannot be read is a lexicon with its problem."""
    built_in = (built_in_lexicon(),) if plan.wording.built_in else ()
    found: dict[str, Lexicon] = {}
    for pattern in plan.wording.lexicons:
        for lexicon in _named(folder, pattern):
            found.setdefault(lexicon.name, lexicon)
    return (*built_in, *found.values())


def built_in_lexicon() -> Lexicon:
    """The one that the program brings."""
    return read_lexicon(BUILT_IN, files("inspection").joinpath("lexicons/wording.txt").read_bytes())


def _named(folder: Path, pattern: str) -> Iterator[Lexicon]:
    """The files that a pattern of the plan names, none of them outside the plan's folder."""
    if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
        yield Lexicon(pattern, problem=f"词表“{pattern}”应当放在方案所在文件夹之内，请写相对路径，如 词表/*.txt")
        return
    try:
        paths = sorted(islice((path for path in folder.glob(pattern) if not path.is_dir()), _MOST + 1))
    except (ValueError, NotImplementedError, OSError, IndexError):  # IndexError: of “.”
        yield Lexicon(pattern, problem=f"词表“{pattern}”的写法不对，请写文件名，如 词表/*.txt")
        return
    if not paths:
        yield Lexicon(
            pattern, problem=f"没有找到词表“{pattern}”，请把文件放在 {folder.name or folder}/ 之下，或更正方案"
        )
    if len(paths) > _MOST:
        yield Lexicon(pattern, problem=f"“{pattern}”之下有 {_MOST} 个以上的文件，只读了前 {_MOST} 个，请写得更具体")
    for path in paths[:_MOST]:
        yield _read(folder, path)


def _read(folder: Path, path: Path) -> Lexicon:
    name = path.relative_to(folder).as_posix()
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return Lexicon(name, problem=f"词表“{name}”指向方案文件夹之外，没有读；请把文件本身放进来")
        if not path.is_file():
            return Lexicon(name, problem=f"词表“{name}”不是文件，没有读")
        if path.stat().st_size > _LARGEST:
            return Lexicon(name, problem=f"词表“{name}”超过 5 MB，没有读；请分成几个文件")
        with path.open("rb") as file:
            return read_lexicon(name, file.read(_LARGEST + 1))
    except RuntimeError:  # a link that leads to itself
        return Lexicon(name, problem=f"词表“{name}”是指向自己的链接，没有读；请把文件本身放进来")
    except OSError as error:
        return Lexicon(name, problem=f"词表“{name}”读不了：{error.strerror or error}")
