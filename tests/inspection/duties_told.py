"""A small plan with duties, and what is told of it: for the tests of how duties stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from inspection.duties import Ticked
from inspection.duty_standing import DutyStanding, Standing, Told, standing
from inspection.expected import Fate, Item
from inspection.findings import Severity
from inspection.issue import Issue, State
from inspection.plan import Plan

AT = datetime.fromisoformat("2024-07-10T09:00:00+08:00")
TODAY = AT.date()
LOOKED = AT - timedelta(hours=3)
DUTY: dict[str, Any] = {"number": "1", "name": "甲", "units": ["办公室", "法规处"]}


def plan_of(*duties: dict[str, Any]) -> Plan:
    return Plan.model_validate(
        {
            "site": {"name": "示例局", "home": "https://www.example.gov.cn/"},
            "units": ["办公室", "法规处", "养老处"],
            "columns": [
                {"name": "通知公告", "url": "/tzgg/", "unit": "法规处"},
                {"name": "机构职能", "url": "/jgzn/", "kind": "静态"},
            ],
            "expectations": [{"name": "年报", "due": {"yearly": "01-31"}, "all_of": ["年度报告"], "unit": "办公室"}],
            "libraries": [{"name": "养老主题库", "urls": ["/zt/"], "any_of": ["养老"], "unit": "养老处"}],
            "duties": [{**DUTY, **duty} for duty in duties],
        }
    )


TOLD = Told(AT, looked_at=LOOKED, since=date(2024, 1, 1))


def stood(told: Told = TOLD, **duty: Any) -> DutyStanding:
    (one,) = standing(plan_of(duty), told).duties
    return one


def item(fate: Fate, due: date = date(2024, 1, 31), **more: Any) -> Item:
    return Item("publication", "年报", "2024年", "办公室", due, fate, "说明", **more)


def issue(check: str, subject: str = "某事", state: State = State.CONFIRMED, **more: Any) -> Issue:
    plain = Issue("示例局", "v1:0", check, subject, "有问题", Severity.ERROR, "惯例", AT, AT, AT, state, id=7)
    return replace(plain, **more)


def word(label: str = "2024年", done: date | None = None) -> Ticked:
    return Ticked("1", "培训", label, "张三", AT, done, "在礼堂", "https://www.example.gov.cn/1.html")


TICK = {"ticks": [{"name": "培训", "due": {"yearly": "06-30", "warn": "30d"}, "unit": "法规处"}]}


def all_of(told: Told, *duties: dict[str, Any]) -> Standing:
    return standing(plan_of(*duties), told)
