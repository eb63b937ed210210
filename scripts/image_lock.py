"""Cut from requirements.lock what the image needs: the program with all its extras, without our tools.

`python scripts/image_lock.py` writes deploy/requirements.lock; with `--check` it only says whether that is current.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK, IMAGE = ROOT / "requirements.lock", ROOT / "deploy" / "requirements.lock"
EXTRAS = ("apprise", "postgres", "cluster")
ALSO = ("setuptools",)  # installs the program itself
# What the image may run on; a package that any of them needs is kept, the lock's own markers choose.
_LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
MACHINES = [_LINUX | {"platform_machine": machine} for machine in ("x86_64", "aarch64")]


def blocks(lock: str) -> dict[str, str]:
    """The lock's packages with their hashes, by name; one may stand there twice, for different Pythons."""
    found: dict[str, str] = {}
    for one in re.finditer(r"^([A-Za-z0-9][\w.-]*)==.*\n(?:[ \t]+--hash.*\n)*", lock, re.M):
        name = canonicalize_name(one[1])
        found[name] = found.get(name, "") + one[0]
    return found


def _needed(some: Iterable[str], extras: Iterable[str]) -> Iterator[Requirement]:
    for text in some:
        wanted = Requirement(text)
        tries = [machine | {"extra": extra} for machine in MACHINES for extra in ("", *extras)]
        if wanted.marker is None or any(wanted.marker.evaluate(one) for one in tries):
            yield wanted


def closure(locked: dict[str, str]) -> set[str]:
    """The names of all packages that the program needs, directly or not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"]
    wanted = [Requirement(one) for one in (*project["dependencies"], *ALSO, *(r for e in EXTRAS for r in optional[e]))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while wanted:
        one = wanted.pop()
        key = (canonicalize_name(one.name), frozenset(one.extras))
        if key in seen or key[0] not in locked:
            continue
        seen.add(key)
        wanted += _needed(requires(one.name) or [], one.extras)
    return {name for name, _ in seen}


def cut() -> str:
    """The text of deploy/requirements.lock."""
    locked = blocks(LOCK.read_text("utf-8"))
    head = "# Cut from requirements.lock by scripts/image_lock.py; do not edit.\n"
    return head + "".join(locked[name] for name in sorted(closure(locked)))


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(IMAGE.read_text("utf-8") != cut())
    IMAGE.write_text(cut(), "utf-8")
