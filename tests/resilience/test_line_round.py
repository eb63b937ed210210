"""Whole rounds over a line that is cut all the time: they end like those over a good one."""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.portals import generate, serve
from tests.hostile.command import start
from tests.resilience.kept import kept
from tests.resilience.line import Line, line_to
from tests.resilience.processes import end_of
from tests.resilience.torture import Player

pytestmark = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="takes minutes; set XUNJIAN_SLOW=1")


def _until_begun(process: subprocess.Popen[bytes], rounds: Callable[[], int], wanted: int) -> None:
    """A database that is away at the very start is said at once; so it is there until the round has begun."""
    while end_of(process, 0.05) is None and rounds() < wanted:
        pass


def _over_a_bad_line(player: Player, kind: str, line: Line, chance: random.Random, direct: str) -> int:
    process = start(player.folder, *player.arguments(kind))
    _until_begun(process, lambda: kept(direct).rounds, 1 if kind == "full" else 2)
    while end_of(process, chance.uniform(0.05, 0.8)) is None:
        if chance.random() < 0.6:
            line.cut_at_commit()
        else:
            line.cut()
            time.sleep(chance.uniform(0.05, 1.5))
            line.mend()
    return process.returncode


@pytest.mark.parametrize("seed", range(21, 25))
def test_a_round_whose_database_comes_and_goes_ends_like_another(
    tmp_path: Path, new_postgres_database: Callable[[], str], seed: int
) -> None:
    chance = random.Random(seed)
    direct = new_postgres_database()
    with serve(generate(seed, "shanghai")) as serving, line_to(direct) as (line, url):
        calm = Player(tmp_path / "calm", new_postgres_database(), serving)
        hunted = Player(tmp_path / "hunted", url, serving)
        for kind in ("full", "daily"):
            assert calm.run(kind)[0] == 1
            # Most times it ends by itself; with a line like this it may give up, and be started again.
            statuses = [_over_a_bad_line(hunted, kind, line, chance, direct)]
            while statuses[-1] in (2, 3) and len(statuses) < 6:  # 2: it was away while the command opened it
                statuses.append(_over_a_bad_line(hunted, kind, line, chance, direct))
            assert statuses[-1] == 1, (hunted.folder / "output.txt").read_text("utf-8")[-2000:]
        ours, theirs = kept(direct, hunted.evidence), calm.kept()

    assert line.cuts > 3
    assert min(theirs.issues, theirs.messages) > 0
    assert ours.claims == theirs.claims
    assert (ours.issues, ours.steps, ours.leases) == (theirs.issues, theirs.steps, theirs.leases)
    assert (ours.told_twice, ours.damage) == ([], [])
