"""What the browser calls a failure, in the house's words."""

from __future__ import annotations

import re

NOT_A_PAGE = "not-a-page"  # a download, or an answer without content: nothing to be shown
_ERROR = re.compile(r"net::(ERR_\w+)")
_REASONS: dict[str, str] = {
    "ERR_NAME_NOT_RESOLVED": "dns",
    "ERR_CONNECTION_REFUSED": "refused",
    "ERR_CONNECTION_RESET": "reset",
    "ERR_CONNECTION_CLOSED": "reset",
    "ERR_CONNECTION_ABORTED": "reset",
    "ERR_EMPTY_RESPONSE": "reset",
    "ERR_TIMED_OUT": "timeout",
    "ERR_CONNECTION_TIMED_OUT": "timeout",
    "ERR_TOO_MANY_REDIRECTS": "redirect-loop",
    "ERR_INVALID_REDIRECT": "bad-redirect",
    "ERR_UNSAFE_REDIRECT": "bad-redirect",
    "ERR_UNKNOWN_URL_SCHEME": "bad-redirect",
    "ERR_ABORTED": NOT_A_PAGE,
    "ERR_BLOCKED_BY_RESPONSE": "refused",
    "ERR_ADDRESS_UNREACHABLE": "unreachable",
    "ERR_INTERNET_DISCONNECTED": "unreachable",
    "ERR_NETWORK_CHANGED": "unreachable",
    "ERR_SOCKS_CONNECTION_FAILED": "unreachable",
    "ERR_SOCKS_CONNECTION_HOST_UNREACHABLE": "unreachable",
    "ERR_INSUFFICIENT_RESOURCES": "crashed",
    "ERR_PROXY_CONNECTION_FAILED": "crashed",
    "ERR_FAILED": "crashed",
}
# The gate's word for a connection that it could not make, as the browser would have called it.
_ERRORS = {
    "dns": "net::ERR_NAME_NOT_RESOLVED",
    "refused": "net::ERR_CONNECTION_REFUSED",
    "reset": "net::ERR_CONNECTION_RESET",
    "timeout": "net::ERR_CONNECTION_TIMED_OUT",
    "unreachable": "net::ERR_ADDRESS_UNREACHABLE",
    "private-address": "net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS",
}


def reason_of(message: str) -> str | None:
    """dns, refused, tls ... of an error's text; None when it names no failure of the network."""
    found = _ERROR.search(message)
    if found is None:
        return None
    name = found[1]
    if name in _REASONS:
        return _REASONS[name]
    if name.startswith(("ERR_SSL_", "ERR_CERT_", "ERR_BAD_SSL_")):
        return "tls"
    return "bad-answer"


def is_of_the_gate(message: str) -> bool:
    """Whether the connection failed at the gate, which knows why."""
    return "ERR_SOCKS_CONNECTION" in message


def error_of(reason: str) -> str:
    """As the browser would have called it, had it connected by itself."""
    return _ERRORS.get(reason, "net::ERR_FAILED")
