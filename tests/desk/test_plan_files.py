"""A plan's file on the disk: replaced as a whole, with its line ends, its mark, its rights and its links."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.plan_files import BOM, FileError, as_written, replace_file

_SAVER = """
import sys
from pathlib import Path
from desk.plan_files import replace_file
path, number = Path(sys.argv[1]), 0
print("ready", flush=True)
while True:
    number += 1
    replace_file(path, (f"{number % 10}" * 200_000).encode())
"""
LINES = st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=8), max_size=8)


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_a_text_that_nobody_changed_is_written_byte_for_byte(lines: list[str], end: str, marked: bool) -> None:
    was = (BOM if marked else b"") + end.join(lines).removeprefix("\ufeff").encode()
    typed = was.removeprefix(BOM).decode().replace("\r\n", "\n").replace("\n", "\r\n")  # as browsers send it

    assert as_written(typed, was) == was


def test_in_a_file_of_two_minds_each_line_keeps_its_end() -> None:
    was = b"a\r\nb\nc\nd\n"

    assert as_written("a\r\nnew\r\nb\r\nc\r\nd\r\n", was) == b"a\r\nnew\nb\nc\nd\n"


def test_mode_and_symbolic_link_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "plans" / "plan.yaml", tmp_path / "plan.yaml"
    real.parent.mkdir()
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)

    replace_file(link, b"new")

    assert (link.is_symlink(), real.read_bytes(), real.stat().st_mode & 0o7777) == (True, b"new", 0o640)


def test_a_file_that_is_read_only_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"old")
    path.chmod(0o444)

    with pytest.raises(FileError, match="只读"):
        replace_file(path, b"new")

    assert path.read_bytes() == b"old"


def test_a_file_that_went_away_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="不在原处"):
        replace_file(tmp_path / "gone.yaml", b"new")


def test_where_nothing_can_be_written_nothing_is_left_behind(tmp_path: Path) -> None:
    """A limit on file size stands for a disk that is full: the write ends halfway."""
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"old")
    limited = (
        "import resource, signal, sys; from pathlib import Path; from desk.plan_files import FileError, replace_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: replace_file(Path(sys.argv[1]), b'x' * 5000)\n"
        "except FileError as error: sys.exit(7)\n"
    )

    ended = subprocess.run([sys.executable, "-c", limited, str(path)], check=False, timeout=60)

    assert (ended.returncode, path.read_bytes(), list(tmp_path.iterdir())) == (7, b"old", [path])


def test_whoever_reads_finds_one_text_whole_also_after_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("0" * 200_000)
    seen = set()
    for looks in (1, 60, 150):
        saver = subprocess.Popen([sys.executable, "-c", _SAVER, str(path)], stdout=subprocess.PIPE)
        assert saver.stdout is not None
        saver.stdout.readline()
        texts = [path.read_text() for _ in range(looks)]
        os.kill(saver.pid, signal.SIGKILL)
        saver.wait(20)
        saver.stdout.close()
        seen |= {(len(text), len(set(text))) for text in (*texts, path.read_text())}

    replace_file(path, b"after")

    assert (seen, list(tmp_path.iterdir())) == ({(200_000, 1)}, [path])
