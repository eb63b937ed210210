"""The desk on a socket: whose word on addresses is believed."""

from __future__ import annotations

import socket
import threading
import time
import urllib.error
import urllib.request
from dataclasses import replace

import pytest

from desk.desk import Desk
from desk.serving import address_of, exposure, listening, server_of
from desk.settings import DeskSettings


@pytest.mark.parametrize(
    ("proxies", "believed"), [("", "127.0.0.1"), ("10.9.9.9", "127.0.0.1"), ("127.0.0.0/8", "203.0.113.9")]
)
def test_only_a_named_proxy_is_believed_about_addresses(desk: Desk, proxies: str, believed: str) -> None:
    with listening("127.0.0.1", 0) as listener:
        server = server_of(replace(desk, settings=DeskSettings(proxies=proxies)))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        origin = address_of(listener).rstrip("/")
        said = {"X-Forwarded-For": "203.0.113.9", "Origin": origin, "Cookie": "xunjian-entry=e"}
        asked = urllib.request.Request(f"{origin}/sign-in", b"csrf=e&login=nobody&password=wrong", said)
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(asked, timeout=20)
        server.should_exit = True
        thread.join(10)

    assert desk.store.audited()[0].address == believed


@pytest.mark.parametrize(
    ("url", "host", "risky"),
    [
        (None, "127.0.0.1", False),
        (None, "::1", False),
        (None, "localhost", False),
        (None, "0.0.0.0", True),
        ("http://desk.example", "10.0.0.1", True),
        ("https://desk.example", "0.0.0.0", False),
    ],
)
def test_a_desk_open_to_others_without_https_is_warned_of(url: str | None, host: str, risky: bool) -> None:
    assert (exposure(DeskSettings(url=url), host) is not None) is risky


def test_an_answers_body_waits_for_no_acknowledgement_of_its_head() -> None:
    with listening("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()[:2]):
        listener.setblocking(True)
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
