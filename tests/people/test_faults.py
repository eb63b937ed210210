"""Channels that are down, slow, full, wrong or strange: tried again, or given up and said elsewhere; never lost."""

from __future__ import annotations

import os
import re

import pytest

from tests.people.faults import DROPPED, HTML, Fault
from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import KEY, SECRET, Robots
from tests.people.test_telling import A, at

BUSY = {
    "503": ("wecom", Fault(503)),
    "500 with a page": ("wecom", Fault(500, "<html>oops</html>")),
    "429": ("wecom", Fault(429, headers={"Retry-After": "20"})),
    "dropped": ("wecom", DROPPED),
    "a page with 200": ("wecom", HTML),
    "nothing with 200": ("wecom", Fault(200, "")),
    "half an answer": ("wecom", Fault(200, '{"errcode": 0, "err')),
    "a list": ("wecom", Fault(200, "[]")),
    "an answer of another kind": ("wecom", Fault(200, '{"ok": true}')),
    "WeCom is busy": ("wecom", Fault(200, '{"errcode": -1, "errmsg": "system busy"}')),
    "WeCom is full": ("wecom", Fault(200, '{"errcode": 45009, "errmsg": "api freq out of limit"}')),
    "DingTalk is busy": ("dingtalk", Fault(200, '{"errcode": -1, "errmsg": "系统繁忙"}')),
    "DingTalk is full": ("dingtalk", Fault(200, '{"errcode": 130101, "errmsg": "send too fast"}')),
    "Feishu is full": ("feishu", Fault(200, '{"code": 11232, "msg": "frequency limited psm"}')),
    "Feishu is busy": ("feishu", Fault(200, '{"code": 9499, "msg": "too many request"}')),
    "the interface is busy": ("webhook", Fault(503)),
    "the interface is full": ("webhook", Fault(429, headers={"Retry-After": "20"})),
}
WRONG = {
    "WeCom's key": ("wecom", Fault(200, '{"errcode": 93000, "errmsg": "invalid webhook url"}')),
    "WeCom's form": ("wecom", Fault(200, '{"errcode": 40058, "errmsg": "markdown.content exceed max length"}')),
    "DingTalk's token": ("dingtalk", Fault(200, '{"errcode": 300005, "errmsg": "token is not exist"}')),
    "DingTalk's signature": ("dingtalk", Fault(200, '{"errcode": 310000, "errmsg": "sign not match"}')),
    "Feishu's signature": ("feishu", Fault(200, '{"code": 19021, "msg": "sign match fail or timestamp"}')),
    "Feishu's form": ("feishu", Fault(200, '{"code": 19001, "msg": "param invalid: incoming webhook access token"}')),
    "the interface is gone": ("webhook", Fault(410)),
    "the interface refuses": ("webhook", Fault(401)),
}


def prepared(office: Office, portal: Portal, kind: str) -> Office:
    """One issue, to be told by that channel."""
    office.alerts["routes"] = [{"to": [kind]}]
    portal.dead = {A: "甲甲甲"}
    office.inspect(at(24))
    return office


@pytest.mark.parametrize("name", BUSY)
def test_what_may_pass_is_tried_again(office: Office, portal: Portal, robots: Robots, name: str) -> None:
    kind, fault = BUSY[name]
    robots.faults[kind] = [fault]
    prepared(office, portal, kind)
    first = office.send(at(24, "10:10"))
    office.send(at(24, "10:40"))

    assert first.status == 3
    assert len(robots.texts(kind)) == 1
    assert robots.wrong == []


@pytest.mark.parametrize("name", WRONG)
def test_what_will_not_pass_is_given_up_and_said_elsewhere(
    office: Office, portal: Portal, robots: Robots, name: str
) -> None:
    kind, fault = WRONG[name]
    other = "feishu" if kind != "feishu" else "wecom"
    office.alerts["channels"] = {k: v for k, v in office.alerts["channels"].items() if k in (kind, other)}
    robots.always[kind] = fault
    prepared(office, portal, kind)
    for clock in ("10:10", "10:12", "10:40", "12:00"):
        office.send(at(24, clock))

    assert robots.asked == 1 + len(robots.texts(other))
    (notice,) = robots.texts(other)
    assert kind in notice
    assert "甲甲甲" in notice or "断链" in notice


def test_back_off_begins_at_fifteen_seconds(office: Office, portal: Portal, robots: Robots) -> None:
    robots.faults["wecom"] = [Fault(503)]
    prepared(office, portal, "wecom")
    office.send(at(24, "10:10"))
    office.send(at(24, "10:10").replace("10:10:00", "10:10:10"))
    early = robots.asked
    office.send(at(24, "10:11"))

    assert (early, robots.asked) == (1, 2)


@pytest.mark.parametrize("kind", ["wecom", "webhook"])
def test_retry_after_is_honoured(office: Office, portal: Portal, robots: Robots, kind: str) -> None:
    robots.faults[kind] = [Fault(429, headers={"Retry-After": "600"})]
    prepared(office, portal, kind)
    office.send(at(24, "10:10"))
    office.send(at(24, "10:19"))
    early = robots.asked
    office.send(at(24, "10:21"))

    assert (early, robots.asked) == (1, 2)


