"""`xunjian status`: exit status and words, by what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from store.progress import ProgressRow
from store.rounds import RoundRow
from tests.schedulers.watched import SITE, Watched
from xunjian.__main__ import app
from xunjian.status_text import remaining


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    yield made
    made.store.close()


def ask(tmp_path: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["status", "--database", f"sqlite:///{tmp_path / 'x.db'}", *options])
    return result.exit_code, result.output


def test_a_sound_service_is_0_and_shows_who_runs_and_what_comes(watched: Watched, tmp_path: Path) -> None:
    status, said = ask(tmp_path)

    assert status == 0
    assert "正常" in said.splitlines()[0]
    assert "办公室（进程 12，1.0 版）已运行 " in said
    assert "每日巡检" in said or "日巡" in said
    assert "rounds.watch：每 30分钟" in said


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (Watched.nobody_runs, 3),
        (Watched.nobody_leads, 1),
        (Watched.plan_is_refused, 1),
        (Watched.channels_fail, 1),
        (Watched.message_is_stuck, 1),
        (Watched.round_is_incomplete, 1),
    ],
)
def test_what_is_wrong_is_said_first_and_decides_the_exit_status(
    watched: Watched, tmp_path: Path, wrong: Callable[[Watched], object], expected: int
) -> None:
    wrong(watched)

    status, said = ask(tmp_path)

    assert status == expected
    assert "不正常" in said.splitlines()[0]
    assert said.splitlines()[1].lstrip()[0] in "✗！"


def test_a_running_round_shows_how_far_it_is(watched: Watched, tmp_path: Path) -> None:
    watched.round_was_cut()
    watched.store.acquire(SITE, "crawler")
    (row,) = watched.store.open_rounds(watched.now - timedelta(days=1))
    watched.store.record_progress(
        row.round, stage="sweep", done=300, waiting=100, pages=120, faulty=2, at=watched.now, note="甲要求放慢"
    )

    status, said = ask(tmp_path)

    assert status == 0
    assert "逐页巡检，网页 120，已探测 300，待探测 100，未通过 2，约还需 20分钟" in said
    assert "甲要求放慢" in said


def test_json_says_the_same(watched: Watched, tmp_path: Path) -> None:
    watched.round_is_incomplete()

    status, text = ask(tmp_path, "--format", "json")
    said = json.loads(text)

    assert (status, said["ok"]) == (1, False)
    assert [trouble["code"] for trouble in said["troubles"]] == ["round-incomplete"]
    assert said["sites"][0]["last"]["full"]["pages"] == 7
    assert said["processes"][0]["alive"] is True


def test_a_plan_narrows_it_to_its_site(watched: Watched, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text('site: {name: 乙市, home: "https://b.example/"}', "utf-8")

    _, said = ask(tmp_path, str(other))

    assert SITE not in said
    assert "方案没有写 rounds" in said


def test_a_faulty_plan_and_a_missing_database_are_2(tmp_path: Path) -> None:
    assert ask(tmp_path)[0] == 2

    Watched(tmp_path).store.close()
    (tmp_path / "p.yaml").write_text("site: {", "utf-8")

    assert ask(tmp_path, str(tmp_path / "p.yaml"))[0] == 2


def test_hostile_words_of_a_channel_make_no_line_of_their_own(watched: Watched, tmp_path: Path) -> None:
    watched.store.beat(replace(watched.process, facts={"sites": [SITE], "refused": {SITE: ["\x1b[2J\n伪造的一行"]}}))

    _, said = ask(tmp_path)

    assert "\x1b" not in said
    assert not any(line.startswith("伪造") for line in said.splitlines())


def test_what_remains_goes_by_the_last_round_then_by_the_rate(watched: Watched) -> None:
    now = watched.now
    began = now - timedelta(minutes=10)
    one = ProgressRow("r", SITE, "full", began, 0, "sweep", 100, 50, 9, 0, "", "", now, "m")
    last = RoundRow("q", SITE, "full", now, "d", began, counters={"seconds": 900})

    assert remaining(one, last, now) == timedelta(minutes=5)
    assert remaining(one, None, now) == timedelta(minutes=5)
    assert remaining(replace(one, done=3), None, now) is None
    assert remaining(replace(one, resumes=1), last, now) is None
    assert remaining(replace(one, stage="read"), None, now) is None
