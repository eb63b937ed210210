"""A strict mail server: STARTTLS, a password, documented refusals."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Self, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

USER, PASSWORD = "desk@example.org", "a-secret-of-the-mailbox"


class _AnyPort(Controller):
    """The library greets its own server, and does not know the port that it was given."""

    def _trigger_server(self) -> None:
        self.port = cast(asyncio.Server, self.server).sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@dataclass
class Mail:
    """`faults` are answers to the next DATA; `unknown` are mailboxes that are refused at RCPT."""

    folder: Path
    got: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if address in self.unknown:
            return self.unknown[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if session.ssl is None:
            self.wrong.append("a message in plain text")
        if self.faults:
            return self.faults.pop(0)
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        if any(len(line) > 998 for line in raw.split(b"\r\n")):
            self.wrong.append("a line over 998 characters")
        if raw.partition(b"\r\n\r\n")[0].decode("latin-1").isascii() is False:
            self.wrong.append("8-bit headers")
        message = message_from_bytes(raw, policy=policy.default)
        self.wrong += [f"no {name}" for name in ("From", "To", "Date", "Message-ID", "Subject") if not message[name]]
        assert isinstance(message, EmailMessage)
        self.got.append((envelope.rcpt_tos, message))
        return "250 OK"

    def _authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=good)

    def __enter__(self) -> Self:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self.folder / "ca.pem"))
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
        self._controller = _AnyPort(
            self, hostname="127.0.0.1", port=0, tls_context=context, require_starttls=True, auth_required=True,
            authenticator=self._authenticate,
        )  # fmt: skip
        self._controller.start()
        self.port = self._controller.port
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "XUNJIAN_SMTP_HOST": "127.0.0.1", "XUNJIAN_SMTP_PORT": str(self.port), "XUNJIAN_SMTP_USER": USER,
            "XUNJIAN_SMTP_PASSWORD": PASSWORD, "XUNJIAN_SMTP_CA": str(self.folder / "ca.pem"),
        }  # fmt: skip
