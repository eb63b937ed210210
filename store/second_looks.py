"""Second looks: one check asked again of one subject, because a person wants to know now."""

from __future__ import annotations

from store.database import Database


class SecondLookStore(Database):
    """The part of the store that knows second looks."""
