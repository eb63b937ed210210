"""A standard is read strictly: every mistake names its place and the mend; ours are sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.all import CHECKS
from inspection.errors import PlanError
from inspection.scoring.standard import Certainty
from inspection.scoring.standard_file import _FOLDER, built_in, built_in_names, parse_standard, standard_of
from tests.inspection.scoring.samples import COUNTY

NAMES = {check.name for check in CHECKS}


def wrong(text: str) -> str:
    with pytest.raises(PlanError) as error:
        parse_standard(text, "标准.yaml", NAMES)
    return "\n".join(error.value.lines())


@pytest.mark.parametrize("name", built_in_names())
def test_ours_name_checks_that_there_are(name: str) -> None:
    text = (_FOLDER / f"{name}.yaml").read_bytes()

    assert parse_standard(text, name, NAMES).checks <= NAMES


def test_what_was_only_remembered_is_not_called_an_indicator_of_the_state() -> None:
    remembered = {"profile", "organisation", "leaders", "news", "interpretations", "other-columns", "links"}

    marks = {one.id: one.mark for one in built_in().deductions}

    assert {marks[id_] for id_ in remembered} == {Certainty.CUSTOM}


def test_the_points_that_nobody_found_are_said_to_be_practice() -> None:
    assert {one.points_mark for one in built_in().deductions} == {Certainty.CUSTOM}


def test_a_file_beside_the_plan_is_read(tmp_path: Path) -> None:
    (tmp_path / "county.yaml").write_text(COUNTY, encoding="utf-8")

    assert standard_of("county.yaml", tmp_path).version == "2024版"


def test_nothing_written_means_the_national_standard() -> None:
    assert standard_of(None).key == built_in().key


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("veto: 10", "veto: 5", "limits: 预警线应当先黄后红，且不超过否决线；请核对 yellow、red、veto"),
        ("mark: F\n    measure", "mark: G\n    measure", "“G”不是可选的值；请写 F、F~、M 之一"),
        ("points: 10.0", "points: 9.0", "各扣分指标的分值合计 9.0，与满分 10 不符；请核对 points"),
        ("each: 2.0", "each: 0.15", "分值“0.15”应精确到 0.1 分；请改成一位小数"),
        ("check: broken-link", "check: broken-lnik", "没有名为“broken-lnik”的检查；是不是想写 broken-link"),
        ("id: links", "id: account-stale", "编号“account-stale”用了两次；请改正其中一个"),
        ("id: links", "id: 链接", "编号只能有小写英文、数字和连字符"),
        ("measure: days", "measures: days", "不认识的键“measures”"),
        ("    rule: 每10天至少更新一次\n", "", "缺少 rule；请补上这一项"),
        ("version: 2024版", "version: 2024", '请加引号，写成 "2024"'),
        ("check: broken-link,", "check: broken-link, where: [{key: days}],", "没有写比较什么"),
    ],
)
def test_a_mistake_is_told_with_its_mend(before: str, after: str, said: str) -> None:
    assert before in COUNTY

    assert said in wrong(COUNTY.replace(before, after))


def test_a_mistake_names_its_line() -> None:
    assert wrong(COUNTY.replace("each: 2.0", "each: zwei")).startswith("标准.yaml:19:35 ")


@pytest.mark.parametrize("text", ["", "- 1", "name: [", "\x00", "name: x", "vetoes: []"])
def test_what_is_no_standard_is_refused(text: str) -> None:
    assert wrong(text)


def test_a_name_that_is_none_of_ours_is_told() -> None:
    with pytest.raises(PlanError, match="是不是想写 gbmh-2019-19"):
        standard_of("gbmh-2019-9")


@pytest.mark.parametrize(
    "written", ["../county.yaml", "{root}/county.yaml", "link.yaml", "a/../county.yaml", "loop.yaml"]
)
def test_a_file_outside_the_plans_folder_is_refused(tmp_path: Path, written: str) -> None:
    (tmp_path / "county.yaml").write_text(COUNTY, encoding="utf-8")
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "link.yaml").symlink_to(tmp_path / "county.yaml")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")

    with pytest.raises(PlanError, match="应当放在方案所在文件夹之内"):
        standard_of(written.format(root=tmp_path), folder)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="找不到这个文件"):
        standard_of("none.yaml", tmp_path)
