"""Scorecards as they were counted, week by week."""

from __future__ import annotations

from store.database import Database


class ScoreStore(Database):
    """The part of the store that knows how the site stood."""
