"""Handing one mail to the mail server: what it answers, for each recipient; delivered, try again, or give up."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from inspection.errors import DeliveryError
from notifications.channels.smtp_answers import broken, no_tls, not_so_fast, refused, refused_by_all, too_large, words
from notifications.channels.smtp_settings import SmtpSettings

STEP = 15.0  # seconds for connecting, and for each answer
WHOLE = 35.0  # seconds for all of it: the sender waits 45
_ROUNDS = 5  # transactions in one session, where the server takes only some recipients at once


@dataclass(slots=True)
class Delivered:
    """Who got it; who never will, and who did not this time, each with what the server said."""

    accepted: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)


def hand_over(
    settings: SmtpSettings, recipients: Sequence[str], mail: bytes, *, step: float = STEP, whole: float = WHOLE
) -> Delivered:
    """Send `mail` to `recipients`. Blocks up to `whole` seconds. Raises DeliveryError where nobody got it.

    Once the server has taken the mail for somebody, nothing raises any more: to try again would repeat it to them.
    """
    done = Delivered()
    pending = list(recipients)
    try:
        with _session(settings, step, whole) as server:
            _check_size(server, len(mail))
            for _ in range(_ROUNDS):
                if not pending:
                    break
                done.later.clear()
                took = _transaction(server, settings.from_address, pending, mail, done)
                done.accepted += took
                pending = list(done.later)
                if not took:
                    break
    except (smtplib.SMTPException, OSError, ValueError) as error:
        if not done.accepted:
            raise _trouble(error, settings) from None
        done.later |= {one: "连接中断" for one in pending if one not in done.refused}
    if not done.accepted:
        raise refused_by_all(done.refused, done.later)
    return done


def _transaction(
    server: smtplib.SMTP, sender: str, recipients: Sequence[str], mail: bytes, done: Delivered
) -> list[str]:
    """One MAIL, RCPT…, DATA. Returns who it was taken for; `done` learns who was refused."""
    options = [f"size={len(mail)}"] if server.does_esmtp and server.has_extn("size") else []
    code, said = server.mail(sender, options)
    if not 200 <= code < 300:
        raise smtplib.SMTPSenderRefused(code, said, sender)
    took = []
    for one in recipients:
        code, said = server.rcpt(one)
        if 200 <= code < 300:
            took.append(one)
        elif code == 421:
            raise smtplib.SMTPResponseException(code, said)
        else:
            (done.refused if code >= 500 and not not_so_fast(said) else done.later)[one] = f"{code} {words(said)}"
    if not took:
        server.rset()
        return []
    code, said = server.data(mail)
    if not 200 <= code < 300:
        raise smtplib.SMTPDataError(code, said)
    return took


@contextlib.contextmanager
def _session(settings: SmtpSettings, step: float, whole: float) -> Iterator[smtplib.SMTP]:
    """A greeted, encrypted and authenticated session; cut off after `whole` seconds, however slowly it drips."""
    context = None if settings.tls == "none" else _context(settings)
    domain = settings.from_address.rpartition("@")[2]
    # The default name would be asked of the name server, and tell the world what this machine is called.
    if settings.tls == "tls" and context is not None:
        server: smtplib.SMTP = smtplib.SMTP_SSL(timeout=step, local_hostname=domain, context=context)
    else:
        server = smtplib.SMTP(timeout=step, local_hostname=domain)
    end = time.monotonic() + whole
    watch = threading.Timer(whole, _cut, [server])
    watch.daemon = True
    watch.start()
    try:
        # smtplib checks certificates against this name, and takes it from its constructor only.
        server._host = settings.host  # type: ignore[attr-defined]
        code, said = server.connect(settings.host, settings.at_port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, said)
        server.ehlo_or_helo_if_needed()
        if settings.tls == "starttls":
            _start_tls(server, settings, context)
        if settings.user:
            server.login(settings.user, settings.password.get_secret_value())
        yield server
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        if time.monotonic() >= end:
            raise TimeoutError from error
        raise
    finally:
        watch.cancel()
        server.close()


def _start_tls(server: smtplib.SMTP, settings: SmtpSettings, context: ssl.SSLContext | None) -> None:
    if not server.has_extn("starttls"):
        raise no_tls(settings.host)
    code, said = server.starttls(context=context)
    if code != 220:
        raise smtplib.SMTPResponseException(code, said)
    server.ehlo_or_helo_if_needed()


def _context(settings: SmtpSettings) -> ssl.SSLContext:
    """Certificates and host names are always checked; XUNJIAN_SMTP_CA replaces the system's authorities."""
    try:
        return ssl.create_default_context(cafile=str(settings.ca) if settings.ca else None)
    except (OSError, ssl.SSLError):
        raise DeliveryError("环境变量 XUNJIAN_SMTP_CA 所指的证书文件无法读取", permanent=True) from None


def _check_size(server: smtplib.SMTP, size: int) -> None:
    limit = server.esmtp_features.get("size", "").strip()
    if limit.isdigit() and 0 < int(limit) < size:
        raise too_large(size, int(limit))


def _cut(server: smtplib.SMTP) -> None:
    sock = getattr(server, "sock", None)
    if isinstance(sock, socket.socket):
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _trouble(error: Exception, settings: SmtpSettings) -> DeliveryError:
    secret = settings.password.get_secret_value()
    if isinstance(error, smtplib.SMTPResponseException):
        return refused(error, secret)
    return broken(error)
