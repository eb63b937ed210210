"""Deeds on issues by the role of who does them."""

from __future__ import annotations

from collections.abc import Callable

from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.issue import State
from inspection.people import Role
from tests.desk.samples import one


def test_a_unit_is_offered_to_take_its_own_claim_back(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    client, issue = client_of(Role.HANDLER, "办公室"), one(desk, state=State.CORRECTED)
    form = {"act": "reopen", "version": str(issue.version), "seen": "1", "why": "另有一处没改"}

    offered = 'value="reopen"' in client.get(f"/issues/{issue.id}").text
    client.post(f"/issues/{issue.id}/act", data=form)

    now = desk.store.issue(issue.id)
    assert (offered, now and now.state) == (True, State.REOPENED)
