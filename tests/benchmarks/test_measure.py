"""Measuring a command counts what its children do."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.measure import measure

_BUSY = "import time; e=time.process_time()+0.3\nwhile time.process_time()<e: pass"


def test_processor_time_of_children_counts(tmp_path: Path) -> None:
    parent = f"import subprocess,sys; subprocess.run([sys.executable,'-c',{_BUSY!r}])"
    assert measure([sys.executable, "-c", parent], out=tmp_path / "out", limit=30).cpu >= 0.3


def test_memory_of_the_whole_tree_is_more_than_that_of_its_largest_process(tmp_path: Path) -> None:
    hold = "b=bytearray(40_000_000); import time; time.sleep(0.5)"
    parent = f"import subprocess,sys; p=subprocess.Popen([sys.executable,'-c',{hold!r}]); {hold}; p.wait()"
    got = measure([sys.executable, "-c", parent], out=tmp_path / "out", limit=30)
    assert got.tree > got.largest + 30_000_000


def test_a_command_that_does_not_end_is_ended(tmp_path: Path) -> None:
    got = measure([sys.executable, "-c", "import time; time.sleep(60)"], out=tmp_path / "out", limit=0.3)
    assert (got.status, got.wall < 10) == (-9, True)


def test_standard_output_is_kept(tmp_path: Path) -> None:
    measure([sys.executable, "-c", "print('done')"], out=tmp_path / "out", limit=30)
    assert (tmp_path / "out").read_text() == "done\n"
