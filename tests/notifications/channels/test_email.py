"""E-mail against a strict server: what arrives, to whom, and what each refusal means."""

from __future__ import annotations

import asyncio
import base64
import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.alerting import Email as Settings
from inspection.errors import DeliveryError
from inspection.findings import Severity
from inspection.telling import Kind
from notifications.alert import Alert, File, Mention
from notifications.channels.email import Email
from notifications.channels.smtp import hand_over
from notifications.email_mime import wire_bytes
from notifications.settings import smtp_settings
from tests.notifications.channels.hostile import ID, alert, titles
from tests.notifications.channels.smtp_server import (
    PASSWORD,
    SENDER,
    USER,
    MailServer,
    mail_server,
    offences,
    talking,
)

NOW = datetime(2025, 3, 25, 0, 30, tzinfo=UTC)
OFFICE, DESK = "office@example.org", "desk@example.org"


def environment(server: MailServer, **changes: str) -> dict[str, str]:
    given = {
        "XUNJIAN_SMTP_HOST": "localhost",
        "XUNJIAN_SMTP_PORT": str(server.port),
        "XUNJIAN_SMTP_USER": USER,
        "XUNJIAN_SMTP_PASSWORD": PASSWORD,
        "XUNJIAN_SMTP_FROM": f"网站巡检 <{SENDER}>",
        "XUNJIAN_SMTP_CA": str(server.ca),
        **changes,
    }
    return {key: value for key, value in given.items() if value}


def channel(env: dict[str, str], to: tuple[str, ...] = (OFFICE,), cc: tuple[str, ...] = ()) -> Email:
    return Email(Settings(to=to, cc=cc), env, clock=lambda: NOW)


async def sent(server: MailServer, about: Alert, **changes: Any) -> dict[str, Any]:
    made = channel(environment(server, **changes.pop("env", {})), **changes)
    return dict(await made.send(made.render(about)))


async def refusal(server: MailServer, about: Alert | None = None, **changes: Any) -> DeliveryError:
    with pytest.raises(DeliveryError) as raised:
        await sent(server, about or alert("断链"), **changes)
    assert PASSWORD not in str(raised.value)
    return raised.value


@pytest.mark.parametrize("mode", ["starttls", "tls"])
async def test_a_mail_arrives_over_an_encrypted_line(tmp_path: Path, mode: str) -> None:
    async with mail_server(tmp_path, mode=mode) as server:
        await sent(server, alert("首页链接失效"), env={"XUNJIAN_SMTP_TLS": mode})

    assert [mail.recipients for mail in server.received] == [[OFFICE]]
    assert server.logins == [(USER, True)] or mode == "tls"


async def test_a_reader_sees_subject_both_bodies_and_the_id(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as server:
        await sent(server, alert("首页链接失效"))

    message = server.received[0].message
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert message["Subject"] == "【问题】通知公告：断链（办公室）"
    assert message["Auto-Submitted"] == "auto-generated"
    for body in (text.get_content(), html.get_content()):
        assert "首页链接失效" in body
        assert f"编号 {ID}" in body


async def test_a_second_attempt_bears_the_same_message_id(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as server:
        first = await sent(server, alert("甲"))
        await sent(server, alert("甲"))

    ids = {mail.message["Message-ID"] for mail in server.received}
    assert ids == {first["message_id"]}


async def test_mails_of_one_group_are_shown_together(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as server:
        await sent(server, alert("甲"))
        await sent(server, replace(alert("甲"), id="m2", kind=Kind.RECOVERY))
        await sent(server, replace(alert("乙"), id="m3", group="another"))

    roots = [mail.message["References"] for mail in server.received]
    assert roots[0] == roots[1] != roots[2]


async def test_an_escalation_also_goes_to_those_it_names(tmp_path: Path) -> None:
    leader = (Mention(name="值班领导", email="leader@example.org"), Mention(name="值班编辑"))
    async with mail_server(tmp_path) as server:
        await sent(server, alert("甲", kind=Kind.ESCALATION, mentions=leader))
        await sent(server, alert("甲", kind=Kind.NEW, mentions=leader))

    assert [mail.recipients for mail in server.received] == [[OFFICE, "leader@example.org"], [OFFICE]]


async def test_an_alert_with_recipients_of_its_own_goes_to_nobody_else(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as server:
        await sent(server, alert("甲", recipients=("unit@example.org",)), cc=(DESK,))

    assert server.received[0].recipients == ["unit@example.org"]


async def test_a_digest_brings_its_own_html_and_its_files(tmp_path: Path) -> None:
    name, content = '第13期 "周报"/2025\r\n.docx', bytes(range(256)) * 40
    attached = File(name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    base64.b64encode(content).decode())  # fmt: skip
    about = alert(kind=Kind.DIGEST, html="<p>本周</p>", text="本周没有巡检", files=(attached,))
    async with mail_server(tmp_path) as server:
        await sent(server, about)

    message = server.received[0].message
    (part,) = message.iter_attachments()
    html = message.get_body(("html",))
    assert html is not None
    assert html.get_content().strip() == "<p>本周</p>"
    assert part.get_filename() == "第13期 _周报_2025_.docx"
    assert part.get_content() == content


@settings(max_examples=60, deadline=None)
@given(found=st.lists(titles, max_size=4), headline=titles, site=titles, because=titles, group=titles)
def test_no_title_breaks_a_header_or_the_format(
    found: list[str], headline: str, site: str, because: str, group: str
) -> None:
    made = channel({})
    rendered = made.render(
        alert(*found, headline=headline + "\r\nBcc: evil@example.org", site=site, because=because, group=group)
    )
    raw = wire_bytes(rendered, ("巡检", SENDER), [OFFICE], [DESK], NOW)

    assert list(offences(raw)) == []
    assert email.message_from_bytes(raw)["Bcc"] is None


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=200))
def test_a_subject_reads_as_it_was_meant(text: str) -> None:
    rendered = dict(channel({}).render(alert("甲")))
    raw = wire_bytes({**rendered, "subject": "【问题】" + text}, ("", SENDER), [OFFICE], [], NOW)

    read = email.message_from_bytes(raw, policy=email.policy.default)["Subject"]
    clean = "".join(
        " " if ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u2028\u2029" else char for char in text
    )
    assert "".join(read.split()) == "".join(("【问题】" + clean.encode("utf-8", "replace").decode()).split())


@pytest.mark.parametrize("count", [1, 3, 500])
def test_a_long_alert_keeps_below_what_readers_fold_away(count: int) -> None:
    rendered = channel({}).render(alert(*["关于印发《养老服务补贴管理办法》的通知" * 40] * count))

    assert len(rendered["html"].encode()) < 102_000
    assert len(rendered["text"].encode()) < 102_000


def test_personal_data_is_masked_everywhere() -> None:
    rendered = channel({}).render(
        alert("联系人13812345678", headline="电话13812345678", text="手机：138 1234 5678", because="zhang@qq.com")
    )

    assert "12345678" not in rendered["text"] + rendered["html"] + rendered["subject"]
    assert "zhang" not in rendered["text"] + rendered["html"]


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


def test_only_what_is_grave_and_new_is_marked_urgent() -> None:
    made = channel({})

    grave = alert("甲", severity=Severity.CRITICAL)
    assert [made.render(replace(grave, kind=kind))["urgent"] for kind in (Kind.NEW, Kind.RECOVERY)] == [True, False]
