"""Connections that ask nothing are closed; those that are answered are not."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from desk.patience import Prompt


class Hasty(Prompt):
    within = 0.2


async def slow(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers at once, or (on /slow) goes on for longer than anybody may be silent."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"o", "more_body": True})
    await asyncio.sleep(1.0 if scope["path"] == "/slow" else 0.0)
    await send({"type": "http.response.body", "body": b"k"})


@pytest.fixture
def port() -> Iterator[int]:
    config = uvicorn.Config(slow, host="127.0.0.1", port=0, http=Hasty, lifespan="off", log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def said(port: int, request: bytes) -> tuple[bytes, float]:
    """What came before the desk closed the connection, and after how many seconds it did."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=5) as asking:
        asking.sendall(request)
        answer = b""
        while block := asking.recv(1000):
            answer += block
    return answer, time.monotonic() - began


@pytest.mark.parametrize("request_", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "])
def test_who_says_nothing_or_half_is_not_waited_for(port: int, request_: bytes) -> None:
    answer, took = said(port, request_)

    assert (answer, took < 2) == (b"", True)


def test_who_is_silent_after_an_answer_is_not_waited_for(port: int) -> None:
    answer, took = said(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n")

    assert (answer[-2:], took < 2) == (b"ok", True)


def test_a_long_answer_is_given_to_its_end(port: int) -> None:
    answer, _ = said(port, b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")

    assert answer.endswith(b"ok")
