"""Slack by a bot's token: what is sent, where, and what its answers mean."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.alerting import Slack
from inspection.errors import DeliveryError
from inspection.telling import Kind
from notifications.alert import Mention
from notifications.channels.slack import SlackBot, api_base
from tests.notifications.slack_rules import message_error
from tests.notifications.slack_samples import alert, alerts, line, post
from tests.notifications.slack_server import BOT_TOKEN, Fault, SlackServer, slack_server

CHANNEL = "#portal-inspection"
OFFLINE = SlackBot(Slack(channel=CHANNEL), {})


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with slack_server() as server:
        yield server


def bot(slack: SlackServer, token: str = BOT_TOKEN) -> SlackBot:
    return SlackBot(Slack(channel=CHANNEL, base_url=slack.base), {"SLACK_BOT_TOKEN": token})


async def refusal(slack: SlackServer, **changes: Any) -> DeliveryError:
    channel = bot(slack)
    with pytest.raises(DeliveryError) as raised:
        await channel.send(channel.render(alert(**changes)))
    return raised.value


def texts(thing: Any, kind: str) -> list[str]:
    """Every text object of that kind."""
    if isinstance(thing, list):
        return [text for one in thing for text in texts(one, kind)]
    if not isinstance(thing, dict):
        return []
    own = [thing["text"]] if thing.get("type") == kind and isinstance(thing.get("text"), str) else []
    return own + [text for one in thing.values() for text in texts(one, kind)]


async def test_an_alert_is_posted_and_its_place_kept(slack: SlackServer) -> None:
    channel = bot(slack)

    receipt = await channel.send(channel.render(alert()))

    assert (receipt["channel"], receipt["ts"]) in slack.messages
    assert receipt["root"]


@given(alerts(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_no_text_and_no_number_of_lines_breaks_a_limit(told: Any, answered: bool) -> None:
    rendered = OFFLINE.render(told, post(channel="C0000001", ts="1.1") if answered else None)

    assert message_error(rendered["body"]) is None
    assert len(rendered["body"]["text"]) <= 4000


@given(
    st.integers(0, 200),
    st.sampled_from(["长", "<", "&amp;", "😀", "a b", "@", "\n"]),
    st.integers(1, 20_000),
    st.sampled_from(["", "\n", "字" * 1400 + "\n\na\n", "&" * 700 + "\n"]),
)
@settings(max_examples=150, deadline=None)
def test_however_much_there_is_to_say_slack_takes_it(count: int, word: str, length: int, text: str) -> None:
    lines = tuple(line(n, title=word * length, note=word * 99, unit=word * 99) for n in range(1, count + 1))
    told = alert(headline=word * length, because=word * length, lines=lines, text=(word * length + text) * 9)

    assert message_error(OFFLINE.render(told)["body"]) is None


def test_many_short_lines_stay_within_the_number_of_blocks() -> None:
    lines = tuple(line(n, title="短", unit=None, address=None, due_at=None) for n in range(1, 100))

    assert message_error(OFFLINE.render(alert(lines=lines, open=False))["body"]) is None


@given(alerts())
@settings(max_examples=200, deadline=None)
def test_foreign_words_stay_words(told: Any) -> None:
    body = OFFLINE.render(told)["body"]
    ours = re.compile(r"<@U0001ABC>|<https?://[^<>|\s]+\|(查看网页|查看全部)>")

    marked = [ours.sub("", text) for text in [*texts(body["blocks"], "mrkdwn"), body["text"]]]

    assert not [text for text in marked if re.search(r"[<>*_~`@|]|://|:\w+:", text)]
    assert not [text for text in texts(body["blocks"], "plain_text") if re.search(r"[<>@]|&(?!amp;|lt;|gt;)", text)]
    assert not re.search("[\u202a-\u202e\u200b\x00-\x09]", json.dumps(body, ensure_ascii=False))


@given(alerts())
@settings(max_examples=50, deadline=None)
def test_every_message_shows_its_number(told: Any) -> None:
    body = OFFLINE.render(told)["body"]

    assert any(told.id in text for text in texts(body["blocks"], "plain_text"))
    assert told.id.replace("_", "＿") in body["text"]


def test_personal_data_is_masked_wherever_it_stands() -> None:
    number = "13812345678"
    said = f"王某手机{number}"
    told = alert(
        headline=said,
        because=said,
        text=said,
        lines=(line(1, title=said, note=said, address=f"https://a.cn/?tel={number}"),),
    )

    assert number not in json.dumps(OFFLINE.render(told), ensure_ascii=False)


def test_all_of_the_lines_that_are_left_out_are_counted() -> None:
    told = alert(lines=tuple(line(n, title="长" * 150) for n in range(1, 21)), total=200)
    blocks = OFFLINE.render(told)["body"]["blocks"]

    shown = len([block for block in blocks if block["type"] == "section"])
    assert shown >= 8
    assert f"另有 {200 - shown} 个未列出" in json.dumps(blocks, ensure_ascii=False)


@pytest.mark.parametrize("kind", [Kind.NEW, Kind.REMINDER, Kind.ESCALATION])
def test_people_can_act_on_what_is_open(kind: Kind) -> None:
    blocks = OFFLINE.render(alert(kind=kind))["body"]["blocks"]
    buttons = next(block for block in blocks if block["type"] == "actions")["elements"]

    assert [button["text"]["text"] for button in buttons] == ["受理", "分派", "误报", "静默", "已整改"]


@pytest.mark.parametrize("changes", [{"open": False}, {"kind": Kind.RECOVERY}, {"kind": Kind.NOTICE}, {"lines": ()}])
def test_nobody_can_act_on_what_is_over(changes: dict[str, Any]) -> None:
    blocks = OFFLINE.render(alert(**changes))["body"]["blocks"]

    assert not [block for block in blocks if block["type"] == "actions" or "accessory" in block]


def test_buttons_name_the_issues_where_all_are_shown_else_the_message() -> None:
    def value(**changes: Any) -> str:
        blocks = OFFLINE.render(alert(**changes))["body"]["blocks"]
        found: str = next(block for block in blocks if block["type"] == "actions")["elements"][0]["value"]
        return found

    assert value() == "issues:11,12"
    assert value(total=200) == f"message:{alert().id}"


def test_only_identities_of_the_plan_are_called() -> None:
    told = alert(
        mentions=(Mention("值班编辑", slack="U0001"), Mention("<!channel>", slack="!channel"), Mention("值班领导"))
    )
    blocks = OFFLINE.render(told)["body"]["blocks"]

    assert texts(blocks, "mrkdwn")[-1] == "请办理：<@U0001> ＜!channel＞ 值班领导"


async def test_a_later_alert_of_the_group_answers_in_the_thread_and_is_seen_in_the_channel(slack: SlackServer) -> None:
    channel = bot(slack)
    first = await channel.send(channel.render(alert()))

    answer = await channel.send(channel.render(alert(kind=Kind.ESCALATION), post(**first)))

    said = slack.messages[(answer["channel"], answer["ts"])]
    assert (said["thread_ts"], said["reply_broadcast"]) == (first["ts"], True)
    assert "root" not in answer


async def test_an_answer_to_an_answer_hangs_on_the_first_message(slack: SlackServer) -> None:
    channel = bot(slack)
    first = await channel.send(channel.render(alert()))
    second = await channel.send(channel.render(alert(), post(**first)))

    third = await channel.send(channel.render(alert(kind=Kind.RECOVERY), post(**second)))

    assert slack.messages[(third["channel"], third["ts"])]["thread_ts"] == first["ts"]


async def test_an_update_changes_the_post_in_place(slack: SlackServer) -> None:
    channel = bot(slack)
    first = await channel.send(channel.render(alert()))

    receipt = await channel.send(channel.render(alert(kind=Kind.UPDATE, headline="已有人受理"), post(**first)))

    assert receipt["ts"] == first["ts"]
    assert len(slack.messages) == 1
    assert "已有人受理" in slack.messages[(first["channel"], first["ts"])]["text"]


async def test_an_update_of_a_deleted_post_is_given_up(slack: SlackServer) -> None:
    channel = bot(slack)
    place = {"channel": "C0000001", "ts": "1600000000.000001"}

    with pytest.raises(DeliveryError, match="已被删除") as raised:
        await channel.send(channel.render(alert(kind=Kind.UPDATE), post(**place)))

    assert raised.value.permanent


async def test_an_update_without_a_post_says_nothing_at_all(slack: SlackServer) -> None:
    channel = bot(slack)

    with pytest.raises(DeliveryError):
        await channel.send(channel.render(alert(kind=Kind.UPDATE)))

    assert slack.calls == []


@pytest.mark.parametrize("quietly", [True, False])
async def test_where_the_thread_is_gone_the_alert_begins_a_new_one(slack: SlackServer, quietly: bool) -> None:
    slack.unthread_quietly = quietly
    channel = bot(slack)

    receipt = await channel.send(channel.render(alert(), post(channel="C0000001", ts="1600000000.000001")))

    assert receipt["root"]
    assert len(slack.messages) == 1


async def test_a_plan_that_names_another_channel_begins_there_anew(slack: SlackServer) -> None:
    channel = bot(slack)
    elsewhere = {"channel": "C0000009", "ts": "1.1", "asked": "#earlier"}

    receipt = await channel.send(channel.render(alert(), post(**elsewhere)))

    assert receipt["channel"] == "C0000001"


async def test_too_fast_waits_as_long_as_slack_asks(slack: SlackServer) -> None:
    slack.limit_rate = True
    channel = bot(slack)
    await channel.send(channel.render(alert()))

    error = await refusal(slack)

    assert (error.permanent, error.retry_after) == (False, timedelta(seconds=1))


@pytest.mark.parametrize(
    "code", ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "a_word_of_tomorrow"]
)
async def test_passing_faults_are_tried_again(slack: SlackServer, code: str) -> None:
    slack.faults.append(said({"ok": False, "error": code}))

    assert not (await refusal(slack)).permanent


@pytest.mark.parametrize(
    "code",
    ["channel_not_found", "is_archived", "invalid_auth", "account_inactive", "token_revoked", "missing_scope",
     "not_in_channel", "invalid_blocks", "msg_too_long", "msg_blocks_too_long", "restricted_action_read_only_channel"],
)  # fmt: skip
async def test_refusals_are_final_and_named(slack: SlackServer, code: str) -> None:
    slack.faults.append(said({"ok": False, "error": code}))

    error = await refusal(slack)

    assert error.permanent
    assert code in str(error)


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "fault",
    [Fault(500, b"oops"), Fault(503, b"<html>"), Fault(200, b"not json"), Fault(200, b"[1]", JSON),
     Fault(200, b"{", JSON), Fault(200, b"\xff\xfe", JSON), Fault(200, b"null", JSON), Fault(200, b"", JSON),
     Fault(200, b"ok", {"Content-Type": "text/plain"}), Fault(200, b'{"ok": false}', JSON), Fault(drop=True)],
)  # fmt: skip
async def test_answers_that_are_none_are_tried_again(slack: SlackServer, fault: Fault) -> None:
    slack.faults.append(fault)

    assert not (await refusal(slack)).permanent


async def test_429_without_a_body_is_understood(slack: SlackServer) -> None:
    slack.faults.append(Fault(429, b"", {"Retry-After": "7"}))

    assert (await refusal(slack)).retry_after == timedelta(seconds=7)


async def test_an_archived_channel_is_named(slack: SlackServer) -> None:
    slack.archived.add("C0000001")

    assert "归档" in str(await refusal(slack))


async def test_nobody_there_is_tried_again(slack: SlackServer) -> None:
    channel = SlackBot(Slack(channel=CHANNEL, base_url="http://127.0.0.1:9"), {"SLACK_BOT_TOKEN": BOT_TOKEN})

    with pytest.raises(DeliveryError) as raised:
        await channel.send(channel.render(alert()))

    assert not raised.value.permanent


async def test_a_missing_token_is_named_and_final() -> None:
    with pytest.raises(DeliveryError, match="SLACK_BOT_TOKEN") as raised:
        await OFFLINE.send(OFFLINE.render(alert()))

    assert raised.value.permanent


async def test_no_error_holds_the_token(slack: SlackServer) -> None:
    secret = "xoxb-wrong-and-secret"
    channel = bot(slack, secret)

    with pytest.raises(DeliveryError) as raised:
        await channel.send(channel.render(alert()))

    assert secret not in f"{raised.value!r}{raised.value.__cause__!r}"


async def test_a_yes_without_a_place_is_a_yes(slack: SlackServer) -> None:
    slack.faults.append(said({"ok": True}))
    channel = bot(slack)

    assert await channel.send(channel.render(alert())) == {}


@pytest.mark.parametrize("address", ["https://proxy.example", "https://proxy.example/", "https://proxy.example/api/"])
def test_the_address_of_the_interface_may_be_written_either_way(address: str) -> None:
    assert api_base(Slack(channel=CHANNEL, base_url=address)) == "https://proxy.example/api/"


def said(answer: dict[str, Any]) -> Fault:
    return Fault(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})
