"""What reasons of verdicts and states of columns mean to the checks."""

from __future__ import annotations

from inspection.records import ColumnState

_COLUMN = {
    ColumnState.UNREADABLE: "unreadable",
    ColumnState.BLOCKED: "blocked-by-firewall",
    ColumnState.UNREACHABLE: "unreachable",
}


def column_reason(state: ColumnState, reason: str | None) -> str:
    """Why a column could not be judged: what the round recorded, else what its state means."""
    return reason or _COLUMN.get(state, state.value)