def test_a_message_that_was_heard_without_our_knowing_is_repeated_with_its_id(
    office: Office, portal: Portal, robots: Robots
) -> None:
    robots.faults["wecom"] = [Fault(502, heard=True)]
    prepared(office, portal, "wecom")
    office.send(at(24, "10:10"))
    office.send(at(24, "10:40"))

    assert len(robots.ids()) == 2
    assert len(set(robots.ids())) == 1


def test_a_channel_that_stays_down_is_said_elsewhere_once(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["channels"] = {k: v for k, v in office.alerts["channels"].items() if k in ("wecom", "feishu")}
    robots.always["wecom"] = Fault(503)
    prepared(office, portal, "wecom")
    for clock in ("10:10", "10:11", "10:12", "10:20", "10:26", "10:40", "11:00", "12:00", "14:00", "16:00"):
        office.send(at(24, clock))

    assert len(robots.texts("feishu")) == 1
    assert "wecom" in robots.texts("feishu")[0]


def test_after_a_day_it_is_given_up(office: Office, portal: Portal, robots: Robots) -> None:
    robots.always["wecom"] = Fault(503)
    prepared(office, portal, "wecom")
    for when in (at(24, "10:10"), at(24, "10:30"), at(25, "10:00"), at(25, "10:30"), at(25, "11:00")):
        office.send(when)

    assert {m["status"] for m in office.messages() if m["channel"] == "wecom"} == {"failed"}


def test_what_was_given_up_can_be_sent_again(office: Office, portal: Portal, robots: Robots) -> None:
    robots.faults["wecom"] = [WRONG["WeCom's key"][1]]
    prepared(office, portal, "wecom")
    office.send(at(24, "10:10"))
    done = office.run("alerts", "retry", "--channel", "wecom", "--plan", str(office.write_plan()))
    office.send(at(24, "11:00"))

    assert done.status == 0, done.output
    assert len(robots.texts("wecom")) == 1


def test_what_heals_while_its_channel_is_down_is_not_told(office: Office, portal: Portal, robots: Robots) -> None:
    robots.faults["wecom"] = [Fault(503)]
    prepared(office, portal, "wecom")
    office.send(at(24, "10:10"))
    portal.dead = {}
    office.inspect(at(24, "11:00"))
    office.send(at(24, "12:00"))

    assert robots.texts() == []


def test_a_second_try_keeps_quiet_hours(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["quiet_hours"] = {"from": "18:00", "to": "09:00"}
    robots.faults["wecom"] = [Fault(503)]
    office.alerts["routes"] = [{"to": ["wecom"]}]
    portal.dead = {A: "甲"}
    office.inspect(at(24, "17:30"))
    office.send(at(24, "17:59"))
    office.send(at(24, "18:30"))
    in_quiet = list(robots.texts())
    office.send(at(25, "09:30"))

    assert in_quiet == []
    assert len(robots.texts()) == 1


def test_a_missing_secret_is_named_and_said_elsewhere(office: Office, portal: Portal, robots: Robots) -> None:
    office.alerts["channels"] = {k: v for k, v in office.alerts["channels"].items() if k in ("wecom", "feishu")}
    office.alerts["channels"]["wecom"]["wecom"]["key_env"] = "NOWHERE_KEY"
    prepared(office, portal, "wecom")
    office.send(at(24, "10:10"))
    office.send(at(24, "10:20"))

    assert "NOWHERE_KEY" in str([m["error"] for m in office.messages()])
    assert len(robots.texts("feishu")) == 1


def test_no_secret_is_kept_or_shown(office: Office, portal: Portal, robots: Robots) -> None:
    robots.always = dict.fromkeys(("wecom", "dingtalk", "feishu", "webhook"), DROPPED)
    prepared(office, portal, "wecom")
    office.alerts["routes"] = [{"to": ["wecom", "dingtalk", "feishu", "webhook"]}]
    said = [office.send(at(24, clock)).output for clock in ("10:10", "10:20", "10:40")]
    said += [office.run("alerts", "test", kind, "--plan", str(office.write_plan())).output for kind in robots.always]
    said += [str(office.messages()), office.run("alerts", "list").output]
    held = b"".join(file.read_bytes() for file in office.folder.glob("people.db*") if file.is_file())

    assert not [secret for secret in (KEY, SECRET) if secret in "".join(said) or secret.encode() in held]


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu", "webhook"])
def test_a_real_message_is_sent_to_test_a_channel(office: Office, robots: Robots, kind: str) -> None:
    done = office.run("alerts", "test", kind, "--plan", str(office.write_plan()))

    assert (done.status, len(robots.texts(kind)), robots.wrong) == (0, 1, []), done.output


@pytest.mark.parametrize("name", WRONG)
def test_a_channels_refusal_is_shown(office: Office, robots: Robots, name: str) -> None:
    kind, fault = WRONG[name]
    robots.faults[kind] = [fault]
    done = office.run("alerts", "test", kind, "--plan", str(office.write_plan()))

    assert done.status == 3
    code = re.search(r"\d+", fault.body)
    assert (code[0] if code else str(fault.status)) in done.output


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="waits for a time-out; set XUNJIAN_SLOW=1")
def test_a_slow_channel_is_tried_again(office: Office, portal: Portal, robots: Robots) -> None:
    robots.faults["wecom"] = [Fault(200, '{"errcode": 0, "errmsg": "ok"}', after=20)]
    prepared(office, portal, "wecom")
    first = office.send(at(24, "10:10"))
    office.send(at(24, "10:40"))

    assert first.status == 3
    assert len(robots.texts()) == 1
