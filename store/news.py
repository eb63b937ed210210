"""What is new since somebody last asked: steps of issues, and how many of them there are by now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from inspection.issue import Act
from store.case_tables import issues, steps
from store.database import Database
from store.desk_tables import people, sessions


@dataclass(frozen=True, slots=True)
class News:
    """One step, with the issue as it stands now."""

    step: int
    issue: int
    site: str
    version: int
    who: str
    act: Act


class NewsStore(Database):
    """The part of the store that is asked every second or two: by numbers alone, which costs next to nothing."""

    def newest_step(self) -> int:
        """The number of the last step; 0 where there is none."""
        with self.reading() as connection:
            return connection.execute(select(func.max(steps.c.id))).scalar() or 0

    def steps_after(self, number: int, limit: int = 5000) -> list[News]:
        """Steps of higher numbers, the newest first. A number given out earlier may become visible later."""
        query = (
            select(steps.c.id, steps.c.issue, issues.c.site, issues.c.version, steps.c.who, steps.c.act)
            .join(issues, issues.c.id == steps.c.issue)
            .where(steps.c.id > number)
            .order_by(steps.c.id.desc())
            .limit(limit)
        )
        with self.reading() as connection:
            return [News(r.id, r.issue, r.site, r.version, r.who, Act(r.act)) for r in connection.execute(query)]

    def signed_in(self, digests: Collection[str], now: datetime) -> set[str]:
        """Of these sessions, those that have neither ended nor expired, of persons who may still sign in."""
        query = (
            select(sessions.c.digest)
            .join(people, people.c.id == sessions.c.person)
            .where(sessions.c.digest.in_(list(digests)), sessions.c.expires_at > now, people.c.active)
        )
        with self.reading() as connection:
            return set(connection.execute(query).scalars())
