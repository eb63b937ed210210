"""Edits of plans on the desk: who, when, why, from which text to which."""

from __future__ import annotations

from store.database import Database


class PlanEditStore(Database):
    """The part of the store that knows how plans were edited."""
