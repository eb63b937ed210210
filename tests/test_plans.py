"""The plans that ship: sound, complete, and every duty watched or ticked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.all import CHECKS
from inspection.plan import Plan
from inspection.plan_file import load_plan

PLANS = sorted((Path(__file__).parents[1] / "plans").glob("*.yaml"))
KEY_POINTS = next(
    (folder / "shared/domain/key-points-2024.md" for folder in Path(__file__).resolve().parents
     if (folder / "shared/domain/key-points-2024.md").exists()),
    None,
)  # fmt: skip
EXISTING_LAW = {
    "政府信息公开条例",
    "慈善法",
    "上海市行政机关政策解读工作指南（试行）",
    "2024年上海市民政局政务公开工作要点",
}


@pytest.fixture(scope="module")
def of_2024() -> Plan:
    return load_plan((Path(__file__).parents[1] / "plans/shmzj-2024.yaml").read_text("utf-8"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_a_plan_that_ships_is_sound(path: Path) -> None:
    load_plan(path.read_text("utf-8"))


def test_all_twenty_five_duties_are_there_in_their_order(of_2024: Plan) -> None:
    assert [duty.number for duty in of_2024.duties] == [str(number) for number in range(1, 26)]


def test_every_duty_is_watched_or_ticked(of_2024: Plan) -> None:
    idle = [
        duty.number
        for duty in of_2024.duties
        if not (duty.expectations or duty.columns or duty.checks or duty.entries or duty.ticks)
    ]

    assert idle == []


def test_every_expectation_belongs_to_a_duty(of_2024: Plan) -> None:
    named = {name for duty in of_2024.duties for name in duty.expectations}

    assert {one.name for one in of_2024.expectations} == named


def test_every_check_that_a_duty_names_exists(of_2024: Plan) -> None:
    assert {name for duty in of_2024.duties for name in duty.checks} <= {check.name for check in CHECKS}


@pytest.mark.skipif(KEY_POINTS is None, reason="the document is not here")
def test_every_title_of_the_document_is_asked_for(of_2024: Plan) -> None:
    assert KEY_POINTS is not None
    text = re.sub(r"\s+", "", KEY_POINTS.read_text("utf-8")).replace(",", "，")
    text = text.replace("(", "（").replace(")", "）")
    titles = set(re.findall(r"《([^《》]+)》", text)) - EXISTING_LAW
    asked = {re.sub(r"\s", "", one.title or "") for one in of_2024.expectations}

    assert titles <= asked


@pytest.mark.skipif(KEY_POINTS is None, reason="the document is not here")
def test_every_responsible_unit_is_a_unit_of_the_plan(of_2024: Plan) -> None:
    assert KEY_POINTS is not None
    text = re.sub(r"\s+", "", KEY_POINTS.read_text("utf-8"))
    named = {unit for found in re.findall(r"[（(]责任单位[:：]([^）)]*)[）)]", text) for unit in found.split("、")}

    assert named - {"相关处室", "各处室"} <= {unit.name for unit in of_2024.units}


def test_in_the_year_of_the_key_points_only_what_the_law_asks_each_year_is_asked_of_the_year_before(
    of_2024: Plan,
) -> None:
    by_law = {"部门预算", "部门决算", "福利彩票公益金使用情况", "政府信息公开工作年度报告", "政府网站工作年度报表"}
    yearly = {one.name for one in of_2024.expectations if one.due.yearly is not None}

    assert yearly - by_law == {"社会组织年检通知"}
