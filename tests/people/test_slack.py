"""Slack from end to end: messages with buttons, updated in place; what people press comes back and is done."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from aiohttp import web

from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import Robots
from tests.people.slack_api import APP, BOT, Slack
from tests.people.slack_person import SIGNING, buttons, press, signed, submit, until
from tests.people.test_telling import A, B, at

SLOW = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="a process for each; set XUNJIAN_SLOW=1")
STAFF, STRANGER = "U0STAFF", "U0STRANGER"


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack() as slack:
        yield slack


@pytest.fixture
def slacked(office: Office, slack: Slack, robots: Robots) -> Office:
    """An office whose one route leads to a Slack channel."""
    office.environment |= {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_SIGNING_SECRET": SIGNING}
    office.units = [{"name": "办公室", "contacts": [{"name": "值班编辑", "slack": STAFF}]}, "法规处", "宣传处"]
    office.alerts["channels"] = {
        "slack": {"slack": {"channel": "#portal", "base_url": slack.url + "/api/"}},
        "feishu": office.alerts["channels"]["feishu"],
    }
    office.alerts["routes"] = [{"to": ["slack"]}]
    return office


def _listening(office: Office, *more: str) -> subprocess.Popen[bytes]:
    return office.start("alerts", "listen", str(office.write_plan()), *more)


@pytest.fixture
def listening(slacked: Office, slack: Slack, portal: Portal) -> Iterator[Office]:
    """One issue, told; the listener is connected."""
    portal.dead = {A: "甲甲甲"}
    slacked.inspect(at(24))
    assert slacked.send(at(24, "10:10")).status == 0
    process = _listening(slacked)
    assert until(lambda: slack.sockets), (slacked.folder / "output.txt").read_text()
    yield slacked
    process.kill()
    process.wait()


def test_a_message_has_the_five_buttons(slacked: Office, slack: Slack, portal: Portal) -> None:
    portal.dead = {A: "甲", B: "乙"}
    slacked.inspect(at(24))
    done = slacked.send(at(24, "10:10"))
    (message,) = slack.posted.values()
    labels = [e["text"]["text"] for _, e in buttons(message) if e["type"] == "button"]

    assert (done.status, slack.wrong) == (0, []), done.output
    assert [w for w in ("受理", "分派", "误报", "静默", "已整改") if not any(w in label for label in labels)] == []


def test_the_largest_group_is_within_slacks_limits(slacked: Office, slack: Slack, portal: Portal) -> None:
    slacked.alerts["top"] = 20
    portal.dead = {f"/tzgg/gone-{n}.html": "&lt;!channel&gt; &amp; *急* " + "附件" * 200 for n in range(60)}
    slacked.inspect(at(24))
    slacked.send(at(24, "10:10"))
    (message,) = slack.posted.values()

    assert slack.wrong == []
    assert "<!channel>" not in json.dumps(message, ensure_ascii=False)


def test_the_message_is_updated_in_place_and_threaded(slacked: Office, slack: Slack, portal: Portal) -> None:
    portal.dead = {A: "甲甲甲"}
    slacked.inspect(at(24))
    slacked.send(at(24, "10:10"))
    slacked.act(1, "受理", at(24, "11:00"))
    slacked.send(at(24, "11:01"))
    by_deed = len(slack.updated)
    portal.dead = {}
    slacked.inspect(at(25))
    slacked.send(at(25, "11:00"))
    first = next(iter(slack.posted))

    assert by_deed == 1
    assert slack.updated[-1]["ts"] == first
    assert {m.get("thread_ts") for ts, m in slack.posted.items() if ts != first} <= {first}
    assert len(slack.posted) == 2
    assert slack.wrong == []


def test_a_reminder_stands_in_the_thread(slacked: Office, slack: Slack, portal: Portal) -> None:
    portal.dead = {A: "甲"}
    slacked.inspect(at(24))
    slacked.send(at(24, "10:10"))
    slacked.send(at(27, "10:30"))
    first, *rest = slack.posted

    assert [slack.posted[ts].get("thread_ts") for ts in rest] == [first]


@pytest.mark.parametrize(
    ("label", "state"),
    [("已整改", "corrected"), ("误报", "false-alarm")]
    + [pytest.param(*more, marks=SLOW) for more in (("受理", "acknowledged"), ("静默", "muted"), ("分派", "assigned"))],
)
def test_a_button_does_what_it_says(listening: Office, slack: Slack, label: str, state: str) -> None:
    (ts,) = slack.posted
    envelope = slack.deliver(press(slack, ts, label, STAFF))
    assert until(lambda: envelope in slack.acknowledged, 3), "Slack waits three seconds"
    if state in ("false-alarm", "muted", "assigned"):
        assert until(lambda: slack.views), slack.wrong
        slack.deliver(submit(slack.views[0], STAFF, "仅内网可用"))

    def arrived() -> bool:
        issue = listening.only()
        return issue["acknowledged_at"] is not None if state == "acknowledged" else issue["state"] == state

    assert until(arrived), (listening.only(), slack.whispered, (listening.folder / "output.txt").read_text())
    history = listening.run("issues", "show", "1", "--format", "json").json["history"]
    assert "值班编辑" in history[-1]["who"]


def test_a_stranger_may_look_but_not_act(listening: Office, slack: Slack) -> None:
    (ts,) = slack.posted
    slack.deliver(press(slack, ts, "已整改", STRANGER))

    assert until(lambda: slack.whispered)
    assert listening.only()["state"] == "suspected"


@SLOW
def test_a_strangers_modal_is_refused_too(listening: Office, slack: Slack) -> None:
    (ts,) = slack.posted
    slack.deliver(press(slack, ts, "误报", STAFF))
    assert until(lambda: slack.views)
    slack.deliver(submit(slack.views[0], STRANGER, "仅内网可用"))
    time.sleep(0.7)

    assert listening.only()["state"] == "suspected"


def test_one_press_delivered_twice_is_one_step(listening: Office, slack: Slack) -> None:
    (ts,) = slack.posted
    payload = press(slack, ts, "已整改", STAFF)
    for _ in range(2):
        slack.deliver(payload)
    assert until(lambda: listening.only()["state"] == "corrected")
    time.sleep(0.5)
    history = listening.run("issues", "show", "1", "--format", "json").json["history"]

    assert len([s for s in history if s["after"] == "corrected"]) == 1


@SLOW
@pytest.mark.parametrize("odd", [{}, {"type": "block_actions"}, {"type": "shortcut", "user": {"id": STAFF}}])
def test_the_listener_outlives_odd_payloads(listening: Office, slack: Slack, odd: dict[str, Any]) -> None:
    (ts,) = slack.posted
    slack.deliver(odd)
    slack.deliver(press(slack, ts, "已整改", STAFF))

    assert until(lambda: listening.only()["state"] == "corrected")


def _post(url: str, payload: dict[str, Any], **how: Any) -> int:
    body = ("payload=" + quote(json.dumps(payload))).encode()
    try:
        with urlopen(Request(url, body, signed(body, **how), method="POST"), timeout=5) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code
    except URLError:
        return 0


def test_signed_http_acts_and_nothing_else_does(slacked: Office, slack: Slack, portal: Portal) -> None:
    portal.dead = {A: "甲"}
    slacked.inspect(at(24))
    slacked.send(at(24, "10:10"))
    place = "127.0.0.1:18741"
    process = _listening(slacked, "--http", place)
    (ts,) = slack.posted
    payload, url = press(slack, ts, "已整改", STAFF), f"http://{place}/slack/actions"
    try:
        assert until(lambda: _post(url, payload, secret="another"))
        refused = [_post(url, payload, secret="another"), _post(url, payload, age=400), slacked.only()["state"]]
        taken = _post(url, payload)
        assert until(lambda: slacked.only()["state"] == "corrected")
    finally:
        process.kill()
        process.wait()

    assert (refused, taken) == ([401, 401, "suspected"], 200)


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "invalid_auth", "not_in_channel"])
def test_what_slack_refuses_for_good_is_said_elsewhere(
    slacked: Office, slack: Slack, portal: Portal, robots: Robots, error: str
) -> None:
    slack.errors["chat.postMessage"] = error
    portal.dead = {A: "甲"}
    slacked.inspect(at(24))
    for clock in ("10:10", "10:30"):
        slacked.send(at(24, clock))

    assert len(robots.texts("feishu")) == 1


@pytest.mark.parametrize(
    "fault",
    [
        lambda: web.json_response({"error": "ratelimited"}, status=429, headers={"Retry-After": "30"}),
        lambda: web.json_response({"ok": False, "error": "internal_error"}),
        lambda: web.Response(status=503, text="busy"),
        lambda: web.Response(text="<html>no json"),
        lambda: web.json_response([]),
    ],
    ids=["429", "internal error", "503", "a page", "a list"],
)
def test_what_may_pass_is_tried_again(slacked: Office, slack: Slack, portal: Portal, fault: Any) -> None:
    slack.faults["chat.postMessage"] = [fault()]
    portal.dead = {A: "甲"}
    slacked.inspect(at(24))
    first = slacked.send(at(24, "10:10"))
    slacked.send(at(24, "10:40"))

    assert (first.status, len(slack.posted)) == (3, 1)
