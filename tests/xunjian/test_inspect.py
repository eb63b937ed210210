"""A report replaces a file whole, and goes through a pipe without replacing it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xunjian.inspect import _replace as write_report


def test_a_report_replaces_the_one_before_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_text("a much longer report of yesterday")
    write_report(file, "{}")
    assert ([p.name for p in tmp_path.iterdir()], file.read_text()) == (["r.json"], "{}")


def test_a_report_goes_through_a_pipe_that_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pipe.open("r+b", buffering=0) as reader:
        write_report(pipe, "巡检")
        assert (pipe.is_fifo(), reader.read(64)) == (True, "巡检".encode())


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    link, file = tmp_path / "link", tmp_path / "r.json"
    link.symlink_to(file)
    write_report(link, "{}")
    assert (link.is_symlink(), file.read_text()) == (True, "{}")


def test_a_folder_is_refused_by_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as refused:
        write_report(tmp_path, "{}")
    assert refused.value.filename == str(tmp_path)


def test_a_report_that_cannot_be_finished_leaves_the_one_before(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 250)  # the name beside it is too long for any file system here
    file.write_text("yesterday")
    with pytest.raises(OSError, match="too long"):
        write_report(file, "{}")
    assert (len(list(tmp_path.iterdir())), file.read_text()) == (1, "yesterday")
