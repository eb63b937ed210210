"""`xunjian plan import-keypoints`."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from inspection.plan_file import load_plan
from tests.inspection.keypoints.documents import make
from tests.inspection.keypoints.phrases import OPEN
from tests.inspection.keypoints.word_files import as_word
from xunjian.plan import app

TEXT = """\
临江市民政局2025年政务公开工作要点
1.做好《公墓管理办法》的发布和解读。（责任单位：办公室）
2.每季度公开养老床位补贴发放情况，落实政策解读“三同步”。（责任单位：养老处）
"""
runner = CliRunner()


def saved(folder: Path, text: str = TEXT) -> Path:
    file = folder / "要点.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_proposal_is_printed_that_is_a_sound_plan_and_the_summary_is_told_beside_it(tmp_path: Path) -> None:
    result = runner.invoke(app, ["import-keypoints", str(saved(tmp_path))])

    assert result.exit_code == 0
    assert [duty.number for duty in load_plan(result.stdout).duties] == ["1", "2"]
    assert "条目 2 项，责任单位 2 个：办公室、养老处" in result.stderr


def test_it_is_written_where_it_is_wanted_and_nothing_is_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "方案.yaml"

    first = runner.invoke(app, ["import-keypoints", str(saved(tmp_path)), "--output", str(target)])
    second = runner.invoke(app, ["import-keypoints", str(saved(tmp_path)), "--output", str(target)])

    assert (first.exit_code, second.exit_code) == (0, 2)
    assert "已经存在" in second.output
    checked = runner.invoke(app, ["check", str(target)])
    assert (checked.exit_code, "还是“待补”" in checked.output) == (0, True)


def test_days_are_those_of_the_year_that_is_given(tmp_path: Path) -> None:
    result = runner.invoke(app, ["import-keypoints", str(saved(tmp_path)), "--year", "2026"])

    assert "2026-12-31" in result.stdout


def test_beside_a_plan_its_entries_stay(tmp_path: Path) -> None:
    target = tmp_path / "方案.yaml"
    runner.invoke(app, ["import-keypoints", str(saved(tmp_path)), "--output", str(target)])

    result = runner.invoke(app, ["import-keypoints", str(saved(tmp_path)), "--plan", str(target)])

    assert result.stdout == target.read_text(encoding="utf-8")
    assert "没有重复写入" in result.stderr


def test_a_word_file_is_read_as_word_shows_it(tmp_path: Path) -> None:
    made = make(OPEN, 1)
    file = tmp_path / "要点.docx"
    file.write_bytes(as_word(made, automatic=True))

    result = runner.invoke(app, ["import-keypoints", str(file)])

    assert len(load_plan(result.stdout).duties) == len(made.items)


def test_a_document_without_key_points_ends_with_1(tmp_path: Path) -> None:
    file = saved(tmp_path, "关于召开会议的通知\n一、时间\n明天。\n二、地点\n三楼。\n")

    result = runner.invoke(app, ["import-keypoints", str(file)])

    assert result.exit_code == 1
    assert "没有认出政务公开工作要点" in result.output


def test_a_file_that_is_not_there_or_cannot_be_read_ends_with_2(tmp_path: Path) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7\nbroken")

    assert runner.invoke(app, ["import-keypoints", str(tmp_path / "none.docx")]).exit_code == 2
    assert "已损坏" in runner.invoke(app, ["import-keypoints", str(broken)]).output


def test_a_plan_that_is_wrong_is_told_before_anything_is_read(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("site: 1\n", encoding="utf-8")

    assert runner.invoke(app, ["import-keypoints", str(saved(tmp_path)), "--plan", str(plan)]).exit_code == 2
