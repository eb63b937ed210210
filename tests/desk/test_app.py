"""The application as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

import pytest
from starlette.testclient import TestClient

from desk.pages import HERE, environment
from inspection.people import Role


def test_who_is_not_signed_in_is_led_to_the_form(client_of: Callable[..., TestClient]) -> None:
    answer = client_of().get("/")

    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in")


def test_what_browsers_need_is_served_by_the_desk_itself(client_of: Callable[..., TestClient]) -> None:
    client = client_of(Role.READER)

    assert [
        client.get(f"/static/vendor/{name}").status_code for name in ("htmx-4.0.1.min.js", "pico-2.1.1.min.css")
    ] == [200, 200]


@pytest.mark.parametrize("path", ["/", "/issues", "/sign-in"])
def test_a_page_names_our_files_by_what_is_in_them(client_of: Callable[..., TestClient], path: str) -> None:
    page = client_of(None if path == "/sign-in" else Role.READER).get(path).text

    named = re.findall(r'"/static/([^"?]+)(?:\?v=(\w*))?"', page)
    assert named
    assert all(v and sha256((HERE / "static" / name).read_bytes()).hexdigest().startswith(v) for name, v in named)


def test_no_template_names_a_file_of_ours_without_its_version() -> None:
    loader = environment().loader
    assert loader is not None

    texts = {name: loader.get_source(environment(), name)[0] for name in environment().list_templates()}

    assert [name for name, text in texts.items() if "/static/" in text] == []
