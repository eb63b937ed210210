"""Backups that were killed: what they left is removed by the next one, what lives is not touched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store.store import Store
from tests.store.backups import bring_back, save

BEGIN = (
    "import os, sys; from datetime import datetime, UTC; from pathlib import Path\n"
    "from store.backup import backup; from store.engine import parse_url\n"
    "def tell(said):\n"
    "    print(said, flush=True); sys.stdin.readline()\n"  # at the first table it waits to be told to go on
    "backup(parse_url(sys.argv[1]), Path(sys.argv[2]), datetime.now(UTC), '1', tell, Path(sys.argv[3]))"
)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is a matter of files is the same on both databases."""
    return f"sqlite:///{tmp_path / 'x.db'}"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Where the backups go; the tests' own helpers find their evidence beside it."""
    folder = tmp_path / "there"
    folder.mkdir()
    return folder


def begun(url: str, file: Path) -> subprocess.Popen[str]:
    """A backup in a process of its own, in the middle of its work."""
    order = [sys.executable, "-c", BEGIN, url, str(file), str(file.parent / "evidence")]
    process = subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_what_a_killed_backup_left_is_removed_by_the_next(
    database_url: str, store: Store, round_id: str, there: Path
) -> None:
    with begun(database_url, there / "monday.tar") as process:
        process.kill()
    assert len(names(there)) == 1

    save(database_url, there, "tuesday.tar")

    assert names(there) == ["tuesday.tar"]


def test_a_backup_that_is_at_work_is_left_alone(
    database_url: str, store: Store, round_id: str, there: Path, tmp_path: Path
) -> None:
    with begun(database_url, there / "one.tar") as process:
        save(database_url, there, "other.tar")
        process.communicate("\n" * 100)

    assert (process.returncode, names(there)) == (0, ["one.tar", "other.tar"])
    assert bring_back(there, f"sqlite:///{tmp_path / 'again.db'}", "one.tar").rows["rounds"] == 1


def test_other_peoples_files_are_not_taken_for_leftovers(
    database_url: str, store: Store, round_id: str, there: Path, tmp_path: Path
) -> None:
    theirs = [".movie.mkv.abcdefgh.part", "all.tar.xunjian-abcdefgh.part", ".all.tar.xunjian-abc.part"]
    for name in theirs:
        (there / name).write_bytes(b"x")
    (there / ".folder.xunjian-abcdefgh.part").mkdir()
    (there / ".link.xunjian-abcdefgh.part").symlink_to(tmp_path / "x.db")

    save(database_url, there, "all.tar")

    kept = {*theirs, ".folder.xunjian-abcdefgh.part", ".link.xunjian-abcdefgh.part", "all.tar"}
    assert set(names(there)) == kept
