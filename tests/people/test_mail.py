"""E-mail from end to end: over TLS only, one message for one alert, refusals kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.people.mail_server import PASSWORD, Mail
from tests.people.office import Office
from tests.people.portal import Portal
from tests.people.robots import Robots
from tests.people.test_hours import PEOPLE
from tests.people.test_telling import A, at


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[Mail]:
    with Mail(tmp_path) as mail:
        yield mail


@pytest.fixture
def mailed(office: Office, mail: Mail) -> Office:
    """An office whose one route leads to two mailboxes."""
    office.environment |= mail.environment
    office.alerts["channels"] = {
        "mail": {"email": {"to": ["office@example.org", "second@example.org"]}},
        "feishu": office.alerts["channels"]["feishu"],
    }
    office.alerts["routes"] = [{"to": ["mail"]}]
    return office


def _issue(office: Office, portal: Portal, text: str = "甲甲甲") -> None:
    portal.dead = {A: text}
    office.inspect(at(24))


def test_an_alert_is_one_mail_to_all_its_readers(mailed: Office, mail: Mail, portal: Portal) -> None:
    _issue(mailed, portal)
    done = mailed.send(at(24, "10:10"))

    assert (done.status, mail.wrong) == (0, []), done.output
    ((readers, message),) = mail.got
    assert readers == ["office@example.org", "second@example.org"]
    assert {part.get_content_type() for part in message.walk()} >= {"text/plain", "text/html"}


def test_the_mail_carries_the_messages_id(mailed: Office, mail: Mail, portal: Portal) -> None:
    _issue(mailed, portal)
    mailed.send(at(24, "10:10"))
    ((_, message),) = mail.got
    text = message.get_body(("plain",))
    assert text is not None
    (kept,) = mailed.messages()

    assert kept["id"] in text.get_content()
    assert kept["id"] in message["Message-ID"]


def test_a_hostile_title_stays_text(mailed: Office, mail: Mail, portal: Portal) -> None:
    _issue(mailed, portal, "&lt;img src=http://evil.example/x&gt;&#13;&#10;Bcc: all@example.org")
    mailed.send(at(24, "10:10"))
    ((readers, message),) = mail.got
    page = message.get_body(("html",))
    assert page is not None

    assert "<img src=http" not in page.get_content()
    assert message["Bcc"] is None
    assert readers == ["office@example.org", "second@example.org"]


@pytest.mark.parametrize("fault", ["451 try later", "421 shutting down", "452 full"])
def test_what_may_pass_is_tried_again(mailed: Office, mail: Mail, portal: Portal, fault: str) -> None:
    mail.faults = [fault]
    _issue(mailed, portal)
    first = mailed.send(at(24, "10:10"))
    mailed.send(at(24, "10:40"))

    assert (first.status, len(mail.got)) == (3, 1)


@pytest.mark.parametrize("fault", ["550 refused", "552 too large", "554 no"])
def test_what_will_not_pass_is_said_elsewhere(
    mailed: Office, mail: Mail, portal: Portal, robots: Robots, fault: str
) -> None:
    mail.faults = [fault] * 9
    _issue(mailed, portal)
    for clock in ("10:10", "10:30", "11:30"):
        mailed.send(at(24, clock))

    assert len(robots.texts("feishu")) == 1
    assert len(mail.faults) == 8


def test_a_wrong_password_is_said_elsewhere_and_not_shown(
    mailed: Office, mail: Mail, portal: Portal, robots: Robots
) -> None:
    mailed.environment["XUNJIAN_SMTP_PASSWORD"] = "not-" + PASSWORD
    _issue(mailed, portal)
    done = mailed.send(at(24, "10:10"))
    mailed.send(at(24, "10:12"))

    assert len(robots.texts("feishu")) == 1
    assert PASSWORD not in done.output + robots.texts("feishu")[0] + str(mailed.messages())


def test_one_refused_mailbox_does_not_lose_the_other(mailed: Office, mail: Mail, portal: Portal) -> None:
    mail.unknown = {"second@example.org": "550 no such mailbox"}
    _issue(mailed, portal)
    mailed.send(at(24, "10:10"))
    mailed.send(at(24, "11:00"))

    assert [readers for readers, _ in mail.got] == [["office@example.org"]]


def test_a_server_that_is_not_ours_is_told_nothing(mailed: Office, mail: Mail, portal: Portal) -> None:
    del mailed.environment["XUNJIAN_SMTP_CA"]
    _issue(mailed, portal)

    assert mailed.send(at(24, "10:10")).status == 3
    assert mail.got == []


def test_an_overdue_issue_reaches_the_leaders_mailbox(mailed: Office, mail: Mail, portal: Portal) -> None:
    leader = {"name": "分管领导", "email": "leader@example.org"}
    mailed.units = [{**PEOPLE[0], "leader": leader}, *PEOPLE[1:]]
    mailed.issues["escalation"] = [{"after": "0 workdays", "tell": "leader"}]
    _issue(mailed, portal)
    mailed.send(at(24, "10:10"))
    mailed.send(at(1, "10:00", 4))

    assert any("leader@example.org" in readers for readers, _ in mail.got)


def test_a_digest_goes_by_mail_with_its_word_file(mailed: Office, mail: Mail, portal: Portal) -> None:
    mailed.alerts["digest"] = {"weekly": "周五 16:00", "to": ["mail"]}
    _issue(mailed, portal)
    done = mailed.run("digest", str(mailed.write_plan()), "--week", "2025-W13", "--send", "--as-of", at(31))
    assert done.status == 0, done.output
    mailed.send(at(31, "10:10"))
    files = [part.get_filename() or "" for _, message in mail.got for part in message.walk()]

    assert any(name.endswith(".docx") for name in files), (files, mailed.messages())
