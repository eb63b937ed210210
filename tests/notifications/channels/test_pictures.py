"""Pictures follow the words on every channel that takes them; what goes wrong with them is no failure of the words."""

from __future__ import annotations

import base64
import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inspection import alerting
from notifications.alert import Alert, Shown
from notifications.channels.email import Email
from notifications.channels.email_mime import wire_bytes
from notifications.channels.wecom import Wecom
from tests.notifications.channels.hostile import alert
from tests.notifications.channels.robot_servers import WECOM_KEY, Fault, WecomServer
from tests.notifications.channels.slack_bot import bot
from tests.notifications.channels.slack_files_server import file_slack

NOW = datetime(2025, 3, 25, 0, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3000


def shown(count: int = 2) -> Alert:
    told = alert(*(f"断链{n}" for n in range(count)), more="https://desk.example.org/")
    content = base64.b64encode(PNG).decode()
    return replace(told, pictures=tuple(Shown(one.issue, "断链：<b>找不到", content=content) for one in told.lines))


def wecom(server: WecomServer) -> Wecom:
    settings = alerting.Wecom(key_env="KEY", base_url=server.url)
    return Wecom(settings, {"KEY": WECOM_KEY}, patience=timedelta(seconds=5))


async def test_wecom_shows_the_first_picture_after_the_words() -> None:
    async with WecomServer(now=NOW.timestamp) as server:
        way = wecom(server)

        receipt = await way.send(way.render(shown()))

        assert [body["msgtype"] for body in server.accepted] == ["markdown", "image"]
        assert receipt["picture"] == "sent"


async def test_words_that_arrived_are_not_sent_again_for_a_picture_that_did_not() -> None:
    async with WecomServer(now=NOW.timestamp) as server:
        way = wecom(server)
        server.faults += [Fault(body='{"errcode": 0, "errmsg": "ok"}'), Fault(status=500)]

        receipt = await way.send(way.render(shown()))

        assert receipt["code"] == 0
        assert "暂时不可用" in receipt["picture"]


async def test_slack_has_the_pictures_in_the_thread() -> None:
    async with file_slack() as slack:
        way = bot(slack)

        receipt = await way.send(way.render(shown()))

        assert receipt["pictures"] == "sent"
        assert [(one[0], one[1], one[3]) for one in slack.shared] == [(receipt["channel"], receipt["ts"], PNG)] * 2


@pytest.mark.parametrize("scopes", [{"chat:write"}, set[str]()])
async def test_slack_without_the_scope_has_the_words(scopes: set[str]) -> None:
    async with file_slack() as slack:
        slack.scopes = scopes
        way = bot(slack)

        receipt = await way.send(way.render(shown()))

        assert receipt["root"] is True
        assert "files:write" in receipt["pictures"]


def test_a_mail_has_its_pictures_inside_and_names_each() -> None:
    rendered = Email(alerting.Email(to=("a@example.org",)), {}).render(shown())

    mail = email.message_from_bytes(
        wire_bytes(rendered, ("巡检", "x@example.org"), ["a@example.org"], [], NOW), policy=email.policy.default
    )

    images = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    page = next(part for part in mail.walk() if part.get_content_type() == "text/html").get_content()
    assert [part.get_payload(decode=True) for part in images] == [PNG, PNG]
    assert all(f'src="cid:{part["Content-ID"].strip("<>")}"' in page for part in images)
    assert "<b>找不到" not in page


def test_a_mail_without_pictures_is_as_it_was() -> None:
    rendered = Email(alerting.Email(to=("a@example.org",)), {}).render(alert("断链"))

    mail = email.message_from_bytes(wire_bytes(rendered, ("", "x@example.org"), ["a@example.org"], [], NOW))

    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
