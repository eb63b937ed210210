"""Slack's buttons on the desk's own address: what is served, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier
from starlette.testclient import TestClient

from desk.app import application
from desk.desk import Desk
from inspection.issue import State
from schedulers.slack_signature import LARGEST_BODY
from tests.desk.api.conftest import issue, opened
from tests.desk.conftest import NOW, PLAN, application_of
from tests.notifications.channels.slack_payloads import press

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
STAFF = "contacts: [{name: 王芳, slack: U0001, email: wang@example.org}]"
ALERTS = """
alerts:
  channels:
    slack: {slack: {channel: "#portal", base_url: "http://127.0.0.1:9/"}}
"""


@pytest.fixture
def office(desk: Desk, plan_path: Path) -> tuple[TestClient, Desk]:
    """A desk whose plan has Slack, and whose machine has the secret. Whatever was begun is over when it is left."""
    text = PLAN.replace("contacts: [{name: 王芳, email: wang@example.org}]", STAFF) + ALERTS
    plan_path.write_text(text, encoding="utf-8")
    desk = replace(desk, environment={"SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": "xoxb-1"})
    opened(desk, issue("one", state=State.CONFIRMED), issue("two", state=State.CONFIRMED))
    return TestClient(application_of(desk), base_url="http://desk.test"), desk


def signed(payload: object, at: float = NOW.timestamp(), secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    body = payload if isinstance(payload, bytes) else urlencode({"payload": json.dumps(payload)}).encode()
    stamp = str(int(at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    assert signature is not None
    kind = "application/x-www-form-urlencoded"
    return body, {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


def pressed(office: tuple[TestClient, Desk], *asked: tuple[bytes, dict[str, str]]) -> list[int]:
    with office[0] as client:
        return [client.post("/slack/actions", content=body, headers=head).status_code for body, head in asked]


def states(desk: Desk) -> list[State]:
    return [one.state for one in desk.store.issues_of("示例市民政局")]


def test_a_signed_press_moves_the_issues_and_is_kept_in_the_trail(office: tuple[TestClient, Desk]) -> None:
    said = pressed(office, signed(press("accept", "issues:1,2")))

    assert (said, states(office[1])) == ([200], [State.ASSIGNED, State.ASSIGNED])
    assert [(row.who, row.act, row.detail["by"]) for row in office[1].store.audited()] == [
        ("王芳", "issue-accept", "Slack")
    ]


def test_a_press_that_is_replayed_acts_once(office: tuple[TestClient, Desk]) -> None:
    asked = signed(press("accept", "issues:1"))

    said = pressed(office, asked, asked)

    assert (said, len(office[1].store.audited())) == ([200, 200], 1)


@pytest.mark.parametrize(
    "asked",
    [
        signed(press("accept", "issues:1"), secret="another"),
        signed(press("accept", "issues:1"), at=NOW.timestamp() - 301),
        signed(press("accept", "issues:1"), at=NOW.timestamp() + 301),
        (signed(press("accept", "issues:1"))[0] + b"x", signed(press("accept", "issues:1"))[1]),
        (signed(press("accept", "issues:1"))[0], {}),
        (b"", {"X-Slack-Signature": "v0=\u00e9".encode("latin-1"), "X-Slack-Request-Timestamp": "9" * 30}),
    ],
    ids=["other secret", "old", "early", "changed", "unsigned", "odd"],
)
def test_what_slack_did_not_sign_now_is_refused(
    office: tuple[TestClient, Desk], asked: tuple[bytes, dict[str, str]]
) -> None:
    assert (pressed(office, asked), states(office[1])) == ([401], [State.CONFIRMED, State.CONFIRMED])


@pytest.mark.parametrize(
    "body", [b"", b"payload=", b"payload=%7B", b"payload=[1]", b"payload=" + b"[" * 100_000, b"%FF", b"a=1&" * 50]
)
def test_a_signed_body_that_says_nothing_is_refused(office: tuple[TestClient, Desk], body: bytes) -> None:
    assert pressed(office, signed(body)) == [400]


def test_a_body_without_end_is_cut_off(office: tuple[TestClient, Desk]) -> None:
    assert pressed(office, signed(b"payload=" + b"x" * LARGEST_BODY)) == [413]


def test_somebody_whom_the_plan_does_not_name_moves_nothing(office: tuple[TestClient, Desk]) -> None:
    said = pressed(office, signed(press("accept", "issues:1", user="U0009")))

    assert (said, states(office[1])) == ([200], [State.CONFIRMED, State.CONFIRMED])


def test_without_the_secret_there_is_no_such_page(office: tuple[TestClient, Desk]) -> None:
    without = TestClient(application(replace(office[1], environment={})), base_url="http://desk.test")

    assert pressed((without, office[1]), signed(press("accept"))) == [404]


def test_a_plan_without_slack_has_no_such_page(desk: Desk) -> None:
    desk = replace(desk, environment={"SLACK_SIGNING_SECRET": SECRET})

    assert pressed((TestClient(application(desk)), desk), signed(press("accept"))) == [404]
