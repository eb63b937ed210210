"""Sending a week's digests by the interface: once, by whom it is for, and kept in the audit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.people import Role
from tests.desk.conftest import SITE
from tests.desk.test_digests import LAST, SENDING

Of = Callable[..., TestClient]
SENDINGS = f"/api/v1/digests/{LAST}/sendings"


def test_a_week_is_sent_once_and_the_second_asking_adds_nothing(filled: Desk, plan_path: Path, client_of: Of) -> None:
    plan_path.write_text(SENDING, encoding="utf-8")
    client = client_of(Role.TRIAGE)

    said = [client.post(SENDINGS) for _ in range(2)]

    assert [(one.status_code, one.json()["messages"], len(one.json()["added"])) for one in said] == [
        (201, 2, 2),
        (201, 2, 0),
    ]
    assert len(filled.store.messages(SITE)) == 2
    assert [row.detail["messages"] for row in filled.store.audited(act="digest-send")] == [2, 2]


@pytest.mark.parametrize(
    ("role", "week", "plan", "code"),
    [
        (Role.HANDLER, LAST, SENDING, 403),
        (Role.TRIAGE, "2026-W48", SENDING, 409),  # runs, and it is Monday
        (Role.TRIAGE, LAST, None, 409),  # the plan names no channel
        (Role.TRIAGE, "2026-W49", SENDING, 404),  # has not begun
        (Role.TRIAGE, "0000-W01", SENDING, 422),
        (Role.TRIAGE, "9999-W52", SENDING, 422),
        (Role.TRIAGE, "0001-W01", SENDING, 422),
    ],
)
def test_what_cannot_be_sent_is_refused_with_the_reason(
    filled: Desk, plan_path: Path, client_of: Of, role: Role, week: object, plan: str | None, code: int
) -> None:
    if plan is not None:
        plan_path.write_text(plan, encoding="utf-8")

    answer = client_of(role, "办公室").post(f"/api/v1/digests/{week}/sendings")

    assert (answer.status_code, bool(answer.json()["detail"]), filled.store.messages(SITE)) == (code, True, [])
