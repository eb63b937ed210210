"""Why a request got no answer: the one word that an error of any library comes down to."""

from __future__ import annotations

import asyncio
import socket
import ssl

import aiohttp

from inspection.errors import FetchError
from spiders.guard import REASON as PRIVATE
from spiders.guard import PrivateAddressError


def as_fetch_error(error: BaseException) -> FetchError:
    """The reason that a failed request comes down to."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = getattr(current, "os_error", None) or current.__cause__ or current.__context__
    for kind, reason in _REASONS:
        if any(isinstance(link, kind) for link in chain):
            return FetchError(reason, str(error)[:200])
    if any("ssl" in str(link).lower() for link in chain if not isinstance(link, aiohttp.ClientConnectorError)):
        return FetchError("tls", str(error)[:200])
    return FetchError("unreachable" if isinstance(error, OSError) else "bad-answer", str(error)[:200])


_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (PrivateAddressError, PRIVATE),
    (aiohttp.ClientConnectorDNSError, "dns"),
    (socket.gaierror, "dns"),
    (ssl.SSLError, "tls"),
    (aiohttp.ClientConnectorSSLError, "tls"),
    (asyncio.TimeoutError, "timeout"),
    (ConnectionRefusedError, "refused"),
    (ConnectionResetError, "reset"),
    (BrokenPipeError, "reset"),
    (aiohttp.ServerDisconnectedError, "reset"),
    (aiohttp.ClientPayloadError, "reset"),
)
