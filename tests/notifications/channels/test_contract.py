"""What every channel keeps to, I: it is listed, and its yes and no mean the same everywhere."""

from __future__ import annotations

import json
import re
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import trustme

import notifications.channels
from inspection.alerting import CHANNEL_KINDS
from inspection.alerting import Channel as Settings
from inspection.errors import DeliveryError
from notifications.channels.all import CHANNELS
from notifications.channels.channel import Channel, Rate
from tests.notifications.channels.hostile import alert
from tests.notifications.channels.ways import HTTP_WAYS, NOWHERE, WAYS, Answer, Way, answering, refusal

EXPLAINING = [way for way in HTTP_WAYS if way.explains]
every_way = pytest.mark.parametrize("way", WAYS, ids=str)
every_http_way = pytest.mark.parametrize("way", HTTP_WAYS, ids=str)
every_explaining_way = pytest.mark.parametrize("way", EXPLAINING, ids=str)


# The list


def test_every_channel_on_disk_is_listed() -> None:
    folder = Path(notifications.channels.__file__).parent
    text = {path.stem: path.read_text("utf-8") for path in folder.glob("*.py") if path.stem != "channel"}
    on_disk = {
        (f"notifications.channels.{name}", found)
        for name, source in text.items()
        for found, body in re.findall(r"^class (\w+).*?:\n(.*?)(?=^\S|\Z)", source, re.S | re.M)
        if "kind: ClassVar" in body
    }

    assert on_disk == {(made.__module__, made.__name__) for made in CHANNELS}


def test_every_kind_of_the_plan_has_a_channel() -> None:
    assert {made.kind for made in CHANNELS} == set(CHANNEL_KINDS)


def test_there_is_a_way_to_every_channel() -> None:
    assert {type(way.channel(NOWHERE)) for way in WAYS} == set(CHANNELS)


@every_way
def test_a_channel_is_of_the_kind_that_the_plan_says(way: Way) -> None:
    assert way.channel(NOWHERE).kind == Settings(**way.plan(NOWHERE)).kind


@every_way
def test_a_channel_says_how_fast_it_may_be_used(way: Way) -> None:
    rate = way.channel(NOWHERE).rate

    assert isinstance(rate, Rate)
    assert rate.count >= 1
    assert rate.per > timedelta(0)


# Yes and no


@every_way
async def test_a_yes_is_a_receipt(way: Way) -> None:
    async with answering(way, Answer(200 if way.http else 250, way.yes)) as server:
        channel: Channel = way.channel(server)

        assert json.loads(json.dumps(await channel.send(channel.render(alert("断链"))))) is not None


@every_http_way
@pytest.mark.parametrize("status", [408, 429, 500, 503])
async def test_a_server_in_trouble_is_asked_again(way: Way, status: int) -> None:
    assert not (await refusal(way, Answer(status, "<html>busy</html>"))).permanent


@every_explaining_way
@pytest.mark.parametrize("status", [400, 401, 404, 410])
async def test_a_server_that_will_never_take_it_is_not_asked_again(way: Way, status: int) -> None:
    assert (await refusal(way, Answer(status, "<html>no</html>"))).permanent


@pytest.mark.parametrize("way", [way for way in EXPLAINING if way.name != "webhook"], ids=str)
@pytest.mark.parametrize(
    "body",
    ["", "<html>portal</html>", "[]", "null", "{", '"0"', "1", '{"errcode": true}', '{"code": null}', "[" * 9000],
)
async def test_a_yes_that_nobody_understands_is_none(way: Way, body: str) -> None:
    assert not (await refusal(way, Answer(200, body))).permanent


@every_way
async def test_a_connection_that_breaks_is_tried_again(way: Way) -> None:
    assert not (await refusal(way, Answer(200, drop=True))).permanent


@every_way
async def test_a_server_that_is_not_there_is_tried_again(way: Way) -> None:
    channel = way.channel(NOWHERE)
    with pytest.raises(DeliveryError) as raised:
        await channel.send(channel.render(alert("断链")))

    assert not raised.value.permanent


@pytest.mark.parametrize("way", EXPLAINING, ids=str)
async def test_a_certificate_that_nobody_vouches_for_is_not_accepted_and_tried_again(way: Way) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    async with answering(way, Answer(200, way.yes), context) as server:
        channel = way.channel(server)
        with pytest.raises(DeliveryError) as raised:
            await channel.send(channel.render(alert("断链")))

    assert not raised.value.permanent


@pytest.mark.parametrize(("status", "permanent"), [(421, False), (451, False), (452, False), (552, True), (554, True)])
async def test_a_mail_server_says_itself_what_is_permanent(status: int, permanent: bool) -> None:
    email = next(way for way in WAYS if way.name == "email")

    assert (await refusal(email, Answer(status))).permanent is permanent


@every_explaining_way
@pytest.mark.parametrize("status", [429, 503])
async def test_a_wait_that_is_asked_for_is_honoured(way: Way, status: int) -> None:
    error = await refusal(way, Answer(status, "", {"Retry-After": "120"}))

    assert error.retry_after == timedelta(seconds=120)


@every_explaining_way
async def test_a_wait_until_a_date_is_honoured(way: Way) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    error = await refusal(way, Answer(429, "", {"Retry-After": until}))

    assert error.retry_after is not None
    assert timedelta(minutes=9) < error.retry_after <= timedelta(minutes=10)


@every_explaining_way
@pytest.mark.parametrize("said", ["soon", "-5", "99999999999", "Fri, 99 Foo 2025 99:99:99 GMT", "1e9", ""])
async def test_a_senseless_wait_is_no_trap(way: Way, said: str) -> None:
    error = await refusal(way, Answer(429, "", {"Retry-After": said}))

    assert error.retry_after is None or timedelta(0) <= error.retry_after <= timedelta(hours=1)


@every_explaining_way
@pytest.mark.parametrize("status", [301, 302, 307])
async def test_nobody_is_sent_elsewhere(way: Way, status: int) -> None:
    async with answering(way, Answer(status, "", {"Location": "/elsewhere"})) as server:
        channel = way.channel(server)
        with pytest.raises(DeliveryError):
            await channel.send(channel.render(alert("断链")))

        assert "/elsewhere" not in server.asked
