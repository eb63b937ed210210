"""The mail server's refusals: for good or for now, for all or for some; and what must be so before a word is said."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from time import monotonic

import pytest

from inspection.errors import DeliveryError
from notifications.alert import File
from notifications.channels.smtp import hand_over
from notifications.channels.smtp_settings import smtp_settings
from tests.notifications.channels.hostile import alert
from tests.notifications.channels.mailing import DESK, OFFICE, channel, environment, refusal, sent
from tests.notifications.channels.smtp_server import SENDER, MailServer, mail_server, talking


@pytest.mark.parametrize(
    ("stage", "answer", "permanent"),
    [
        ("mail", "421 4.3.2 shutting down", False),
        ("mail", "451 4.3.0 try later", False),
        ("mail", "550 Domain frequency limited", False),
        ("mail", "550 5.7.1 rejected", True),
        ("data", "421 4.3.2 busy", False),
        ("data", "450 4.2.0 busy", False),
        ("data", "452 4.3.1 no space", False),
        ("data", "550 5.7.1 spam", True),
        ("data", "552 5.3.4 too big", True),
        ("data", "554 5.6.0 no", True),
        ("data", "drop", False),
        ("login", "535 5.7.8 Authentication failed", True),
        ("login", "454 4.7.0 Temporary authentication failure", False),
    ],
)
async def test_a_refusal_is_tried_again_or_not_as_its_code_says(
    tmp_path: Path, stage: str, answer: str, permanent: bool
) -> None:
    async with mail_server(tmp_path) as server:
        getattr(server, f"{stage}_answers").extend([answer] * 3)
        error = await refusal(server)

    assert error.permanent is permanent
    assert server.received == []


@pytest.mark.parametrize(("answer", "permanent"), [("550 5.1.1 no such user", True), ("450 4.2.1 greylisted", False)])
async def test_when_nobody_is_accepted_nothing_is_sent(tmp_path: Path, answer: str, permanent: bool) -> None:
    async with mail_server(tmp_path) as server:
        server.rcpt_answers[OFFICE] = [answer]
        error = await refusal(server)

    assert error.permanent is permanent
    assert OFFICE not in str(error)
    assert "o***@example.org" in str(error)


async def test_the_rest_get_it_where_some_are_refused(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as server:
        server.rcpt_answers[OFFICE] = ["550 5.1.1 no such user"]
        receipt = await sent(server, alert("甲"), to=(OFFICE, DESK))

    assert [mail.recipients for mail in server.received] == [[DESK]]
    assert receipt["accepted"] == [DESK]
    assert list(receipt["refused"]) == [OFFICE]


async def test_who_is_refused_for_now_is_named_for_later_and_nobody_gets_it_twice(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as server:
        server.rcpt_answers[OFFICE] = ["450 4.2.1 greylisted"] * 9
        receipt = await sent(server, alert("甲"), to=(OFFICE, DESK))

    assert [mail.recipients for mail in server.received] == [[DESK]]
    assert list(receipt["later"]) == [OFFICE]


async def test_a_server_that_takes_few_recipients_at_once_is_asked_again(tmp_path: Path) -> None:
    everybody = tuple(f"a{number}@example.org" for number in range(7))
    async with mail_server(tmp_path) as server:
        server.at_most = 3
        receipt = await sent(server, alert("甲"), to=everybody)

    assert [address for mail in server.received for address in mail.recipients] == list(everybody)
    assert receipt["later"] == {}


async def test_a_break_after_the_first_yes_is_no_error(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as server:
        server.at_most = 1
        server.mail_answers = []
        made = channel(environment(server), to=(OFFICE, DESK))
        rendered = made.render(alert("甲"))

        server.rcpt_answers[DESK] = ["452 4.5.3 Too many recipients", "421 4.3.2 closing"]
        receipt = await made.send(rendered)

    assert receipt["accepted"] == [OFFICE]
    assert list(receipt["later"]) == [DESK]


async def test_a_server_without_encryption_hears_no_password(tmp_path: Path) -> None:
    async with mail_server(tmp_path, mode="none") as server:
        error = await refusal(server)

    assert error.permanent
    assert "XUNJIAN_SMTP_TLS" in str(error)
    assert server.logins == []


async def test_no_encryption_is_possible_where_it_is_written(tmp_path: Path) -> None:
    async with mail_server(tmp_path, mode="none", login=False) as server:
        await sent(
            server,
            alert("甲"),
            env={"XUNJIAN_SMTP_TLS": "none", "XUNJIAN_SMTP_USER": "", "XUNJIAN_SMTP_PASSWORD": ""},
        )

    assert len(server.received) == 1


@pytest.mark.parametrize("mode", ["starttls", "tls"])
@pytest.mark.parametrize(("name", "own_authority"), [("other.example.org", True), ("localhost", False)])
async def test_a_certificate_of_somebody_else_is_not_accepted(
    tmp_path: Path, mode: str, name: str, own_authority: bool
) -> None:
    async with mail_server(tmp_path, mode=mode, certificate_for=name) as server:
        ca = {} if own_authority else {"XUNJIAN_SMTP_CA": ""}
        error = await refusal(server, env={"XUNJIAN_SMTP_TLS": mode, **ca})

    assert error.permanent
    assert "XUNJIAN_SMTP_CA" in str(error)
    assert server.logins == []


async def test_a_mail_beyond_the_servers_size_is_not_even_begun(tmp_path: Path) -> None:
    big = File("图.bin", "application/octet-stream", base64.b64encode(b"x" * 50_000).decode())
    async with mail_server(tmp_path, size=40_000) as server:
        error = await refusal(server, alert("甲", files=(big,)))

    assert error.permanent
    assert "服务器最多接受" in str(error)
    assert server.commands == []


async def test_an_address_that_would_be_a_second_command_is_left_out(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as server:
        receipt = await sent(server, alert("甲", recipients=("a@example.org>\r\nRCPT TO:<b@example.org", DESK, "空")))

    assert server.received[0].recipients == [DESK]
    assert len(receipt["refused"]) == 2


@pytest.mark.parametrize(
    "answers",
    [[b"554 no service\r\n"], [b"421 busy\r\n"], [b"HTTP/1.1 400 Bad\r\n"], [], [b"220 hi\r\n", b"what\r\n"]],
)
async def test_a_server_that_speaks_strangely_is_tried_again(answers: list[bytes]) -> None:
    async with talking(*answers) as port:
        error = await refusal(MailServer(port=port), env={"XUNJIAN_SMTP_CA": ""})

    assert not error.permanent


@pytest.mark.parametrize("drip", [0.05, 0])
async def test_a_slow_server_is_cut_off(drip: float) -> None:
    async with talking(b"220 " + b"a" * 200, drip=drip) as port:
        server = smtp_settings(environment(MailServer(port=port), XUNJIAN_SMTP_CA=""))
        began = monotonic()
        with pytest.raises(DeliveryError) as raised:
            await asyncio.to_thread(hand_over, server, [OFFICE], b"", step=0.3, whole=0.5)

    assert monotonic() - began < 5  # the whole greeting would take ten seconds
    assert not raised.value.permanent
    assert "超时" in str(raised.value)


async def test_nobody_listening_is_tried_again() -> None:
    async with talking(b"") as port:
        pass
    error = await refusal(MailServer(port=port), env={"XUNJIAN_SMTP_CA": ""})

    assert not error.permanent


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "XUNJIAN_SMTP_HOST"),
        ({"XUNJIAN_SMTP_HOST": "mail", "XUNJIAN_SMTP_PORT": "x"}, "XUNJIAN_SMTP_PORT"),
        ({"XUNJIAN_SMTP_HOST": "mail", "XUNJIAN_SMTP_TLS": "ssl"}, "XUNJIAN_SMTP_TLS"),
        ({"XUNJIAN_SMTP_HOST": "mail"}, "XUNJIAN_SMTP_FROM"),
        ({"XUNJIAN_SMTP_HOST": "mail", "XUNJIAN_SMTP_FROM": "a@b.cn\r\nX: y"}, "XUNJIAN_SMTP_FROM"),
        ({"XUNJIAN_SMTP_HOST": "mail", "XUNJIAN_SMTP_USER": "a@b.cn"}, "XUNJIAN_SMTP_PASSWORD"),
    ],
)
async def test_what_is_missing_from_the_environment_is_named(given: dict[str, str], named: str) -> None:
    made = channel(given)
    with pytest.raises(DeliveryError, match=named) as raised:
        await made.send(made.render(alert("甲")))

    assert raised.value.permanent


@pytest.mark.parametrize(
    ("given", "tls", "port"),
    [
        ({}, "starttls", 587),
        ({"XUNJIAN_SMTP_PORT": "465"}, "tls", 465),
        ({"XUNJIAN_SMTP_TLS": "TLS"}, "tls", 465),
        ({"XUNJIAN_SMTP_TLS": "none"}, "none", 25),
        ({"XUNJIAN_SMTP_PORT": "465", "XUNJIAN_SMTP_TLS": "starttls"}, "starttls", 465),
    ],
)
def test_encryption_and_port_follow_each_other(given: dict[str, str], tls: str, port: int) -> None:
    made = smtp_settings({"XUNJIAN_SMTP_HOST": "mail", "XUNJIAN_SMTP_FROM": SENDER, **given})

    assert (made.tls, made.at_port) == (tls, port)
