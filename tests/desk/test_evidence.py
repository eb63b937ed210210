"""Evidence leaves the desk as picture or as text, and only what some issue shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from desk.evidence_shown import picture_kind
from inspection.people import Role
from tests.desk.samples import PNG, issue_of, one, pictured

Clients = Callable[..., TestClient]
PAGE = b"<html><script>alert(1)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def test_a_picture_is_shown_as_what_its_bytes_say(desk: Desk, client_of: Clients) -> None:
    picture = pictured(desk, one(desk))

    answer = client_of(Role.READER).get(f"/evidence/{picture.evidence}")

    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "image/png", PNG)
    assert answer.headers["content-disposition"].startswith("inline")


@pytest.mark.parametrize("body", [PAGE, DRAWING, b"GIF89a", b"", b"%PDF-1.7", b"RIFF....WAVE"])
def test_what_is_no_picture_is_text_to_be_kept(desk: Desk, client_of: Clients, body: bytes) -> None:
    picture = pictured(desk, one(desk), body=body)

    answer = client_of(Role.READER).get(f"/evidence/{picture.evidence}")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(("kind", "ending"), [("snapshot", "txt"), ("har", "har")])
def test_a_pages_source_is_never_a_page(desk: Desk, client_of: Clients, kind: str, ending: str) -> None:
    digest = desk.store.evidence.put(PAGE)
    pictured(desk, one(desk), **{kind: digest})

    answer = client_of(Role.READER).get(f"/evidence/{digest}")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].endswith(f'.{ending}"')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_what_no_issue_shows_is_not_there(desk: Desk, client_of: Clients) -> None:
    of_nobody = desk.store.evidence.put(b"page of a round")
    without_issue = pictured(desk, issue_of())

    client = client_of(Role.ADMIN)

    assert client.get(f"/evidence/{of_nobody}").status_code == 404
    assert client.get(f"/evidence/{without_issue.evidence}").status_code == 404


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "a" * 64, "A" * 64, "é" * 64, "%00" * 64, "1" * 5000])
def test_a_name_that_is_no_digest_is_not_found(client_of: Clients, name: str) -> None:
    assert client_of(Role.READER).get(f"/evidence/{name}").status_code == 404


def test_what_was_cleared_away_is_said_to_be_gone(desk: Desk, client_of: Clients) -> None:
    issue = one(desk)
    picture = pictured(desk, issue)
    assert picture.evidence is not None
    desk.store.evidence.path(picture.evidence).unlink()
    client = client_of(Role.READER)

    assert "已按保存期限清理" in client.get(f"/evidence/{picture.evidence}").text
    assert "已按保存期限清理" in client.get(f"/issues/{issue.id}").text


def test_nobody_who_is_not_signed_in_sees_any(desk: Desk, client_of: Clients) -> None:
    picture = pictured(desk, one(desk))

    assert client_of().get(f"/evidence/{picture.evidence}").status_code == 303


def test_pictures_are_known_by_their_first_bytes() -> None:
    bodies = (PNG, b"\xff\xd8\xff\xe0", b"RIFF1234WEBPVP8 ", DRAWING, PAGE, b"")

    assert [picture_kind(body) for body in bodies] == ["png", "jpeg", "webp", None, None, None]
