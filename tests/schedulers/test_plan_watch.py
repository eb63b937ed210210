"""Tests of plans on disk: what is valid is taken up, what is faulty is refused, and nothing is read half-written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from inspection.errors import PlanError
from schedulers.plan_watch import PlanFile, load_plans

PLAN = """
site: {{name: {name}, home: "https://a.example/"}}
rounds: {{daily: "{at}"}}
"""


def written(path: Path, name: str = "甲", at: str = "06:00") -> Path:
    path.write_text(PLAN.format(name=name, at=at), "utf-8")
    return path


def settled(file: PlanFile) -> bool:
    """Two looks: what is the same twice is no longer being written."""
    first = file.look()
    return file.look() or first


@pytest.fixture
def file(tmp_path: Path) -> PlanFile:
    return PlanFile.load(written(tmp_path / "plan.yaml"))


def at(file: PlanFile) -> str:
    assert file.plan.rounds is not None
    return str(file.plan.rounds.daily)


def test_an_unchanged_file_is_no_change(file: PlanFile) -> None:
    assert not any(file.look() for _ in range(50))


def test_a_valid_change_is_taken_up_once(file: PlanFile) -> None:
    written(file.path, at="07:00")

    assert settled(file)
    assert at(file) == "07:00"
    assert not settled(file)


def by_rename(path: Path, at: str) -> None:
    written(path.with_name("beside"), at=at).replace(path)


def by_link(path: Path, at: str) -> None:
    target = written(path.with_name("next.yaml"), at=at)
    path.unlink()
    path.symlink_to(target)


def same_size_and_time(path: Path, at: str) -> None:
    before = path.stat()
    written(path, at=at)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("write", [by_rename, by_link, same_size_and_time])
def test_however_an_editor_writes_the_change_is_seen(file: PlanFile, write: Callable[[Path, str], None]) -> None:
    write(file.path, "07:00")

    assert any(file.look() for _ in range(25))
    assert at(file) == "07:00"


def test_a_file_that_is_being_written_is_not_judged(file: PlanFile) -> None:
    whole = PLAN.format(name="甲", at="07:00")
    for length in range(10, len(whole), 10):
        file.path.write_text(whole[:length], "utf-8")
        assert not file.look()
        assert file.refusal is None
    file.path.write_text(whole, "utf-8")

    assert settled(file)
    assert at(file) == "07:00"


def test_a_faulty_plan_is_refused_with_its_line_and_the_old_one_stays(file: PlanFile) -> None:
    written(file.path, at="25:99")

    assert settled(file)
    assert at(file) == "06:00"
    assert file.refusal is not None
    assert file.refusal.lines[0].startswith("第 3 行 rounds.daily")
    assert not settled(file)


def test_a_mended_plan_is_taken_up_and_nothing_is_wrong_any_more(file: PlanFile) -> None:
    written(file.path, at="25:99")
    settled(file)

    written(file.path, at="08:00")
    assert settled(file)
    assert file.refusal is None
    assert at(file) == "08:00"


def test_a_fault_that_is_taken_back_is_over_too(file: PlanFile) -> None:
    written(file.path, at="25:99")
    settled(file)

    written(file.path)
    assert settled(file)
    assert file.refusal is None


def test_another_site_name_is_refused_and_said_what_it_would_mean(file: PlanFile) -> None:
    written(file.path, name="乙")

    assert settled(file)
    assert file.plan.site.name == "甲"
    assert file.refusal is not None
    assert "问题单" in file.refusal.lines[0]


def test_a_deleted_file_is_told_once_and_its_return_ends_it(file: PlanFile) -> None:
    file.path.unlink()
    assert settled(file)
    assert file.refusal is not None
    assert not settled(file)

    written(file.path)
    assert settled(file)
    assert file.refusal is None


def test_a_pipe_in_its_place_is_refused_and_not_waited_for(file: PlanFile) -> None:
    file.path.unlink()
    os.mkfifo(file.path)

    assert settled(file)

    assert file.refusal is not None
    assert "管道" in file.refusal.lines[0]


def test_of_several_files_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    files = [written(tmp_path / "a.yaml"), written(tmp_path / "b.yaml"), written(tmp_path / "c.yaml", at="25:99")]

    with pytest.raises(PlanError) as wrong:
        load_plans([*files, tmp_path / "none.yaml"])

    said = "\n".join(wrong.value.lines())
    assert "a.yaml" in said
    assert "b.yaml" in said
    assert "同一个网站" in said
    assert "c.yaml:3:" in said
    assert "none.yaml" in said
