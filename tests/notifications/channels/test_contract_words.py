"""What every channel keeps to, II: no secret, no mention, no personal data; never too long, always with its number."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.alerting import Channel as Settings
from inspection.errors import DeliveryError
from inspection.telling import Kind
from notifications.alert import from_payload, to_payload
from tests.notifications.channels.hostile import ID, alert, person, titles
from tests.notifications.channels.slack_rules import message_error
from tests.notifications.channels.ways import HTTP_WAYS, NOWHERE, SECOND, SECRET, WAYS, Answer, Way, refusal

MARKUP = re.compile(r"<at[ >]|<font|<a href='//|\u202e|\x1b")
CALLS = re.compile(MARKUP.pattern + r"|<[@#]|<!(?:channel|here|everyone)|@all|@所有人|@here")
LINKS = re.compile(r"\]\((?!https://(?:mzj|desk)\.example\.)")
ways = st.sampled_from(WAYS)
every_way = pytest.mark.parametrize("way", WAYS, ids=str)


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
