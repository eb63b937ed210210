"""The digest as messages: to whom, by which channel, once."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

import pytest

from inspection.plan_file import parse_plan
from inspection.telling import Kind
from notifications.alert import from_payload
from notifications.digest.alerts import digest_alerts, message_id, units_reached
from notifications.digest.facts import Week
from tests.notifications.digest.word_samples import MONDAY, facts

PLAN = parse_plan(
    """
site: {name: 示例市民政局, home: "https://h.example/"}
units:
  - 宣传处
  - name: 办公室
    contacts: [{name: 值班编辑, email: a@example.org}, {name: 审核岗, email: b@example.org}, {name: 轮值岗}]
  - {name: 法规处, contacts: [{name: 值班编辑, slack: U0001}]}
columns: [{name: 通知公告, url: /t/}]
alerts:
  channels:
    mail: {email: {to: [office@example.org]}}
    mail2: {email: {to: [leader@example.org]}}
    group: {wecom: {key_env: K}}
    other: {wecom: {key_env: K2}}
  digest: {weekly: 周五 16:00, to: [mail, mail2, group]}
""",
    "p",
)


def made(*units, plan=PLAN, **more):
    return digest_alerts(plan, [facts(unit=unit, **more) for unit in units], MONDAY, document=lambda _: b"PK-word")


def test_the_whole_goes_to_every_channel_of_the_digest_and_to_no_other():
    assert [message.channel for message in made(None)] == ["mail", "mail2", "group"]


def test_a_units_own_goes_to_its_contacts_by_one_mail():
    (message,) = made("办公室")

    alert = from_payload(message.payload)
    assert (message.channel, alert.recipients) == ("mail", ("a@example.org", "b@example.org"))


@pytest.mark.parametrize("unit", ["宣传处", "法规处"])
def test_a_unit_without_an_address_gets_none(unit):
    assert made(unit) == []


def test_units_with_an_address_are_reached():
    assert units_reached(PLAN) == ["办公室"]


def test_mail_has_the_page_and_the_word_file_and_chat_has_neither():
    mail, _, chat = (from_payload(message.payload) for message in made(None))

    assert (b64decode(mail.files[0].content), mail.files[0].name) == (b"PK-word", "巡检周报-2025-W13.docx")
    assert "</html>" in mail.html
    assert (chat.html, chat.files) == ("", ())


def test_the_same_digest_has_the_same_id_and_every_other_another():
    ids = [message.id for message in made(None, "办公室")]
    others = [message.id for message in made(None, week=Week(2025, 14))]

    assert ids == [message.id for message in made(None, "办公室")]
    assert len({*ids, *others, message_id("别的站", "2025-W13", None, "mail")}) == len(ids) + len(others) + 1


def test_the_id_is_in_the_page():
    message = made(None)[0]

    assert message.id in from_payload(message.payload).html


def test_it_is_a_digest_that_nobody_acts_on():
    message = made(None)[0]

    assert (message.kind, from_payload(message.payload).open) == (Kind.DIGEST, False)


def test_a_plan_without_a_digest_makes_no_message():
    silent = PLAN.model_copy(update={"alerts": None})

    assert digest_alerts(silent, [replace(facts())], MONDAY) == []
