"""Tests of `xunjian timetable`: what comes next, why, and what became of the last."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from store.store import Store
from xunjian.__main__ import app

PLAN = """
site: {name: 甲, home: "https://a.example/"}
rounds: {watch: every 30m, daily: "06:00", full: 周日 02:00}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    return tmp_path / "plan.yaml"


def asked(plan: Path, *more: str) -> Result:
    url = f"sqlite:///{plan.parent / 'x.db'}"
    return CliRunner().invoke(app, ["timetable", str(plan), "--database", url, *more])


def test_the_next_runs_of_each_entry_are_listed_with_their_reasons_before_there_is_a_database(plan: Path) -> None:
    result = asked(plan, "--after", "2026-11-29T01:40", "--count", "2", "--format", "json")

    said = json.loads(result.output)
    assert [(one["at"][5:16], one["entry"]) for one in said["next"]] == [
        ("11-29T02:00", "full"),
        ("11-29T02:00", "watch"),
        ("11-29T02:30", "watch"),
        ("11-29T03:40", "prune"),
        ("11-29T06:00", "daily"),
        ("11-30T03:40", "prune"),
        ("11-30T06:00", "daily"),
        ("12-06T02:00", "full"),
    ]
    assert said["next"][0]["why"] == "方案 rounds.full：每周日 02:00，Asia/Shanghai"
    assert "还没有数据库" in said["note"]
    assert not (plan.parent / "x.db").exists()


def test_what_ran_last_and_what_was_left_out_are_told_with_the_reason(plan: Path) -> None:
    now = datetime.now(UTC)
    with Store.open(f"sqlite:///{plan.parent / 'x.db'}") as store:
        store.claim_due("甲", "daily", now - timedelta(hours=2), "p", now)
        store.finish_due(store.open_dues("甲")[0], now, "done", "3 个问题")
        store.skip_due("甲", "watch", now - timedelta(hours=1), "p", now, "日巡正在进行\x1b[31m")
        store.claim_due("甲", "full", now, "p", now)

    result = asked(plan)

    assert "完成：3 个问题" in result.output
    assert "没有做：日巡正在进行" in result.output
    assert "正在进行或等待：全面巡检" in result.output
    assert "\x1b" not in result.output


@pytest.mark.parametrize("wrong", [("--after", "明天"), ("--count", "0")])
def test_what_cannot_be_read_is_refused(plan: Path, wrong: tuple[str, str]) -> None:
    assert asked(plan, *wrong).exit_code == 2
