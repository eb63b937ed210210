"""Calendar days of publications: the only unit in which freshness and deadlines are counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

from inspection.observed import Observed
from inspection.records import Article, day_of


def today(observed: Observed) -> date:
    """The day as of which everything is judged."""
    return day_of(observed.as_of, observed.plan.zone)


def dated(articles: Iterable[Article], zone: tzinfo) -> list[tuple[date, Article]]:
    """The articles that state a date, each with its day."""
    return [(day_of(a.published_at, zone), a) for a in articles if a.published_at is not None]


def newest(articles: Iterable[Article], zone: tzinfo, no_later_than: date) -> tuple[date, Article] | None:
    """The newest day that is not in the future (those are mistyped), and the first article that states it."""
    counted = [pair for pair in dated(articles, zone) if pair[0] <= no_later_than]
    return max(counted, key=lambda pair: pair[0], default=None)
