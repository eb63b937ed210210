"""The application as a whole."""

from __future__ import annotations

from collections.abc import Callable

from starlette.testclient import TestClient

from inspection.people import Role


def test_who_is_not_signed_in_is_led_to_the_form(client_of: Callable[..., TestClient]) -> None:
    answer = client_of().get("/")

    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in")


def test_what_browsers_need_is_served_by_the_desk_itself(client_of: Callable[..., TestClient]) -> None:
    client = client_of(Role.READER)

    assert [
        client.get(f"/static/vendor/{name}").status_code for name in ("htmx-4.0.1.min.js", "pico-2.1.1.min.css")
    ] == [200, 200]
