"""The interface's document, and what is made of it: whole, current, in words."""

from __future__ import annotations

from collections.abc import Callable

from starlette.testclient import TestClient

from desk.api.everything import described
from desk.api.manual import manual_of
from inspection.people import Role
from scripts.api_manual import MANUAL, manual

Of = Callable[..., TestClient]


def test_the_manual_is_current() -> None:
    assert MANUAL.read_text("utf-8") == manual(), "run: python scripts/api_manual.py"


def test_the_document_is_openapi_with_both_ways_to_say_who_asks(client_of: Of) -> None:
    said = client_of(Role.READER).get("/api/v1/openapi.json").json()

    assert said["openapi"].startswith("3.1")
    assert said == described()
    ways = [operation["security"] for path in said["paths"].values() for operation in path.values()]
    assert all(way == [{"token": []}, {"session": []}] for way in ways), ways


def test_every_operation_and_every_model_says_what_it_is() -> None:
    known = manual_of(described())

    silent = [one.path for _, some in known.parts for one in some if not one.summary or not one.says]
    assert silent == []
    assert [one.name for one in known.models if not one.says and len(one.fields) > 1] == []


def test_every_operation_documents_its_refusals() -> None:
    for path, methods in described()["paths"].items():
        for operation in methods.values():
            assert {"400", "401", "403", "413", "422", "429", "503"} <= set(operation["responses"]), path


def test_the_page_has_every_operation(client_of: Of) -> None:
    said = client_of(Role.READER).get("/api")

    assert said.status_code == 200
    assert all(path in said.text for path in described()["paths"])
