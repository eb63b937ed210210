"""Saved views: filters of the issue list that a person gave a name."""

from __future__ import annotations

from store.database import Database


class SavedViewStore(Database):
    """The part of the store that knows saved views."""
