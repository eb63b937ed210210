"""DingTalk against a strict stand-in: signature, size, calls, codes."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection import alerting
from inspection.errors import DeliveryError
from notifications.alert import Alert
from notifications.channels.dingtalk import ROBOT, Dingtalk
from tests.notifications.channels.hostile import ID, alert, live, person, titles
from tests.notifications.channels.robot_servers import DINGTALK_SECRET, DINGTALK_TOKEN, DingtalkServer, Fault

NOW = datetime(2025, 3, 25, 0, 30, tzinfo=UTC)
ENVIRONMENT = {"TOKEN": DINGTALK_TOKEN, "SIGNING": DINGTALK_SECRET, "DESK_MOBILE": "13800138000"}


@pytest.fixture
async def server() -> AsyncIterator[DingtalkServer]:
    async with DingtalkServer(now=NOW.timestamp) as running:
        yield running


def channel(url: str = "", *, now: datetime = NOW, environment: dict[str, str] = ENVIRONMENT) -> Dingtalk:
    settings = alerting.Dingtalk(token_env="TOKEN", secret_env="SIGNING", base_url=url or None)
    return Dingtalk(settings, environment, clock=lambda: now, patience=timedelta(seconds=1))


def text(told: Alert) -> str:
    return str(channel().render(told)["body"]["markdown"]["text"])


async def refusal(way: Dingtalk) -> DeliveryError:
    with pytest.raises(DeliveryError) as raised:
        await way.send(way.render(alert("断链")))
    return raised.value


async def test_a_signed_message_is_taken(server: DingtalkServer) -> None:
    way = channel(server.url)
    await way.send(way.render(alert("附件无法下载")))

    assert server.accepted[0]["markdown"]["title"] == "【问题】通知公告：断链（办公室）"


@given(st.integers(0, 4_000_000_000))
async def test_every_signature_arrives_whole(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    async with DingtalkServer(now=moment.timestamp) as server:
        way = channel(server.url, now=moment)
        await way.send(way.render(alert("断链")))

        assert len(server.accepted) == 1


async def test_a_clock_that_is_wrong_is_named(server: DingtalkServer) -> None:
    error = await refusal(channel(server.url, now=NOW + timedelta(hours=2)))

    assert error.permanent
    assert "本机时钟" in str(error)
    assert "invalid timestamp" in str(error)


async def test_a_wrong_secret_is_permanent(server: DingtalkServer) -> None:
    assert (await refusal(channel(server.url, environment={**ENVIRONMENT, "SIGNING": "SECwrong"}))).permanent


async def test_without_a_signing_variable_nothing_is_signed(server: DingtalkServer) -> None:
    settings = alerting.Dingtalk(token_env="TOKEN", base_url=server.url)
    await refusal(Dingtalk(settings, ENVIRONMENT))

    assert server.asked == [f"/robot/send?access_token={DINGTALK_TOKEN}"]


@given(st.lists(titles, min_size=1, max_size=6))
def test_hostile_titles_are_inert(found: list[str]) -> None:
    said = text(alert(*found)).replace("  \n", "\n")
    own = re.sub(r"^\*\*(.*)\*\*$", r"\1", re.sub(r"\[查看(?:网页|全部)\]\(https://[^()\s]+\)", "", said), flags=re.M)

    assert live(own) == []


@given(titles)
def test_a_hostile_headline_makes_an_inert_title(headline: str) -> None:
    assert live(channel().render(alert("断链", headline=headline))["body"]["markdown"]["title"]) == []


@pytest.mark.parametrize("letter", ["断", "😀", '"'])
@pytest.mark.parametrize("count", [1, 500])
async def test_no_message_is_too_long(server: DingtalkServer, letter: str, count: int) -> None:
    long = letter * 3000
    way = channel(server.url)
    told = alert(*[long] * count, headline=long, because=long, text=f"{long}\n" * 50, mentions=(person(),) * 30)
    await way.send(way.render(told))

    assert ID in json.dumps(server.accepted)


async def test_members_are_called_in_the_text_too(server: DingtalkServer) -> None:
    way = channel(server.url)
    await way.send(way.render(alert("断链", mentions=(person(dingtalk="user01"),))))

    assert server.accepted[0]["at"] == {"atMobiles": [], "atUserIds": ["user01"], "isAtAll": False}


async def test_numbers_are_called_in_the_text_too(server: DingtalkServer) -> None:
    way = channel(server.url)
    await way.send(way.render(alert("断链", mentions=(person(mobile_env="DESK_MOBILE"),))))

    assert server.accepted[0]["at"]["atMobiles"] == ["13800138000"]


def test_nobody_can_call_everybody() -> None:
    told = alert("@所有人 @all", mentions=(person(dingtalk="all"),))

    assert channel().render(told)["body"]["at"] == {"atMobiles": [], "atUserIds": [], "isAtAll": False}


def test_what_is_kept_of_a_message_holds_no_number() -> None:
    assert "13800138000" not in repr(channel().render(alert("断链", mentions=(person(mobile_env="DESK_MOBILE"),))))


@pytest.mark.parametrize("code", sorted(ROBOT.codes))
async def test_a_known_code_is_permanent_or_not_as_the_table_says(server: DingtalkServer, code: int) -> None:
    server.faults.append(Fault(body=json.dumps({"errcode": code, "errmsg": "no"})))

    assert (await refusal(channel(server.url))).permanent is ROBOT.codes[code].permanent


async def test_a_muted_robot_is_left_alone_for_ten_minutes(server: DingtalkServer) -> None:
    way = channel(server.url)
    for _ in range(20):
        await way.send(way.render(alert("断链")))

    assert (await refusal(way)).retry_after == timedelta(minutes=10)


async def test_a_gateway_that_slows_us_down_without_a_code_is_temporary(server: DingtalkServer) -> None:
    server.faults.append(Fault(body='{"status": 1111, "wait": 5, "source": "x5", "punish": "deny"}'))

    assert not (await refusal(channel(server.url))).permanent
