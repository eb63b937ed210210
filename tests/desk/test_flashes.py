"""A word on what was done is said once, and only the desk's own."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from fastapi import FastAPI, Request, Response
from starlette.testclient import TestClient

from desk.access import TheCaller
from desk.flashes import FLASH, told
from inspection.people import Role

SAID = '<b>完成</b>，已记录 "1" 张'


@pytest.fixture
def client(client_of: Callable[..., TestClient]) -> TestClient:
    client = client_of(Role.TRIAGE)
    app = client.app
    assert isinstance(app, FastAPI)

    @app.get("/told-in-tests")
    def tell(request: Request, _: TheCaller) -> Response:
        return told(request, "/", SAID)

    return client


def test_a_word_is_said_on_the_next_page_and_not_again(client: TestClient) -> None:
    client.get("/told-in-tests")

    pages = [client.get("/").text for _ in range(2)]

    assert ["&lt;b&gt;完成&lt;/b&gt;" in page for page in pages] == [True, False]


@pytest.mark.parametrize("header", [("HX-Request", "true"), ("Sec-Fetch-Dest", "empty")])
def test_a_part_that_is_refreshed_meanwhile_does_not_use_it_up(client: TestClient, header: tuple[str, str]) -> None:
    client.get("/told-in-tests")

    client.get("/", headers=[header])

    assert "&lt;b&gt;完成" in client.get("/").text


@pytest.mark.parametrize("said", ["", "x", "0" * 64 + "." + quote('["bad","您的密码已失效"]'), "é.x", ".", "." * 500])
def test_what_somebody_else_wrote_into_the_cookie_is_not_said(client: TestClient, said: str) -> None:
    cookie = f"{FLASH}={said}; xunjian={client.cookies['xunjian']}"
    page = client.get("/", headers={b"Cookie": cookie.encode("latin-1")})

    assert (page.status_code, 'class="flash ' in page.text) == (200, False)
