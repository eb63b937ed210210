"""Slack's buttons, from the press to the deed: who may act, what a window asks for, and what is answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from inspection.issue import Act, RefusedError
from notifications.channels.slack_actions import Target
from schedulers.slack_counter import NOT_DONE, NOT_OPENED, UNMAPPED
from tests.notifications.channels.slack_payloads import STRANGER, choose, press, submit
from tests.notifications.channels.slack_samples import NOW
from tests.notifications.channels.slack_server import SlackServer, slack_server
from tests.schedulers.slack_desk import Desk, counter


async def serve(slack: SlackServer, desk: Desk, payload: object) -> dict[str, Any] | None:
    """What is acknowledged; when this returns the work is done too."""
    office = counter(slack, desk)
    said = office.take(payload)
    await office.finish()
    return said


def told(slack: SlackServer) -> list[str]:
    return [message["text"] for message in slack.ephemeral] + [answer["text"] for _, answer in slack.answered]


# What a press does


async def test_accepting_is_done_in_the_name_of_the_plans_person(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, press("accept"))

    [(target, deed)] = desk.deeds
    assert (target, deed.act, deed.who, deed.at) == (Target((11, 12)), Act.ACCEPT, "值班编辑", NOW)


async def test_one_lines_menu_acts_on_that_issue(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, choose("claim", 12))

    assert [(target, deed.act) for target, deed in desk.deeds] == [(Target((12,)), Act.CLAIM)]


async def test_a_stranger_may_look_but_not_act(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, press("accept", user=STRANGER))

    assert desk.deeds == []
    assert told(slack) == [UNMAPPED]


async def test_a_stranger_gets_no_window_either(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, press("dismiss", user=STRANGER))

    assert slack.views == []


async def test_a_refusal_is_told_to_the_person_alone(slack: SlackServer, desk: Desk) -> None:
    desk.results = {11: RefusedError("问题单现为“已整改”，不能“受理”")}

    await serve(slack, desk, press("accept"))

    assert "不能“受理”" in told(slack)[0]
    assert slack.ephemeral[0]["user"] == "U0001"
    assert slack.messages == {}


async def test_the_payloads_own_address_is_answered_first(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, press("accept", response_url=f"{slack.base}/answers/1"))

    [(_, answer)] = slack.answered
    assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)


async def test_an_answer_goes_nowhere_but_to_slack(slack: SlackServer, desk: Desk) -> None:
    async with slack_server() as other:
        await serve(slack, desk, press("accept", response_url=f"{other.base}/answers/1"))

    assert other.answered == []
    assert len(slack.ephemeral) == 1


async def test_a_deed_that_breaks_is_said_so(slack: SlackServer, desk: Desk) -> None:
    desk.fails = RuntimeError("disk")

    await serve(slack, desk, press("accept"))

    assert told(slack) == [NOT_DONE]


async def test_a_button_of_another_site_is_not_served_here(slack: SlackServer, desk: Desk) -> None:
    payload = press("accept")
    payload["actions"][0]["action_id"] = "xunjian:accept:00000000"

    await serve(slack, desk, payload)

    assert desk.deeds == []


# Windows


@pytest.mark.parametrize(
    ("act", "fields", "expected"),
    [
        ("assign", {"unit": "办公室", "why": "请核"}, {"unit": "办公室", "why": "请核"}),
        ("dismiss", {"why": "页面本来如此"}, {"why": "页面本来如此"}),
        ("mute", {"days": "3", "why": "改版中"}, {"until": NOW + timedelta(days=3), "why": "改版中"}),
    ],
)
async def test_a_window_asks_for_more_and_then_it_is_done(
    slack: SlackServer, desk: Desk, act: str, fields: dict[str, str], expected: dict[str, Any]
) -> None:
    asked = press(act)
    slack.triggers.add(asked["trigger_id"])
    await serve(slack, desk, asked)

    await serve(slack, desk, submit(slack.views[0], **fields))

    [(target, deed)] = desk.deeds
    assert (target, deed.act.value) == (Target((11, 12)), act)
    assert {name: getattr(deed, name) for name in expected} == expected


async def test_a_window_without_a_reason_stays_open(slack: SlackServer, desk: Desk) -> None:
    asked = press("dismiss")
    slack.triggers.add(asked["trigger_id"])
    await serve(slack, desk, asked)

    said = await serve(slack, desk, submit(slack.views[0], why=" "))

    assert said == {"response_action": "errors", "errors": {"why": "请写明理由"}}
    assert desk.deeds == []


async def test_a_window_that_came_too_late_is_said_so(slack: SlackServer, desk: Desk) -> None:
    await serve(slack, desk, press("mute"))

    assert told(slack) == [NOT_OPENED]


async def test_a_stranger_cannot_send_off_a_window(slack: SlackServer, desk: Desk) -> None:
    asked = press("dismiss")
    slack.triggers.add(asked["trigger_id"])
    await serve(slack, desk, asked)

    await serve(slack, desk, submit(slack.views[0], user=STRANGER, why="x"))

    assert desk.deeds == []
