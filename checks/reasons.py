"""What reasons of verdicts and states of columns mean to the checks."""

from __future__ import annotations

from inspection.reasons import http_status
from inspection.records import ColumnState

# No page was had from the server: the fault lies with the site (or the way to it), not with one address of it.
_NO_ANSWER = frozenset({"dns", "refused", "reset", "timeout", "tls", "unreachable"})
_COLUMN = {
    ColumnState.UNREADABLE: "unreadable",
    ColumnState.BLOCKED: "blocked-by-firewall",
    ColumnState.UNREACHABLE: "unreachable",
}


def is_no_answer(reason: str | None) -> bool:
    """Whether the server gave no answer, or only that it is failing (5xx), so that nothing can be said of its pages."""
    status = http_status(reason)
    return status >= 500 if status is not None else reason in _NO_ANSWER


def column_reason(state: ColumnState, reason: str | None) -> str:
    """Why a column could not be judged: what the round recorded, else what its state means."""
    return reason or _COLUMN.get(state, state.value)
