"""What every channel keeps to: yes or no, now or later; no secret, no mention, no personal data, not too long."""

from __future__ import annotations

import json
import logging
import re
import ssl
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

import notifications.channels
from inspection.alerting import CHANNEL_KINDS
from inspection.alerting import Channel as Settings
from inspection.errors import DeliveryError
from inspection.telling import Kind
from notifications.alert import from_payload, to_payload
from notifications.channels.all import CHANNELS
from notifications.channels.channel import Channel, Rate
from tests.notifications.channels.hostile import ID, alert, person, titles
from tests.notifications.channels.ways import HTTP_WAYS, SECOND, SECRET, WAYS, Answer, Told, Way, answering
from tests.notifications.slack_rules import message_error

MARKUP = re.compile(r"<at[ >]|<font|<a href='//|\u202e|\x1b")
CALLS = re.compile(MARKUP.pattern + r"|<[@#]|<!(?:channel|here|everyone)|@all|@所有人|@here")
LINKS = re.compile(r"\]\((?!https://(?:mzj|desk)\.example\.)")
NOWHERE = Told("http://127.0.0.1:9", 9, [])
EXPLAINING = [way for way in HTTP_WAYS if way.explains]
ways = st.sampled_from(WAYS)
every_way = pytest.mark.parametrize("way", WAYS, ids=str)
every_http_way = pytest.mark.parametrize("way", HTTP_WAYS, ids=str)
every_explaining_way = pytest.mark.parametrize("way", EXPLAINING, ids=str)


async def refusal(way: Way, answer: Answer) -> DeliveryError:
    async with answering(way, answer) as server:
        channel = way.channel(server)
        with pytest.raises(DeliveryError) as raised:
            await channel.send(channel.render(alert("断链")))
    return raised.value


def words(thing: Any) -> Iterator[str]:
    """Every text in what a channel sends."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from (key, *words(value))
    elif isinstance(thing, (list, tuple)):
        for value in thing:
            yield from words(value)


def rendered(way: Way, **changes: Any) -> str:
    return "\n".join(words(way.channel(NOWHERE).render(alert(**changes))))


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


# Secrets


REFUSALS = [(way, status) for way in HTTP_WAYS for status in (200, 302, 400, 403, 429, 500)]
REFUSALS = [(way, status) for way, status in REFUSALS if status >= 300 or way.name not in {"webhook", "apprise"}]
REFUSALS += [(way, status) for way in WAYS if not way.http for status in (421, 451, 550)]


@pytest.mark.parametrize(("way", "status"), REFUSALS, ids=str)
async def test_no_error_tells_a_secret(way: Way, status: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    said = f"no such key {SECRET} {SECOND}"
    body = json.dumps({"errcode": 310000, "errmsg": said, "code": 19001, "msg": said, "ok": False, "error": said})
    error = await refusal(way, Answer(status, body if way.http else said))

    told = "".join([*traceback.format_exception(error), repr(error), caplog.text])
    assert not [secret for secret in (SECRET, SECOND) if secret in told and secret in str(way.environment(NOWHERE))]


@every_way
@pytest.mark.parametrize("value", [None, "", "  "])
async def test_a_variable_that_is_not_set_is_named(way: Way, value: str | None) -> None:
    environment = way.environment(NOWHERE)
    channel = way.channel(NOWHERE, **({way.needed: value} if value is not None else {}))
    if value is None:
        environment.pop(way.needed)
        channel = type(channel)(getattr(Settings(**way.plan(NOWHERE)), channel.kind), environment)  # type: ignore[call-arg]
    with pytest.raises(DeliveryError, match=way.needed) as raised:
        await channel.send(channel.render(alert("断链")))

    assert raised.value.permanent


@every_way
def test_what_is_rendered_holds_no_secret(way: Way) -> None:
    said = rendered(way, headline="断链", mentions=(person(mobile_env="MOBILE"),))

    assert SECRET not in said
    assert SECOND not in said


@every_way
def test_a_channel_does_not_show_its_secrets(way: Way) -> None:
    channel = way.channel(NOWHERE)

    assert SECRET not in f"{channel!r}{channel}"


# Words


@every_way
@pytest.mark.parametrize("kind", list(Kind))
def test_every_message_carries_its_number(way: Way, kind: Kind) -> None:
    assert ID in rendered(way, kind=kind, text="一\n二")


@given(ways, titles, titles)
def test_no_title_calls_anybody(way: Way, title: str, other: str) -> None:
    told = alert(title, headline=other, because=other, text=other, unit=other)
    message = {**way.channel(NOWHERE).render(told), "subject": "of a mail: no markup is read there"}
    said = "\n".join(words(message))

    assert not (MARKUP if way.name == "email" else CALLS).search(said)
    assert way.name in {"email", "slack", "slack-webhook"} or not LINKS.search(said)  # these three read no markdown


@given(ways, st.from_regex(r"1[3-9]\d{9}", fullmatch=True), titles)
def test_no_number_of_a_person_leaves(way: Way, number: str, title: str) -> None:
    hidden = f"联系人：{number}，邮箱 worker{number}@example.com。"
    told = alert(f"{hidden}{title}", headline=hidden, because=hidden, text=hidden)
    said = "\n".join(words(way.channel(NOWHERE).render(told)))

    assert number not in said


@every_way
def test_an_address_with_a_number_of_a_person_is_no_link(way: Way) -> None:
    told = to_payload(alert("断链"))
    told["lines"][0]["address"] = "https://mzj.example.gov.cn/query?phone=13800138000"
    said = "\n".join(words(way.channel(NOWHERE).render(from_payload(told))))

    assert "13800138000" not in said


def too_long(way: Way, message: Any) -> str:
    """What the platform would say of the length; nothing where it would take it."""
    if way.name.startswith("slack"):
        return message_error(dict(message.get("body", message))) or ""
    if way.name == "apprise":
        return "" if len(message["title"]) + len(message["body"]) <= 2000 else "too long for the usual service"
    if way.name == "wecom":
        return "" if len(message["body"]["markdown"]["content"].encode()) <= 4096 else "more than 4096 bytes"
    sizes = {"dingtalk": 20_000, "feishu": 20_000, "email": 1_000_000, "webhook": 1_000_000}
    size = len(json.dumps(message.get("body", message), ensure_ascii=False).encode())
    return "" if size <= sizes[way.name] else f"{size} bytes"


@every_way
@pytest.mark.parametrize("letter", ["😀", '"', "&"])
@pytest.mark.parametrize("count", [0, 20, 500])
def test_however_much_there_is_to_say_it_fits(way: Way, letter: str, count: int) -> None:
    long = letter * 400
    told = alert(*[long] * count, headline=long, because=long, unit=long, text=f"{long}\n" * (60 if count < 500 else 0))
    message = way.channel(NOWHERE).render(told)

    assert too_long(way, message) == ""
    assert ID in "\n".join(words(message))
