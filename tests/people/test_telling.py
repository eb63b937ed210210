"""Whom it tells, when, and how often: one group, its clock moved by hand."""

from __future__ import annotations

from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import Robots

A, B, C = (f"/tzgg/gone-{name}.html" for name in "abc")


def at(day: int, clock: str = "10:00", month: int = 3) -> str:
    return f"2025-{month:02}-{day:02}T{clock}:00+08:00"


def told(office: Office, robots: Robots, when: str) -> list[str]:
    """What that sending told, in full."""
    before = len(robots.texts())
    done = office.send(when)
    assert done.status == 0, done.output
    assert robots.wrong == []
    return robots.texts()[before:]


def test_a_group_waits_before_it_is_told(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))

    assert told(office, robots, at(24, "10:04")) == []
    assert len(told(office, robots, at(24, "10:06"))) == 1


def test_what_heals_while_its_group_waits_is_never_told(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["group_wait"] = "2h"
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    portal.dead = {}
    office.inspect(at(24, "11:00"))

    assert [m for when in (at(24, "11:30"), at(24, "13:00"), at(28)) for m in told(office, robots, when)] == []


def test_half_of_a_group_that_heals_while_it_waits_is_left_out(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["group_wait"] = "2h"
    portal.dead = {A: "甲乙丙", B: "丁戊己"}
    office.inspect(at(24))
    portal.dead = {B: "丁戊己"}
    office.inspect(at(24, "11:00"))
    (message,) = told(office, robots, at(24, "13:00"))

    assert "丁戊己" in message
    assert "甲乙丙" not in message


def test_two_hundred_links_of_one_column_are_one_message(office: Office, portal: Portal, robots: Robots) -> None:
    office.columns = True
    portal.dead = {f"/tzgg/gone-{n}.html": f"附件{n}" for n in range(200)}
    office.inspect(at(24))
    (message,) = told(office, robots, at(24, "10:10"))

    assert "200" in message
    assert 1 <= message.count("附件") <= 20
    assert "xunjian issues list" in message


def test_the_rest_is_behind_a_link_where_there_is_a_desk(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts |= {"desk": "https://desk.example.gov.cn/", "top": 2}
    portal.dead = {f"/tzgg/gone-{n}.html": f"附件{n}" for n in range(5)}
    office.inspect(at(24))
    (message,) = told(office, robots, at(24, "10:10"))

    assert message.count("附件") == 2
    assert "https://desk.example.gov.cn/" in message


def test_a_link_of_the_template_is_one_fault(office: Office, portal: Portal, robots: Robots) -> None:
    portal.articles, portal.template = 12, "/wza.html"
    office.inspect(at(24))
    (message,) = told(office, robots, at(24, "10:10"))

    assert len(office.found()) == 1
    assert message.count("/wza.html") + message.count("无障碍说明") <= 2


def test_two_columns_of_two_units_are_two_messages(office: Office, portal: Portal, robots: Robots) -> None:
    office.columns = True
    portal.dead = {A: "甲", "/zcwj/gone.html": "乙"}
    office.inspect(at(24))
    messages = told(office, robots, at(24, "10:10"))

    assert len(messages) == 2
    assert {unit for unit in ("办公室", "法规处") for m in messages if unit in m} == {"办公室", "法规处"}


def test_a_route_takes_only_its_units(office: Office, portal: Portal, robots: Robots) -> None:
    office.columns = True
    office.alerts["routes"] = [{"units": ["法规处"], "to": ["wecom"]}]
    portal.dead = {A: "甲", "/zcwj/gone.html": "乙"}
    office.inspect(at(24))
    (message,) = told(office, robots, at(24, "10:10"))

    assert "法规处" in message
    assert "办公室" not in message


def test_a_route_takes_only_its_severities(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["routes"] = [{"severity": "critical", "to": ["wecom"]}]
    portal.dead = {A: "甲"}
    office.inspect(at(24))

    assert told(office, robots, at(24, "10:10")) == []


def test_only_what_is_confirmed_is_told_where_the_plan_says_so(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["tell_from"] = "confirmed"
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    first = told(office, robots, at(24, "10:30"))
    office.inspect(at(25))

    assert first == []
    assert len(told(office, robots, at(25, "10:30"))) == 1


def test_a_reminder_lists_only_what_is_still_wrong(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲甲甲", B: "乙乙乙"}
    office.inspect(at(24))
    assert len(told(office, robots, at(24, "10:10"))) == 1
    portal.dead = {B: "乙乙乙"}
    office.inspect(at(25))
    told(office, robots, at(25, "10:10"))
    early = told(office, robots, at(27, "10:05"))
    office.inspect(at(27, "10:06"))
    (reminder,) = told(office, robots, at(27, "10:30"))

    assert early == []
    assert "乙乙乙" in reminder
    assert "甲甲甲" not in reminder


def test_many_sendings_tell_once(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    office.inspect(at(25))
    for clock in ("10:10", "10:11", "10:41", "12:00", "20:00"):
        told(office, robots, at(25, clock))

    assert len(robots.texts()) == 1


def test_it_is_told_once_that_it_is_over(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    portal.dead = {}
    office.inspect(at(25))
    (over,) = [m for clock in ("10:10", "11:00", "15:00") for m in told(office, robots, at(25, clock))]
    office.inspect(at(26))

    assert "甲" in over
    assert told(office, robots, at(26, "12:00")) == []


def test_what_comes_back_is_told_again(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    portal.dead = {}
    office.inspect(at(25))
    told(office, robots, at(25, "12:00"))
    portal.dead = {A: "甲"}
    office.inspect(at(26))
    (again,) = told(office, robots, at(26, "12:00"))

    assert "复发" in again


def test_a_false_alarm_is_neither_reminded_nor_recovered(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    office.act(1, "false-alarm", at(24, "11:00"), "--why", "仅内网可用")
    office.inspect(at(31))

    assert [m for day in (25, 28, 31) for m in told(office, robots, at(day, "12:00"))] == []


def test_a_muted_issue_is_silent_until_its_time(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    done = office.act(1, "muted", at(24, "11:00"), "--until", "2025-03-29", "--why", "改版期间")
    assert done.status == 0, done.output
    office.inspect(at(28))
    silent = told(office, robots, at(28, "12:00"))
    office.inspect(at(31))

    assert silent == []
    assert len(told(office, robots, at(31, "12:00"))) == 1


def test_a_site_that_is_down_silences_its_links(office: Office, portal: Portal, robots: Robots) -> None:
    office.columns = True
    portal.dead = {A: "甲甲甲", B: "乙乙乙"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    portal.down = True
    office.inspect(at(27, "10:30"))
    while_down = told(office, robots, at(27, "10:40")) + told(office, robots, at(28, "10:40"))

    assert len(while_down) == 1
    assert "甲甲甲" not in while_down[0]


def test_links_are_reminded_again_when_the_site_is_back(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲甲甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    portal.down = True
    office.inspect(at(27))
    told(office, robots, at(27, "10:40"))
    portal.down = False
    office.inspect(at(28))
    messages = told(office, robots, at(28, "10:40"))

    assert sum("甲甲甲" in m for m in messages) == 1
    assert len(messages) == 2


def test_a_blocked_round_reminds_of_nothing_it_could_not_see(office: Office, portal: Portal, robots: Robots) -> None:
    portal.dead = {A: "甲"}
    office.inspect(at(24))
    told(office, robots, at(24, "10:10"))
    portal.walled = {"/"}
    office.inspect(at(27, "12:00"))

    assert told(office, robots, at(27, "12:30")) == []
