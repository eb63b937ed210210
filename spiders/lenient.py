"""A second reading of answers that the strict parser refuses: broken header lines of old servers."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
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
    connection.sock = tls.wrap_socket(raw, server_hostname=host) if parts.scheme == "https" else raw
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={**policy.headers, "Accept-Encoding": "identity"})
        response = connection.getresponse()
        body = bytearray()
        while len(body) <= limit and time.monotonic() < deadline:
            chunk = response.read1(65_536)
            if not chunk:
                break
            body += chunk
        else:
            if len(body) <= limit:
                raise FetchError("timeout", url)
        headers = {name.title(): value for name, value in reversed(response.getheaders())}
        return response.status, headers, bytes(body[:limit]), len(body) > limit
    finally:
        connection.close()


def _allowed_address(host: str, port: int, *, allow_private: bool) -> tuple[str, int]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not allow_private and any(is_private(str(item[4][0])) for item in found):
        raise FetchError(REASON, host)
    return str(found[0][4][0]), port
