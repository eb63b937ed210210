"""Slack by a bot's token: where a message goes, its thread, and its updates."""

from __future__ import annotations

import pytest

from inspection.alerting import Slack
from inspection.errors import DeliveryError
from inspection.telling import Kind
from notifications.channels.slack import api_base
from tests.notifications.channels.slack_bot import CHANNEL, bot
from tests.notifications.channels.slack_samples import alert, post
from tests.notifications.channels.slack_server import SlackServer


async def test_an_alert_is_posted_and_its_place_kept(slack: SlackServer) -> None:
    channel = bot(slack)

    receipt = await channel.send(channel.render(alert()))

    assert (receipt["channel"], receipt["ts"]) in slack.messages
    assert receipt["root"]


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


async def test_where_the_thread_is_gone_the_alert_begins_a_new_one(slack: SlackServer) -> None:
    slack.unthread_quietly = False
    channel = bot(slack)

    receipt = await channel.send(channel.render(alert(), post(channel="C0000001", ts="1600000000.000001")))

    assert receipt["root"]
    assert len(slack.messages) == 1


async def test_an_answer_in_a_thread_never_takes_the_place_of_the_post(slack: SlackServer) -> None:
    slack.unthread_quietly = True
    channel = bot(slack)

    receipt = await channel.send(channel.render(alert(), post(channel="C0000001", ts="1600000000.000001")))

    assert not receipt.get("root")


async def test_a_plan_that_names_another_channel_begins_there_anew(slack: SlackServer) -> None:
    channel = bot(slack)
    elsewhere = {"channel": "C0000009", "ts": "1.1", "asked": "#earlier"}

    receipt = await channel.send(channel.render(alert(), post(**elsewhere)))

    assert receipt["channel"] == "C0000001"


@pytest.mark.parametrize("address", ["https://proxy.example", "https://proxy.example/", "https://proxy.example/api/"])
def test_the_address_of_the_interface_may_be_written_either_way(address: str) -> None:
    assert api_base(Slack(channel=CHANNEL, base_url=address)) == "https://proxy.example/api/"
