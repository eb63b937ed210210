"""What admins export: the trail as it is narrowed, and the people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.people import Role
from store.audit import AuditRow


def rows_of(client: TestClient, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_trail_is_exported_whole_the_newest_first(desk: Desk, client_of: Callable[..., TestClient]) -> None:
    admin = client_of(Role.ADMIN)
    for n in range(1205):
        desk.store.audit(AuditRow(desk.clock(), f"某人{n}", "sign-in"))

    found = rows_of(admin, "/audit/export.csv?act=sign-in")

    assert [row[1] for row in found[1:]] == [f"某人{n}" for n in reversed(range(1205))]


def test_people_are_exported_with_what_they_may_do(client_of: Callable[..., TestClient]) -> None:
    client_of(Role.HANDLER, "养老处")

    found = rows_of(client_of(Role.ADMIN), "/people/export.csv")

    assert [row[2:5] for row in found[1:]] == [["承办人员", "养老处", "正常"], ["管理员", "", "正常"]]


@pytest.mark.parametrize("address", ["/audit/export.csv", "/people/export.xlsx"])
@pytest.mark.parametrize("role", [Role.READER, Role.HANDLER, Role.TRIAGE])
def test_nobody_else_exports_them(role: Role, address: str, client_of: Callable[..., TestClient]) -> None:
    assert client_of(role, "养老处").get(address).status_code == 403
