"""E-mail against a strict server: what arrives, to whom, and what each refusal means."""

from __future__ import annotations

import base64
import email
import email.policy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.findings import Severity
from inspection.telling import Kind
from notifications.alert import File, Mention
from notifications.channels.email_mime import wire_bytes
from tests.notifications.channels.hostile import ID, alert, titles
from tests.notifications.channels.mailing import DESK, NOW, OFFICE, channel, sent
from tests.notifications.channels.smtp_server import SENDER, USER, mail_server, offences


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


@pytest.mark.parametrize(("kind", "word"), [(Kind.NEW, "问题"), (Kind.RECOVERY, "恢复"), (Kind.TEST, "测试")])
def test_the_subject_says_what_it_is(kind: Kind, word: str) -> None:
    assert dict(channel({}).render(alert("甲", kind=kind)))["subject"].startswith(f"【{word}】")


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


def test_only_what_is_grave_and_new_is_marked_urgent() -> None:
    made = channel({})

    grave = alert("甲", severity=Severity.CRITICAL)
    assert [made.render(replace(grave, kind=kind))["urgent"] for kind in (Kind.NEW, Kind.RECOVERY)] == [True, False]
