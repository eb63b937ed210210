"""The tolerant second reading of an answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from inspection.errors import FetchError
from spiders.lenient import lenient_get
from spiders.policy import FetchPolicy, tls_context

POLICY = FetchPolicy(timeout=0.6, allow_private_hosts=True)
TLS = tls_context(verify=False)


def drip(connection: socket.socket, data: bytes) -> None:
    """A byte every tenth of a second, until the other side has had enough."""
    try:
        for at in range(len(data)):
            connection.sendall(data[at : at + 1])
            time.sleep(0.1)
    except OSError:
        pass
    finally:
        connection.close()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def serve(listener: socket.socket, quick: bytes, slow: bytes = b"") -> str:
    def answer() -> None:
        connection, _ = listener.accept()
        connection.recv(65_536)
        connection.sendall(quick)
        drip(connection, slow)

    threading.Thread(target=answer, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/x.html"


def test_a_broken_header_line_does_not_cost_the_page(listener: socket.socket) -> None:
    url = serve(listener, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nno colon here\r\n\r\n<p>hello")
    status, _, body, truncated = lenient_get(url, POLICY, TLS, 1000)

    assert (status, body.endswith(b"<p>hello"), truncated) == (200, True, False)


@pytest.mark.parametrize("quick", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"])
def test_a_server_that_drips_is_cut_off_as_a_whole(listener: socket.socket, quick: bytes) -> None:
    url, began = serve(listener, quick, b"x" * 100), time.monotonic()
    with pytest.raises(FetchError, match="timeout"):
        lenient_get(url, POLICY, TLS, 1000)

    assert time.monotonic() - began < 3
