"""The plan is edited between rounds: units, columns, channels, routes and hours change under issues that live on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.people import office as offices
from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import Robots
from tests.people.test_hours import QUIET
from tests.people.test_telling import A, B, at, told

SPLIT: list[Any] = [{"units": ["办公室"], "to": ["wecom"]}, {"units": ["法规处", "综合处"], "to": ["dingtalk"]}]


@pytest.fixture
def columns() -> Iterator[dict[str, str]]:
    """Which unit has which column, for this test."""
    before = dict(offices.UNITS)
    yield offices.UNITS
    offices.UNITS.update(before)


@pytest.mark.parametrize("unit", ["法规处", "综合处"], ids=["the column has moved", "the unit has a new name"])
def test_who_answers_from_now_on_is_told_once_and_hears_the_rest(
    office: Office, portal: Portal, robots: Robots, columns: dict[str, str], unit: str
) -> None:
    office.columns, office.units, office.alerts["routes"] = True, [*columns.values(), "综合处"], SPLIT
    portal.dead = {A: "甲甲甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    columns["tzgg"] = unit
    office.inspect(at(25))
    for when in (at(25, "10:40"), at(25, "15:00"), at(29)):
        told(office, robots, when)
    portal.dead = {}
    office.inspect(at(31))
    told(office, robots, at(31, "10:40"))

    assert office.only()["unit"] == unit
    assert [("仍未整改" in m, "恢复" in m) for m in robots.texts("dingtalk")] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert [("恢复" in m) for m in robots.texts()] == [False, True]


@pytest.mark.parametrize("deed", [("受理",), ("assigned", "--unit", "法规处")], ids=["accepted", "assigned"])
def test_an_issue_in_hand_is_not_lost_when_its_unit_leaves_the_plan(
    office: Office, portal: Portal, robots: Robots, columns: dict[str, str], deed: tuple[str, ...]
) -> None:
    office.columns, office.issues = True, {"default_unit": "宣传处", "office": "宣传处"}
    portal.dead = {A: "甲甲甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    office.act(1, deed[0], at(24, "11:00"), *deed[1:])
    columns |= {"tzgg": "综合处", "zcwj": "综合处"}
    office.units = ["综合处", "宣传处"]
    office.alerts["routes"] = [{"units": ["综合处"], "to": ["wecom"]}]
    office.inspect(at(25))
    told(office, robots, at(25, "10:40"))

    assert office.only()["unit"] == "综合处"
    assert "责任单位：综合处" in robots.texts()[-1]


def test_a_channel_with_a_new_name_loses_nothing_that_waited(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["quiet_hours"] = QUIET
    portal.dead = {A: "甲甲甲"}
    office.inspect(at(24, "19:00"))
    office.alerts["channels"]["group"] = office.alerts["channels"].pop("wecom")
    office.alerts["routes"] = [{"to": ["group"]}]
    told(office, robots, at(24, "20:00"))
    for when in (at(25, "09:30"), at(25, "09:40"), at(25, "11:00")):
        told(office, robots, when)

    assert [("甲甲甲" in m) for m in robots.texts()] == [True]


def test_hours_that_are_no_longer_quiet_let_go_at_once(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts |= {"quiet_hours": QUIET, "group_wait": "0s"}
    portal.dead = {A: "甲"}
    office.inspect(at(24, "19:00"))
    held = told(office, robots, at(24, "19:10"))
    del office.alerts["quiet_hours"]

    assert (held, len(told(office, robots, at(24, "19:20")))) == ([], 1)


def test_hours_that_became_quiet_hold_what_was_made_before(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["group_wait"] = "0s"
    portal.dead = {A: "甲"}
    office.inspect(at(24, "19:00"))
    office.alerts["quiet_hours"] = QUIET
    held = told(office, robots, at(24, "19:10"))

    assert (held, len(told(office, robots, at(25, "09:10")))) == ([], 1)


def test_the_smallest_settings_do_what_they_say(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts |= {"top": 1, "repeat": "1h", "group_wait": "0s", "group_interval": "0s"}
    portal.dead = {A: "甲甲甲", B: "乙乙乙"}
    office.inspect(at(24))
    counts = [len(told(office, robots, at(24, clock))) for clock in ("10:05", "10:50", "11:10", "11:50", "12:15")]

    assert counts == [1, 0, 1, 0, 1]
    assert all("另有 1 项未列出" in m for m in robots.texts())


def test_filters_of_the_list_are_combined(office: Office, portal: Portal, robots: Robots) -> None:
    office.columns = True
    portal.dead = {A: "甲甲甲", B: "乙乙乙", "/zcwj/gone.html": "甲甲甲"}
    office.inspect(at(24))
    ids = {issue["subject"].removeprefix(portal.address): issue["id"] for issue in office.found()}
    office.act(ids[A], "false-alarm", at(24, "11:00"), "--why", "仅内网可用")

    def listed(*words: str, when: str = at(24, "12:00")) -> set[str]:
        done = office.run("issues", "list", "--format", "json", "--as-of", when, *words)
        return {issue["subject"].removeprefix(portal.address) for issue in done.json["issues"]}

    assert listed() == {B, "/zcwj/gone.html"}
    assert listed("--unit", "办公室", "--unit", "法规处", "--text", "甲甲甲", "--state", "all") == {
        A,
        "/zcwj/gone.html",
    }
    assert listed("--unit", "办公室", "--text", "甲甲甲") == set()
    assert listed("--state", "误报", "--column", "通知公告", "--check", "broken-link") == {A}
    assert listed("--overdue", "--unit", "法规处") == set()
    assert listed("--overdue", "--unit", "法规处", when=at(2, month=4)) == {"/zcwj/gone.html"}
    assert listed("--severity", "critical") == set()
    assert len(listed("--limit", "1")) == 1
