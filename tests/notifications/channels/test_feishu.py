"""Feishu against a strict stand-in: signature, size, tags, codes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection import alerting
from inspection.errors import DeliveryError
from notifications.alert import Alert
from notifications.channels.feishu import ROBOT, Feishu
from tests.notifications.channels.hostile import ID, alert, live, person, titles
from tests.notifications.channels.robot_servers import FEISHU_KEY, FEISHU_SECRET, Fault, FeishuServer

NOW = datetime(2025, 3, 25, 0, 30, tzinfo=UTC)
ENVIRONMENT = {"KEY": FEISHU_KEY, "SIGNING": FEISHU_SECRET}


@pytest.fixture
async def server() -> AsyncIterator[FeishuServer]:
    async with FeishuServer(now=NOW.timestamp) as running:
        yield running


def channel(url: str = "", *, now: datetime = NOW, environment: dict[str, str] = ENVIRONMENT) -> Feishu:
    settings = alerting.Feishu(key_env="KEY", secret_env="SIGNING", base_url=url or None)
    return Feishu(settings, environment, clock=lambda: now, patience=timedelta(seconds=1))


def tags(told: Alert) -> list[dict[str, Any]]:
    post = channel().render(told)["body"]["content"]["post"]["zh_cn"]
    return [{"tag": "text", "text": post["title"]}, *(tag for line in post["content"] for tag in line)]


async def refusal(server: FeishuServer, fault: Fault | None = None, way: Feishu | None = None) -> DeliveryError:
    server.faults += [fault] if fault else []
    way = way or channel(server.url)
    with pytest.raises(DeliveryError) as raised:
        await way.send(way.render(alert("断链")))
    return raised.value


async def test_a_signed_message_is_taken(server: FeishuServer) -> None:
    way = channel(server.url)
    await way.send(way.render(alert("附件无法下载", mentions=(person(feishu="ou_1f2e3d"),))))

    assert server.accepted[0]["content"]["post"]["zh_cn"]["title"] == "【问题】通知公告：断链（办公室）"


async def test_a_clock_that_is_wrong_is_named(server: FeishuServer) -> None:
    error = await refusal(server, way=channel(server.url, now=NOW + timedelta(hours=2)))

    assert error.permanent
    assert "本机时钟" in str(error)


async def test_a_wrong_key_is_permanent(server: FeishuServer) -> None:
    assert (await refusal(server, way=channel(server.url, environment={**ENVIRONMENT, "KEY": "wrong"}))).permanent


@given(st.lists(titles, min_size=1, max_size=6))
def test_hostile_titles_are_inert(found: list[str]) -> None:
    words = [tag["text"] for tag in tags(alert(*found)) if tag["tag"] == "text"]

    assert [live(word) for word in words if live(word)] == []


@given(st.lists(titles, min_size=1, max_size=6))
def test_a_title_adds_no_link_and_no_call(found: list[str]) -> None:
    acting = [tag for tag in tags(alert(*found)) if tag["tag"] != "text"]

    assert len(acting) == len(found) + 1
    assert {tag["text"] for tag in acting} == {"查看网页", "查看全部"}


@pytest.mark.parametrize("letter", ["断", "😀", '"'])
@pytest.mark.parametrize("count", [1, 500])
async def test_no_message_is_too_long(server: FeishuServer, letter: str, count: int) -> None:
    long = letter * 3000
    way = channel(server.url)
    people = tuple(person(feishu=f"ou_{number}") for number in range(30))
    await way.send(way.render(alert(*[long] * count, headline=long, text=f"{long}\n" * 50, mentions=people)))

    assert ID in json.dumps(server.accepted)


def test_people_are_called_by_their_id() -> None:
    at = [tag for tag in tags(alert("断链", mentions=(person(feishu="ou_1f2e3d"),))) if tag["tag"] == "at"]

    assert at == [{"tag": "at", "user_id": "ou_1f2e3d", "user_name": "值班编辑"}]


@pytest.mark.parametrize("identity", ["all", "ALL", "ou 1", '"><at', ""])
def test_an_identity_that_is_none_is_only_named(identity: str) -> None:
    assert not [tag for tag in tags(alert("断链", mentions=(person(feishu=identity),))) if tag["tag"] == "at"]


@pytest.mark.parametrize("code", sorted(ROBOT.codes))
@pytest.mark.parametrize("form", [("code", "msg"), ("StatusCode", "StatusMessage")])
async def test_a_known_code_is_permanent_or_not_as_the_table_says(
    server: FeishuServer, code: int, form: tuple[str, str]
) -> None:
    error = await refusal(server, Fault(body=json.dumps({form[0]: code, form[1]: "no"})))

    assert error.permanent is ROBOT.codes[code].permanent


@pytest.mark.parametrize(("said", "permanent"), [("too many request", False), ("Bad Request", True), ("", False)])
@pytest.mark.parametrize("status", [200, 400])
async def test_one_code_for_haste_and_for_a_wrong_body_is_told_apart(
    server: FeishuServer, said: str, permanent: bool, status: int
) -> None:
    error = await refusal(server, Fault(status=status, body=json.dumps({"code": 9499, "msg": said})))

    assert error.permanent is permanent


async def test_messages_sent_at_its_own_rate_are_all_taken() -> None:
    moment = [NOW.timestamp()]
    async with FeishuServer(now=lambda: moment[0]) as server:
        way = channel(server.url)
        for number in range(120):
            moment[0] = NOW.timestamp() + (number // way.rate.count) * way.rate.per.total_seconds()
            await way.send(way.render(alert("断链")))

        assert len(server.accepted) == 120


async def test_haste_is_answered_by_waiting(server: FeishuServer) -> None:
    way = channel(server.url)
    for _ in range(5):
        await way.send(way.render(alert("断链")))

    error = await refusal(server, way=way)
    assert (error.permanent, error.retry_after) == (False, timedelta(minutes=1))
