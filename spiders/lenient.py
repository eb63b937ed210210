"""A second reading of answers that the strict parser refuses: broken header lines of old servers."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from threading import Timer
from urllib.parse import urlsplit

from inspection.errors import FetchError
from spiders.guard import REASON, is_private
from spiders.policy import FetchPolicy


def lenient_get(
    url: str, policy: FetchPolicy, tls: ssl.SSLContext, limit: int
) -> tuple[int, Mapping[str, str], bytes, bool]:
    """GET with the standard library's tolerant parser: (status, headers, body, truncated). Blocking.

    Raises FetchError, OSError, http.client.HTTPException.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = _allowed_address(host, port, allow_private=policy.allow_private_hosts)
    deadline = time.monotonic() + policy.timeout
    connection = http.client.HTTPConnection(host, port, timeout=policy.timeout)
    raw = socket.create_connection(address, timeout=policy.timeout)
    connection.sock = raw
    sockets = [raw]  # the connection lets go of its socket when the answer will close it
    # The socket's own time-out begins anew at every byte: a server that drips is cut off as a whole.
    alarm = Timer(policy.timeout, lambda: _cut_off(sockets[-1]))
    alarm.start()
    try:
        if parts.scheme == "https":
            connection.sock = tls.wrap_socket(raw, server_hostname=host)
            sockets.append(connection.sock)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={**policy.headers, "Accept-Encoding": "identity"})
        try:
            response = connection.getresponse()
        except (OSError, http.client.HTTPException):
            if time.monotonic() >= deadline:
                raise FetchError("timeout", url) from None
            raise
        body = bytearray()
        while len(body) <= limit and (chunk := response.read1(65_536)):
            body += chunk
        if len(body) <= limit and time.monotonic() >= deadline:
            raise FetchError("timeout", url)
        headers = {name.title(): value for name, value in reversed(response.getheaders())}
        return response.status, headers, bytes(body[:limit]), len(body) > limit
    finally:
        alarm.cancel()
        connection.close()


def _cut_off(live: socket.socket) -> None:
    with contextlib.suppress(OSError):
        live.shutdown(socket.SHUT_RDWR)


def _allowed_address(host: str, port: int, *, allow_private: bool) -> tuple[str, int]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not allow_private and any(is_private(str(item[4][0])) for item in found):
        raise FetchError(REASON, host)
    return str(found[0][4][0]), port
