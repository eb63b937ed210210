"""A round that is killed at any moment loses nothing, and its second run ends like an undisturbed one."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.portals import Serving, generate, serve
from tests.hostile.command import Ended, inspection, kill, run, start


def _plan(serving: Serving, delay: str) -> str:
    return serving.real(serving.portal.plan).replace("delay: 0,", f"delay: {delay},")


def _inspect(folder: Path, serving: Serving, delay: str = "0") -> Ended:
    arguments = inspection(folder, _plan(serving, delay))
    arguments[3] = serving.portal.as_of.isoformat()
    return run(folder, *arguments, within=100)


def _recorded(database: Path) -> set[tuple[str, Any]]:
    """Every address in every table that has addresses; nothing is assumed of the schema but a column called url."""
    if not database.exists():
        return set()
    out: set[tuple[str, Any]] = set()
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as link:
        for (table,) in link.execute("select name from sqlite_master where type = 'table'").fetchall():
            columns = {row[1] for row in link.execute(f"pragma table_info({table})")}
            if "url" in columns:
                out |= {(table, url) for (url,) in link.execute(f"select url from {table}")}
    return out


def _claims(ended: Ended) -> set[tuple[str, str]]:
    assert ended.report is not None, ended.output[-3000:]
    return {(f["check"], f["subject"]) for f in ended.report["findings"]}


def _killed_and_run_again(tmp_path: Path, seed: int, kills: int) -> None:
    chance = random.Random(seed)
    with serve(generate(seed, "shanghai")) as serving:
        (tmp_path / "calm").mkdir()
        calm = _inspect(tmp_path / "calm", serving)
        assert calm.status == 1, calm.output[-3000:]
        folder = tmp_path / "killed"
        folder.mkdir()
        before: set[tuple[str, Any]] = set()
        for _ in range(kills):
            arguments = inspection(folder, _plan(serving, "0"))
            arguments[3] = serving.portal.as_of.isoformat()
            process = start(folder, *arguments)
            time.sleep(chance.uniform(0.3, 0.95) * calm.seconds)
            kill(process)
            before |= _recorded(folder / "round.db")
        again = _inspect(folder, serving)
        assert again.status == 1, again.output[-3000:]
        assert before <= _recorded(folder / "round.db")
        assert _claims(again) == _claims(calm)


def test_a_killed_round_loses_nothing_and_ends_like_an_undisturbed_one(tmp_path: Path) -> None:
    _killed_and_run_again(tmp_path, seed=1, kills=1)


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="takes minutes; set XUNJIAN_SLOW=1")
@pytest.mark.parametrize("seed", range(2, 8))
def test_a_round_killed_again_and_again_ends_like_an_undisturbed_one(tmp_path: Path, seed: int) -> None:
    _killed_and_run_again(tmp_path, seed, kills=4)


def test_a_round_that_cannot_write_says_so_without_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file limit stands for a full disk: every write beyond it fails."""
    monkeypatch.setenv("XUNJIAN_PATIENCE", "1s")
    with serve(generate(1, "shanghai")) as serving:
        arguments = inspection(tmp_path, _plan(serving, "0"))
        ended = run(tmp_path, *arguments, within=60, largest_file=150_000)
    assert ended.status == 3, ended.output[-3000:]
    assert "磁盘已满" in ended.output
    assert "Traceback" not in ended.output


def test_a_report_that_cannot_be_written_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with serve(generate(1, "shanghai", down="503")) as serving:
        arguments = inspection(tmp_path, _plan(serving, "0"))
        arguments[5] = str(tmp_path / "taken")
        ended = run(tmp_path, *arguments, within=60)
    assert ended.status in (2, 3), ended.output[-3000:]
    assert "Traceback" not in ended.output


def test_a_report_into_a_pipe_goes_through_the_pipe(tmp_path: Path) -> None:
    """As with /dev/stdout: what is no ordinary file is written to, never replaced."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with serve(generate(1, "shanghai", down="503")) as serving, pipe.open("r+b", buffering=0) as reader:
        arguments = inspection(tmp_path, _plan(serving, "0"))
        arguments[5] = str(pipe)
        ended = run(tmp_path, *arguments, within=60)
        assert pipe.is_fifo()
        os.set_blocking(reader.fileno(), False)
        begun = reader.read(4096) or b""
    assert ended.status == 1, ended.output[-3000:]
    assert begun.startswith(b"{")
