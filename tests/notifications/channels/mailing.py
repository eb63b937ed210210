"""An e-mail channel on the strict server, and how it is asked to send."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from inspection.alerting import Email as Settings
from inspection.errors import DeliveryError
from notifications.alert import Alert
from notifications.channels.email import Email
from tests.notifications.channels.hostile import alert
from tests.notifications.channels.smtp_server import PASSWORD, SENDER, USER, MailServer

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
