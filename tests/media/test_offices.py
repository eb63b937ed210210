"""Offices on the stage, scored; slow, since platforms are asked at their own pace: `XUNJIAN_SLOW=1`, as root."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.media.play import ROOT

SEEDS = ("301", "305", "306", "308")
OWN_NETWORK = ("unshare", "-n", "-m")  # a network and mounts of one's own: the platforms' names mean the stage


def _possible() -> bool:
    if "XUNJIAN_SLOW" not in os.environ or not shutil.which("unshare") or not shutil.which("ip"):
        return False
    return subprocess.run([*OWN_NETWORK, "true"], capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not _possible(), reason="slow, and needs a network namespace")


def _played(module: str, *arguments: str) -> list[dict[str, Any]]:
    ended = subprocess.run([*OWN_NETWORK, sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True,
                           timeout=1800, check=False)  # fmt: skip
    assert ended.returncode == 0, ended.stderr.decode()[-2000:]
    return [json.loads(line) for line in ended.stdout.splitlines()]


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return _played("tests.media.play", str(tmp_path_factory.mktemp("offices")), *SEEDS)


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    played = _played("tests.media.login", str(tmp_path_factory.mktemp("logins")))
    return {one.get("round", "leaks"): one for one in played}


def test_no_known_fault_of_accounts_is_missed(scores: list[dict[str, Any]]) -> None:
    assert not [(one["seed"], fault) for one in scores for fault in one["missed"]]


def test_no_fault_of_accounts_is_invented(scores: list[dict[str, Any]]) -> None:
    assert not [(one["seed"], fault) for one in scores for fault in one["invented"]]


def test_what_could_not_be_seen_is_said_and_no_secret_is_kept(scores: list[dict[str, Any]]) -> None:
    assert not [(one["seed"], some) for one in scores for some in (*one["unsaid"], *one["leaks"])]


def test_an_expired_login_is_tried_once_and_not_again_until_it_is_renewed(rounds: dict[str, dict[str, Any]]) -> None:
    platforms = ["api.weibo.com", "api.weixin.qq.com", "m.weibo.cn"]
    assert rounds["expired-1"]["asked"] == dict.fromkeys(platforms, 1)
    assert (rounds["expired-2"]["asked"], rounds["expired-3"]["asked"]) == ({}, {})
    assert sorted(rounds["renewed"]["asked"]) == platforms


def test_an_expired_login_is_told_once_and_its_renewal_once(rounds: dict[str, dict[str, Any]]) -> None:
    told = {name: [t["kind"] for t in one["told"] if t["check"] == "expired-credential"]
            for name, one in rounds.items() if name != "leaks"}  # fmt: skip
    assert told == {
        "good": [], "expired-1": ["new"] * 3, "expired-2": [], "expired-3": [], "renewed": ["recovery"] * 3,
    }  # fmt: skip


def test_no_secret_is_in_any_file_that_a_login_leaves(rounds: dict[str, dict[str, Any]]) -> None:
    assert rounds["leaks"]["leaks"] == []
