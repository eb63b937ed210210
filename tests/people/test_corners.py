"""Where two stages meet: quiet hours and healing, routes that overlap, issues that change hands."""

from __future__ import annotations

import pytest

from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import Robots
from tests.people.test_hours import QUIET
from tests.people.test_telling import A, B, C, at, told


def test_what_heals_overnight_is_never_told(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["quiet_hours"] = QUIET
    portal.dead = {A: "甲"}
    office.inspect(at(24, "19:00"))
    told(office, robots, at(24, "20:00"))
    portal.dead = {}
    office.inspect(at(25, "06:00"))

    assert told(office, robots, at(25, "09:30")) == []


def test_what_is_back_by_morning_is_not_said_to_be_over(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["quiet_hours"] = QUIET
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    portal.dead = {}
    office.inspect(at(24, "20:00"))
    assert told(office, robots, at(24, "21:00")) == []
    portal.dead = {A: "甲"}
    office.inspect(at(25, "06:00"))
    morning = told(office, robots, at(25, "09:30"))

    assert len(morning) <= 1
    assert not [m for m in morning if "复发" not in m]


def test_a_judgement_while_the_message_waits_holds_it_back(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["quiet_hours"] = QUIET
    portal.dead = {A: "甲"}
    office.inspect(at(24, "19:00"))
    told(office, robots, at(24, "20:00"))
    office.act(1, "false-alarm", at(25, "08:30"), "--why", "仅内网可用")

    assert told(office, robots, at(25, "09:30")) == []


def test_routes_that_overlap_tell_once(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["routes"] = [{"units": ["办公室"], "to": ["wecom"]}, {"units": "*", "to": ["wecom", "wecom"]}]
    portal.dead = {A: "甲"}
    office.inspect(at(24))

    assert len(told(office, robots, at(24, "10:10"))) == 1


def test_whoever_is_given_an_issue_is_told_of_it(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["routes"] = [{"units": ["办公室"], "to": ["wecom"]}, {"units": ["法规处"], "to": ["dingtalk"]}]
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    office.act(1, "assigned", at(24, "11:00"), "--unit", "法规处")
    for clock in ("11:10", "12:00", "15:00"):
        told(office, robots, at(24, clock))

    assert (len(robots.texts("wecom")), len(robots.texts("dingtalk"))) == (1, 1)


def test_a_group_keeps_its_interval(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲甲甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    portal.dead = {A: "甲甲甲", B: "乙乙乙"}
    office.inspect(at(24, "10:12"))
    early = told(office, robots, at(24, "10:25"))
    (later,) = told(office, robots, at(24, "10:50"))

    assert early == []
    assert "乙乙乙" in later


def test_an_outer_host_that_is_down_is_one_fault(office: Office, portal: Portal, robots: Robots) -> None:
    portal.articles = 12
    portal.inside = {f"/tzgg/a{n}.html": f"http://127.0.0.1:9/page{n}.html" for n in range(12)}
    office.inspect(at(24))
    (message,) = told(office, robots, at(24, "10:10"))

    assert message.count("127.0.0.1:9") <= 2
    assert "12" in message or message.count("1、") == 1


def test_a_claimed_issue_is_not_reminded_of_while_it_waits_for_the_round(
    office: Office, portal: Portal, robots: Robots
) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    office.act(1, "corrected", at(26))

    assert told(office, robots, at(27, "12:00")) == []


def test_a_reminder_whose_group_changed_lists_each_issue_once(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲甲甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    portal.dead = {A: "甲甲甲", B: "乙乙乙", C: "丙丙丙"}
    office.inspect(at(27, "09:55"))
    messages = [m for clock in ("10:20", "11:00", "12:00") for m in told(office, robots, at(27, clock))]

    assert [sum(text in m for m in messages) for text in ("甲甲甲", "乙乙乙", "丙丙丙")] == [1, 1, 1]


def test_a_plan_without_routes_sends_nothing_and_says_so(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts = {}
    portal.dead = {A: "甲"}
    office.inspect(at(24))

    assert office.send(at(24, "10:10")).status in (0, 2)
    assert robots.asked == 0


@pytest.mark.parametrize("state", ["site-down", "link"])
def test_what_is_over_is_said_in_working_hours(office: Office, portal: Portal, robots: Robots, state: str) -> None:
    office.alerts["quiet_hours"] = QUIET
    portal.down = state == "site-down"
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    portal.down, portal.dead = False, {}
    office.inspect(at(24, "19:00"))
    told(office, robots, at(24, "20:00"))
    told(office, robots, at(25, "09:30"))

    assert len(robots.texts()) == 2


def test_an_issue_that_nobody_owns_goes_to_the_default_unit(office: Office, portal: Portal, robots: Robots) -> None:
    office.issues["default_unit"] = "宣传处"
    portal.template = "/wza.html"
    office.inspect(at(24))

    assert office.only()["unit"] == "宣传处"


def test_two_sendings_at_once_tell_once(office: Office, portal: Portal, robots: Robots) -> None:
    office.columns = True
    portal.dead = {A: "甲", "/zcwj/gone.html": "乙", "/gzdt/gone.html": "丙"}
    office.inspect(at(24))
    words = ("alerts", "send", str(office.write_plan()), "--as-of", at(24, "10:10"))
    processes = [office.start(*words) for _ in range(3)]
    for process in processes:
        process.wait(30)

    assert len(robots.texts()) == len(set(robots.ids())) == 3
