"""What did not work is told on a page of its own, and to htmx above the page that stays."""

from __future__ import annotations

from collections.abc import Callable

from starlette.testclient import TestClient

from desk.app import application
from desk.desk import Desk
from desk.passwords import BusyError
from inspection.people import Role


def test_a_page_that_is_not_there_says_so_and_leads_back(client_of: Callable[..., TestClient]) -> None:
    page = client_of(Role.READER).get("/nothing<b>here")

    assert (page.status_code, '<a href="/">回到今日</a>' in page.text, "<b>here" in page.text) == (404, True, False)


def test_every_sentence_of_an_error_ends(client_of: Callable[..., TestClient]) -> None:
    client = client_of(Role.READER)

    pages = [client.get("/nothing-here", headers=headers).text for headers in ({}, {"HX-Request": "true"})]

    assert ["请检查地址，或从上方菜单进入。<" in page for page in pages] == [True, True]


def test_a_script_that_asks_in_vain_gets_a_word_and_no_page(client_of: Callable[..., TestClient]) -> None:
    answer = client_of(Role.READER).get("/nothing-here", headers={"HX-Request": "true"})

    assert answer.text.strip().startswith('<hx-partial hx-target="#flashes"')
    assert answer.text.strip().endswith("</hx-partial>")


def test_too_many_passwords_at_once_are_no_fault_of_the_desk(desk: Desk) -> None:
    app = application(desk)

    def busy() -> None:
        raise BusyError

    app.add_api_route("/sign-in/busy", busy)

    answer = TestClient(app, base_url="http://desk.test").get("/sign-in/busy")

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "15")
