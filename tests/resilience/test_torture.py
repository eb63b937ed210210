"""Killed at random moments for minutes, on both databases: nothing is lost, nothing is done twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="takes minutes; set XUNJIAN_SLOW=1")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_rounds_killed_for_two_minutes_lose_nothing(tmp_path: Path, database: str) -> None:
    more = ["--postgres"] if database == "postgresql" else []
    ended = subprocess.run(
        [sys.executable, "-m", "tests.resilience.torture", str(tmp_path / "games"), "--minutes", "2", *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    games = [json.loads(line) for line in ended.stdout.splitlines()]

    assert games, ended.stderr[-2000:]
    assert [(one["lost"], one["wrong"]) for one in games] == [([], [])] * len(games)
