"""What a stand-in does wrong, once for each request, in the order that a test wrote down."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong answer. `after` seconds; no status means that the connection is dropped."""

    status: int | None = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0
    heard: bool = False  # the message arrived all the same


DROPPED = Fault(status=None)
HTML = Fault(body="<html><h1>502 Bad Gateway</h1></html>")


def answer(handler: BaseHTTPRequestHandler, fault: Fault) -> None:
    """Answer wrongly."""
    time.sleep(fault.after)
    if fault.status is None:
        handler.close_connection = True
        handler.connection.close()
        return
    body = fault.body.encode()
    handler.send_response(fault.status)
    for name, value in {"Content-Length": str(len(body)), **fault.headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
