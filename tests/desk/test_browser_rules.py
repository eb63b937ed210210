"""What browsers are told to do with what they keep of the desk."""

from __future__ import annotations

from collections.abc import Callable

from starlette.testclient import TestClient

from inspection.people import Role


def test_signing_out_empties_what_the_browser_keeps(client_of: Callable[..., TestClient]) -> None:
    client = client_of(Role.READER)

    assert [
        client.request(method, "/sign-out", headers=headers).headers.get("clear-site-data")
        for method, headers in (("GET", {}), ("POST", {"X-CSRF-Token": "wrong"}), ("POST", {}))
    ] == [None, None, '"storage"']
