"""WeCom against a strict stand-in: what it takes, what it says no to, who is called."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection import alerting
from inspection.errors import DeliveryError
from inspection.telling import Kind
from notifications.alert import Alert
from notifications.channels.wecom import ROBOT, Wecom
from tests.notifications.channels.hostile import ID, alert, live, person, titles
from tests.notifications.channels.robot_servers import WECOM_KEY, Fault, WecomServer

NOW = datetime(2025, 3, 25, 0, 30, tzinfo=UTC)
ENVIRONMENT = {"OFFICE_KEY": WECOM_KEY, "DESK_MOBILE": "138 0013 8000"}


@pytest.fixture
async def server() -> AsyncIterator[WecomServer]:
    async with WecomServer(now=NOW.timestamp) as running:
        yield running


def channel(url: str = "", environment: dict[str, str] = ENVIRONMENT) -> Wecom:
    return Wecom(
        alerting.Wecom(key_env="OFFICE_KEY", base_url=url or None), environment, patience=timedelta(seconds=0.4)
    )


def content(told: Alert) -> str:
    body = channel().render(told)["body"]
    return str(body[body["msgtype"]]["content"])


async def refusal(server: WecomServer, fault: Fault) -> DeliveryError:
    server.faults.append(fault)
    way = channel(server.url)
    with pytest.raises(DeliveryError) as raised:
        await way.send(way.render(alert("断链")))
    return raised.value


async def test_a_message_is_taken(server: WecomServer) -> None:
    way = channel(server.url + "/")
    await way.send(way.render(alert("附件无法下载")))

    assert server.accepted[0]["msgtype"] == "markdown"


def test_a_message_reads_from_the_headline_to_its_number() -> None:
    assert content(alert("附件《表 1》无法下载", total=200)).split("\n") == [
        "**【问题】通知公告：断链（办公室）**",
        "原因：首次发现",
        "责任单位：办公室",
        "1、附件《表 1》无法下载",
        "　[查看网页](https://mzj.example.gov.cn/tzgg/1_%281%29.html)"
        "　第 1 号，疑似，限 2025-03-28 前整改，涉及 30 个网页",
        "另有 199 项未列出",
        "[查看全部](https://desk.example.org/issues?unit=%E5%8A%9E%E5%85%AC%E5%AE%A4)",
        f"上海市民政局巡检　编号 {ID}",
    ]


def test_what_is_over_is_not_headed_by_its_severity() -> None:
    assert content(alert("断链", kind=Kind.RECOVERY)).startswith("**【恢复】")


@given(st.lists(titles, min_size=1, max_size=6))
def test_hostile_titles_are_inert(found: list[str]) -> None:
    said = content(alert(*found))
    own = re.sub(r"^\*\*(.*)\*\*$", r"\1", re.sub(r"\[查看(?:网页|全部)\]\(https://[^()\s]+\)", "", said), flags=re.M)

    assert live(own) == []


@pytest.mark.parametrize("letter", ["断", "😀"])
@pytest.mark.parametrize("count", [1, 500])
@pytest.mark.parametrize("mobile", [None, "DESK_MOBILE"])
async def test_no_message_is_too_long(server: WecomServer, letter: str, count: int, mobile: str | None) -> None:
    long = letter * 3000
    people = (replace(person(wecom=None if mobile else "w" * 64, mobile_env=mobile), name=long),) * 30
    more = f"https://desk.example.org/{'x' * 700}"
    told = alert(*[long] * count, headline=long, because=long, unit=long, site=long, more=more, mentions=people)
    way = channel(server.url)
    await way.send(way.render(replace(told, text=f"{long}\n" * 20)))

    assert json.dumps(server.accepted, ensure_ascii=False).count(ID) == 1


def test_left_out_lines_are_counted() -> None:
    said = content(alert(*["断" * 100] * 60, total=200))
    shown = len(re.findall(r"^\d+、", said, flags=re.M))

    assert 0 < shown < 60
    assert f"另有 {200 - shown} 项未列出" in said


def test_members_are_called_in_markdown() -> None:
    assert "请办理：<@zhiban>" in content(alert("断链", mentions=(person(wecom="zhiban"),)))


@pytest.mark.parametrize("identity", ["all", "ALL", "@all", "a> <@all", "", "x" * 65, "一二"])
def test_an_identity_that_is_none_is_only_named(identity: str) -> None:
    assert content(alert("断链", mentions=(person(wecom=identity),))).split("\n")[-2].strip() == "请办理：值班编辑"


async def test_who_is_known_by_number_only_is_called_in_a_text(server: WecomServer) -> None:
    way = channel(server.url)
    people = (person(wecom="zhiban"), person(mobile_env="DESK_MOBILE"))
    await way.send(way.render(alert("断链", mentions=people)))

    text = server.accepted[0]["text"]
    assert (text["mentioned_list"], text["mentioned_mobile_list"]) == (["zhiban"], ["13800138000"])


async def test_a_number_that_is_not_set_does_not_stop_the_message(server: WecomServer) -> None:
    way = channel(server.url)
    await way.send(way.render(alert("断链", mentions=(person(mobile_env="NOBODY"),))))

    assert "mentioned_mobile_list" not in server.accepted[0]["text"]


def test_what_is_kept_of_a_message_holds_no_number() -> None:
    assert "13800138000" not in repr(channel().render(alert("断链", mentions=(person(mobile_env="DESK_MOBILE"),))))


@pytest.mark.parametrize("code", sorted(ROBOT.codes))
async def test_a_known_code_is_permanent_or_not_as_the_table_says(server: WecomServer, code: int) -> None:
    error = await refusal(server, Fault(body=json.dumps({"errcode": code, "errmsg": "no"})))

    assert error.permanent is ROBOT.codes[code].permanent


@pytest.mark.parametrize("code", [-1, 45009, 45033, 1234567])
async def test_haste_and_strange_codes_are_temporary(server: WecomServer, code: int) -> None:
    assert not (await refusal(server, Fault(body=json.dumps({"errcode": code, "errmsg": "no"})))).permanent


async def test_the_twenty_first_message_of_a_minute_waits(server: WecomServer) -> None:
    way = channel(server.url)
    for _ in range(20):
        await way.send(way.render(alert("断链")))
    with pytest.raises(DeliveryError) as raised:
        await way.send(way.render(alert("断链")))

    assert (raised.value.permanent, raised.value.retry_after) == (False, timedelta(minutes=1))


async def test_a_robot_that_says_nothing_for_long_is_tried_again(server: WecomServer) -> None:
    error = await refusal(server, Fault(delay=1.0))

    assert not error.permanent
    assert "超时" in str(error)


@pytest.mark.parametrize(
    "value", ["https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k", "k&x=1", "密钥", "a b", "../x"]
)
async def test_what_is_no_key_is_sent_nowhere(server: WecomServer, value: str) -> None:
    way = channel(server.url, {"OFFICE_KEY": value})
    with pytest.raises(DeliveryError, match="OFFICE_KEY") as raised:
        await way.send(way.render(alert("断链")))

    assert (raised.value.permanent, server.asked) == (True, [])


async def test_a_wrong_key_is_permanent_and_not_told(server: WecomServer) -> None:
    way = channel(server.url, {"OFFICE_KEY": "wrong-key-0123456789"})
    with pytest.raises(DeliveryError) as raised:
        await way.send(way.render(alert("断链")))

    assert raised.value.permanent
    assert "0123456789" not in str(raised.value)
