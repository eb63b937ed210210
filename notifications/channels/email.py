"""E-mail over SMTP: an alert or a digest as plain text and HTML, to the plan's mailboxes."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import getaddresses
from typing import ClassVar

from inspection.alerting import Email as Settings
from inspection.errors import DeliveryError
from inspection.findings import Severity
from inspection.telling import Kind, Post
from notifications.alert import Alert
from notifications.channels.channel import Environment, Rate, Receipt, Rendered
from notifications.channels.email_html import html_body, pictures_of
from notifications.channels.email_mime import message_id, wire_bytes
from notifications.channels.email_words import plain_body, words_of
from notifications.channels.smtp import hand_over
from notifications.channels.smtp_settings import is_mailbox, smtp_settings

_ON_THEIR_OWN = frozenset({Kind.DIGEST, Kind.NOTICE, Kind.TEST})


def _now() -> datetime:
    return datetime.now(UTC)


class Email:
    """One list of mailboxes, written to through the server that the environment names."""

    kind: ClassVar[str] = "email"
    rate: ClassVar[Rate] = Rate(20, timedelta(minutes=1))  # free mailboxes of large providers take little more
    updates: bool = False  # what is sent cannot be changed; mails of one group are shown together all the same

    def __init__(self, settings: Settings, environment: Environment, clock: Callable[[], datetime] = _now) -> None:
        self.settings = settings
        self.environment = environment
        self.clock = clock

    def render(self, alert: Alert, post: Post | None = None) -> Rendered:  # noqa: ARG002
        """Subject, both bodies, recipients and attachments; the sender is added when it is sent."""
        to, cc = list(alert.recipients or self.settings.to), [] if alert.recipients else list(self.settings.cc)
        if alert.kind is Kind.ESCALATION:
            to += [one.email for one in alert.mentions if one.email]
        words, pictures = words_of(alert), pictures_of(alert)
        return {
            "id": alert.id,
            "site": alert.site,
            "thread": "" if alert.kind in _ON_THEIR_OWN else alert.group,
            "to": to,
            "cc": cc,
            "subject": words.subject,
            "text": plain_body(words),
            "html": alert.html or html_body(words, pictures),
            "urgent": alert.severity is Severity.CRITICAL and alert.kind in {Kind.NEW, Kind.ESCALATION},
            "pictures": [] if alert.html else [dict(one) for one in pictures.values()],
            "files": [dataclasses.asdict(one) for one in alert.files],
        }

    async def send(self, rendered: Rendered) -> Receipt:
        """`message_id`, who got it, `refused` for good, and `later`: refused for now, while others got it."""
        server = smtp_settings(self.environment)
        to, wrong = _mailboxes(rendered["to"])
        cc, also_wrong = _mailboxes(rendered["cc"])
        cc = [one for one in cc if one.lower() not in {other.lower() for other in to}]
        if not to and not cc:
            raise DeliveryError("没有写法正确的收件人邮箱", permanent=True)
        mail = wire_bytes(rendered, (server.from_name, server.from_address), to or cc, cc if to else [], self.clock())
        done = await asyncio.to_thread(hand_over, server, [*to, *cc], mail)
        return {
            "message_id": message_id(rendered["id"], server.from_address.rpartition("@")[2]),
            "accepted": done.accepted,
            "refused": {**dict.fromkeys([*wrong, *also_wrong], "地址写法不对"), **done.refused},
            "later": done.later,
        }


def _mailboxes(written: Iterable[str]) -> tuple[list[str], list[str]]:
    """Sound mailboxes, each once, and what is none. `名称 <mailbox>` is understood."""
    sound: dict[str, str] = {}
    wrong: list[str] = []
    for one in written:
        found = getaddresses([one])
        address = found[0][1].strip() if len(found) == 1 else ""
        if is_mailbox(address):
            sound.setdefault(address.lower(), address)
        else:
            wrong.append(one)
    return list(sound.values()), wrong
