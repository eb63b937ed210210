"""The interface does what its document says: every operation, tried with what fits the document and what does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.failures import FailureGroup
from starlette.testclient import TestClient

from desk.app import application
from desk.desk import Desk
from inspection.people import Role

SLOW = os.environ.get("XUNJIAN_SLOW") == "1"
EXAMPLES = 100 if SLOW else 1
# What the document cannot say: a unit of the plan, a week of the calendar, a place that was given, a reason needed.
MORE_THAN_A_SCHEMA = (
    "GET /api/v1/issues",
    "/me/tokens",
    "/acts",
    "/digests",
    "/expectations",
    "/people",
    "/plan",
    "/views",
)
BEGINS_PROCESSES = ("POST /api/v1/issues/{id}/second-looks",)  # and would go to the network
Of = Callable[..., TestClient]
load_all_checks()


def conforming(desk: Desk, headers: dict[str, str], mode: GenerationMode) -> list[str]:
    """Try each operation; what does not conform."""
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", application(desk), headers=headers)
    operations = [found.ok() for found in schema.get_all_operations()]
    if not SLOW:  # in the ordinary run each is tried once, one way or the other
        operations = operations[mode is GenerationMode.NEGATIVE :: 2]
    return [said for operation in operations for said in wrong_with(operation, headers, mode)]


def wrong_with(operation: Any, headers: dict[str, str], mode: GenerationMode) -> list[str]:
    """Of one operation."""
    if operation.label in BEGINS_PROCESSES:
        return []
    left_out = [] if SLOW else [CHECKS.get_one("ignored_auth")]  # it asks twice more; see test_access.py
    if any(part in operation.label for part in MORE_THAN_A_SCHEMA):
        left_out.append(CHECKS.get_one("positive_data_acceptance"))

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        derandomize=not SLOW,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def tried(case: Any) -> None:
        case.call_and_validate(headers=headers, excluded_checks=left_out)

    try:
        tried()
    except (Exception, FailureGroup) as error:  # noqa: BLE001 (whatever it is, it is told with its operation)
        return [f"{operation.label}: {error} {getattr(error, '__notes__', '')}"[:3000]]
    return []


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("role", list(Role) if SLOW else [Role.ADMIN])
def test_every_operation_conforms(filled: Desk, program: Of, role: Role, mode: GenerationMode) -> None:
    client = program(role, "act", "办公室" if role is Role.HANDLER else None)

    assert conforming(filled, {"Authorization": client.headers["Authorization"]}, mode) == []
