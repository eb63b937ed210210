"""A strict mail server on loopback: STARTTLS or TLS, login demanded, RFC 5322 and 2047 held to, faults injected."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import EmailMessage
from pathlib import Path

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD, SENDER = "portal", "s3cret-Kennwort", "xunjian@office.example.org"
SIZE = 400_000

_HEADER = re.compile(rb"[!-9;-~]+:[ \t]?[\t -~]*")
_WORD = re.compile(r"=\?[^?\s]+\?[bqBQ]\?[^?\s]*\?=")
_ONCE = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type")


@dataclass(slots=True)
class Received:
    """One mail that the server took."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """As a mail reader understands it."""
        parsed = email.message_from_bytes(self.raw, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed


@dataclass(slots=True)
class MailServer:
    """What is injected, and what came in. Each list of answers is used up, then all goes well."""

    port: int = 0
    ca: Path | None = None
    mail_answers: list[str] = field(default_factory=list)
    data_answers: list[str] = field(default_factory=list)
    login_answers: list[str] = field(default_factory=list)
    rcpt_answers: dict[str, list[str]] = field(default_factory=dict)
    at_most: int = 100  # recipients in one transaction
    received: list[Received] = field(default_factory=list)
    logins: list[tuple[str, bool]] = field(default_factory=list)  # user, and whether the line was encrypted
    commands: list[str] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.commands.append("MAIL")
        if self.mail_answers:
            return self.mail_answers.pop(0)
        if address != SENDER:
            return "553 5.7.1 sender address must be that of the user"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt_answers.get(address):
            return self.rcpt_answers[address].pop(0)
        if len(envelope.rcpt_tos) >= self.at_most:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.original_content or b""
        if self.data_answers:
            answer = self.data_answers.pop(0)
            if answer == "drop":
                assert server.transport is not None
                server.transport.abort()
                return "451 gone"
            return answer
        if faults := list(offences(raw)):
            return f"554 5.6.0 {faults[0]}"
        self.received.append(Received(envelope.mail_from or "", list(envelope.rcpt_tos), raw))
        return "250 2.0.0 queued"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        """aiosmtpd's authenticator: PLAIN and LOGIN."""
        self.logins.append((data.login.decode(), session.ssl is not None))
        if self.login_answers:
            return AuthResult(success=False, handled=False, message=self.login_answers.pop(0))
        return AuthResult(success=data.login == USER.encode() and data.password == PASSWORD.encode())


def offences(raw: bytes) -> Iterable[str]:
    """What RFC 5321, 5322 and 2047 forbid in a mail announced as 7 bits."""
    if re.search(rb"(?<!\r)\n|\r(?!\n)|\x00", raw):
        yield "bare CR, LF or NUL"
    if any(byte > 127 for byte in raw):
        yield "8 bits without 8BITMIME"
    if any(len(line) > 998 for line in raw.split(b"\r\n")):
        yield "line too long"
    head = re.sub(rb"\r\n(?=[ \t])", b"", raw.partition(b"\r\n\r\n")[0])
    for line in head.split(b"\r\n"):
        if not _HEADER.fullmatch(line):
            yield f"not a header {line[:40]!r}"
    parsed = email.message_from_bytes(raw)
    for name in _ONCE:
        if len(parsed.get_all(name, [])) != 1:
            yield f"{name} not exactly once"
    for value in map(str, parsed.values()):
        for word in _WORD.findall(value):
            if len(word) > 75:
                yield "encoded word too long"
            text, charset = decode_header(word)[0]
            assert isinstance(text, bytes)
            text.decode(charset or "ascii")
        if re.search(r"\?==\?", value):
            yield "encoded words without a blank between them"
    if not re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", str(parsed["message-id"])):
        yield "Message-ID"
    yield from (f"MIME {type(defect).__name__}" for part in parsed.walk() for defect in part.defects)


@asynccontextmanager
async def mail_server(
    folder: Path,
    *,
    mode: str = "starttls",
    login: bool = True,
    certificate_for: str = "localhost",
    size: int = SIZE,
    keeps_plain: bool = False,
) -> AsyncIterator[MailServer]:
    """`mode`: starttls, tls, or none (no encryption offered). `keeps_plain`: login is offered without encryption."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(certificate_for).configure_cert(context)
    handler = MailServer(ca=folder / "ca.pem")
    authority.cert_pem.write_to_path(str(handler.ca))

    def protocol() -> SMTP:
        return SMTP(
            handler,
            data_size_limit=size,
            hostname="mail.test",
            tls_context=context if mode == "starttls" else None,
            require_starttls=mode == "starttls",
            auth_required=login,
            auth_require_tls=mode == "starttls" and not keeps_plain,
            authenticator=handler.authenticate,
            timeout=20,
        )

    async with _listening(protocol, context if mode == "tls" else None) as port:
        handler.port = port
        yield handler


@asynccontextmanager
async def _listening(protocol: Callable[[], SMTP], context: ssl.SSLContext | None) -> AsyncIterator[int]:
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def talking(*answers: bytes, drip: float = 0) -> AsyncIterator[int]:
    """A server that says these lines, one before anything is asked and one for each line heard, then hangs up.

    `drip`: seconds between two bytes.
    """

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            for answer in answers:
                for piece in [answer[i : i + 1] for i in range(len(answer))] if drip else [answer]:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(drip)
                await reader.readline()
        except OSError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
