"""Quiet hours, working days, due times and the ladder."""

from __future__ import annotations

from typing import Any

import pytest

from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import Robots
from tests.people.test_telling import A, at, told

QUIET = {"workdays_only": True, "from": "18:00", "to": "09:00", "except": ["critical"]}
CALM = {"group_wait": "0s", "quiet_hours": QUIET, "repeat": "300d"}
PEOPLE: list[Any] = [
    {
        "name": "办公室",
        "contacts": [{"name": "值班编辑", "wecom": "zhiban"}],
        "leader": {"name": "分管领导", "wecom": "lingdao"},
    },
    "法规处",
    {"name": "宣传处", "contacts": [{"name": "宣传联络员", "wecom": "xuanchuan"}]},
]


@pytest.mark.parametrize(
    ("seen", "held", "sent"),
    [
        (at(24, "17:50"), [at(24, "18:01"), at(24, "23:59"), at(25, "08:59")], at(25, "09:01")),
        (at(28, "19:00"), [at(29, "10:00"), at(30, "15:00"), at(31, "08:00")], at(31, "09:01")),
        # 2025-04-04 is a Friday and a holiday
        (at(3, "20:00", 4), [at(4, "10:00", 4), at(5, "10:00", 4), at(6, "10:00", 4)], at(7, "09:01", 4)),
        # 2025-04-27 is a Sunday on which offices work
        (at(26, "11:00", 4), [at(26, "12:00", 4), at(27, "08:30", 4)], at(27, "10:00", 4)),
    ],
    ids=["night", "weekend", "holiday", "working Sunday"],
)
def test_quiet_hours_hold_until_they_end(
    office: Office, portal: Portal, robots: Robots, seen: str, held: list[str], sent: str
) -> None:
    office.alerts |= CALM | {"group_wait": "15m"}
    portal.dead = {A: "甲"}
    office.inspect(seen)
    while_quiet = [m for when in held for m in told(office, robots, when)]

    assert while_quiet == []
    assert len(told(office, robots, sent)) == 1


def test_critical_passes_quiet_hours(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts |= CALM
    portal.down = True
    office.inspect(at(29, "23:00"))

    assert office.only()["severity"] == "critical"
    assert len(told(office, robots, at(29, "23:10"))) == 1


def test_why_it_is_held_is_said(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts |= CALM
    portal.dead = {A: "甲"}
    office.inspect(at(29, "11:00"))
    told(office, robots, at(29, "12:00"))

    assert "免打扰" in office.run("alerts", "explain", "1").output


def _ladder(office: Office, portal: Portal) -> None:
    """A broken link of Monday, due after five working days: by the end of the next Monday."""
    office.units = PEOPLE
    office.alerts |= CALM
    portal.dead = {A: "甲"}
    office.inspect(at(24))


def test_each_rung_is_climbed_once(office: Office, portal: Portal, robots: Robots) -> None:
    _ladder(office, portal)
    told(office, robots, at(24, "10:10"))
    days = [(day, 3) for day in range(25, 32)] + [(day, 4) for day in range(1, 12)]
    rungs = {(month, day): m for day, month in days for m in told(office, robots, at(day, "10:00", month))}

    # overdue on 1 April, two working days on 3 April; 4 April is a holiday; five working days on 9 April
    assert list(rungs) == [(4, 1), (4, 3), (4, 9)]


def test_the_rungs_call_their_people(office: Office, portal: Portal, robots: Robots) -> None:
    _ladder(office, portal)
    told(office, robots, at(24, "10:10"))
    rungs = [m for day in range(1, 12) for m in told(office, robots, at(day, "10:00", 4))]

    called = [[name for name in ("zhiban", "xuanchuan", "lingdao") if f"<@{name}>" in m] for m in rungs]
    assert called == [["zhiban"], ["xuanchuan"], ["lingdao"]]


def test_rungs_that_were_slept_through_are_not_all_told_at_once(office: Office, portal: Portal, robots: Robots) -> None:
    _ladder(office, portal)
    told(office, robots, at(24, "10:10"))
    messages = told(office, robots, at(11, "10:00", 4))

    assert 1 <= len(messages) <= 3
    assert told(office, robots, at(14, "10:00", 4)) == []


@pytest.mark.parametrize("state", ["false-alarm", "waived", "muted"])
def test_what_is_settled_does_not_climb(office: Office, portal: Portal, robots: Robots, state: str) -> None:
    _ladder(office, portal)
    told(office, robots, at(24, "10:10"))
    until = ("--until", "2025-05-01") if state == "muted" else ()
    assert office.act(1, state, at(25), "--why", "改版", *until).status == 0

    assert told(office, robots, at(11, "10:00", 4)) == []


def test_what_is_mended_does_not_climb(office: Office, portal: Portal, robots: Robots) -> None:
    _ladder(office, portal)
    told(office, robots, at(24, "10:10"))
    portal.dead = {}
    office.inspect(at(28))
    told(office, robots, at(28, "10:30"))

    assert told(office, robots, at(11, "10:00", 4)) == []


def test_overdue_issues_are_listed(office: Office, portal: Portal, robots: Robots) -> None:
    _ladder(office, portal)
    at_time = [office.found("--overdue", at=when) for when in (at(31, "23:00"), at(1, "00:01", 4))]

    assert [len(found) for found in at_time] == [0, 1]


def test_a_rung_goes_to_its_own_channels_too(office: Office, portal: Portal, robots: Robots) -> None:
    office.issues["escalation"] = [{"after": "0 workdays", "tell": "leader", "to": ["dingtalk"]}]
    _ladder(office, portal)
    told(office, robots, at(24, "10:10"))
    told(office, robots, at(1, "10:00", 4))

    assert len(robots.texts("dingtalk")) == 1
