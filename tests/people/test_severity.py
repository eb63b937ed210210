"""What gets worse, and who drafted it: from the plan and the page to the message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.people.office import Office
from tests.people.portal import Portal, Served
from tests.people.robots import Robots
from tests.people.test_telling import at, told

SEASON = {
    "name": "清明祭扫",
    "due": {"before": "清明", "lead": "1d", "warn": "10d"},
    "all_of": ["清明", "祭扫"],
    "unit": "法规处",
}


@dataclass
class Drafted(Portal):
    """A portal whose articles say who drafted them."""

    drafter: str = ""

    def _article(self, column: str, name: str) -> str:
        page = super()._article(column, name)
        return page.replace("<div class='content'>", f"<div class='content'><p>起草处室：{self.drafter}</p>")


@pytest.fixture(scope="module")
def drafted() -> Iterator[Portal]:
    with Served(Drafted()) as portal:
        yield portal


def test_what_got_worse_is_told_at_once(office: Office, portal: Portal, robots: Robots) -> None:
    office.columns, office.more = True, {"expectations": [SEASON]}
    office.alerts["repeat"] = "30d"
    office.inspect(at(28))
    (early,) = told(office, robots, at(28, "10:10"))
    office.inspect(at(31))
    still = told(office, robots, at(31, "10:10"))
    office.inspect(at(7, "10:00", 4))
    (worse,) = told(office, robots, at(7, "10:40", 4))

    assert "【提醒】" in early
    assert still == []
    assert "【问题】" in worse
    assert "等级升高" in worse
    assert office.only()["severity"] == "error"


def test_what_got_worse_reaches_those_who_hear_only_of_the_worse(
    office: Office, portal: Portal, robots: Robots
) -> None:
    office.columns, office.more = True, {"expectations": [SEASON]}
    office.alerts["routes"] = [{"severity": "error", "to": ["wecom"]}]
    office.inspect(at(28))
    early = told(office, robots, at(28, "10:10"))
    office.inspect(at(7, "10:00", 4))

    assert early == []
    assert len([*told(office, robots, at(7, "10:10", 4)), *told(office, robots, at(7, "11:00", 4))]) == 1


@pytest.mark.parametrize(("drafter", "answers"), [("宣传处", "宣传处"), ("市财政局", "法规处")])
def test_a_policy_without_interpretation_goes_to_whoever_drafted_it(
    office: Office, drafted: Drafted, robots: Robots, drafter: str, answers: str
) -> None:
    drafted.drafter, office.portal, office.columns = drafter, drafted, True
    duty: dict[str, Any] = {"policies": ["政策文件"], "interpretations": ["工作动态"]}
    office.more = {"interpretation": duty}
    office.alerts["routes"] = [{"units": [answers], "to": ["wecom"]}]
    office.inspect(at(24))
    (message,) = told(office, robots, at(24, "10:10"))

    missing = [issue for issue in office.found() if issue["check"] == "missing-interpretation"]
    assert {issue["unit"] for issue in missing} == {answers}
    assert f"责任单位：{answers}" in message
