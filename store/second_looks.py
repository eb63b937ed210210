"""Second looks: one check asked again of one subject, because a person wants to know now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update

from inspection.findings import Json
from store.case_tables import issues
from store.database import Database
from store.desk_tables import second_looks
from store.values import LAST_ID, clean, from_json, to_json


class LookOutcome(StrEnum):
    """What a second look came to."""

    STILL = "still"
    GONE = "gone"
    UNCLEAR = "unclear"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SecondLook:
    """One look. Times are aware, in UTC."""

    id: int
    issue: int
    who: str
    asked_at: datetime
    finished_at: datetime | None
    outcome: LookOutcome | None  # None: it is under way
    words: str  # Chinese: the answer, or what it is doing
    facts: Mapping[str, Json] = field(default_factory=dict)
    process: str = ""  # who does it
    version: int = 0  # of the issue, when it was asked

    @property
    def open(self) -> bool:
        """Under way, or left by a process that was killed."""
        return self.finished_at is None


@dataclass(frozen=True, slots=True)
class Refused:
    """No look was begun: another of the site is under way (`busy`: its issue), or the person asked too often."""

    busy: int | None = None


class SecondLookStore(Database):
    """The part of the store that knows second looks."""

    def begin_second_look(
        self, *, site: str, issue: int, version: int, who: str, process: str, at: datetime, since: datetime, most: int
    ) -> int | Refused:
        """The number of a new look. One of a site at a time, and `most` of a person since `since`; else why not."""
        row = {"issue": issue, "version": version, "who": clean(who), "process": clean(process), "asked_at": at}
        with self.writing_site(site) as connection:
            under_way = (
                select(second_looks.c.issue)
                .join(issues, issues.c.id == second_looks.c.issue)
                .where(issues.c.site == clean(site), second_looks.c.finished_at.is_(None))
            )
            busy = connection.execute(under_way.limit(1)).scalar()
            if busy is not None:
                return Refused(busy)
            mine = (second_looks.c.who == clean(who)) & (second_looks.c.asked_at > since)
            if connection.execute(select(func.count()).select_from(second_looks).where(mine)).scalar_one() >= most:
                return Refused()
            told = connection.execute(insert(second_looks), row | {"words": "", "facts": "{}"})
            return int((told.inserted_primary_key or (0,))[0])

    def tell_second_look(self, id_: int, words: str) -> None:
        """What it is doing now. Said of a look that is over, nothing changes."""
        mine = (second_looks.c.id == id_) & second_looks.c.finished_at.is_(None)
        with self.writing(at_once=True) as connection:
            connection.execute(update(second_looks).where(mine).values(words=clean(words)))

    def finish_second_look(
        self, id_: int, outcome: LookOutcome, words: str, facts: Mapping[str, Json], at: datetime
    ) -> bool:
        """The answer; False where it has one already, which stays."""
        mine = (second_looks.c.id == id_) & second_looks.c.finished_at.is_(None)
        said = {"outcome": outcome.value, "words": clean(words), "facts": to_json(dict(facts)), "finished_at": at}
        with self.writing() as connection:
            return connection.execute(update(second_looks).where(mine).values(said)).rowcount > 0

    def second_look(self, id_: int) -> SecondLook | None:
        """One look."""
        return next(iter(self._looks(second_looks.c.id == id_, 1)), None) if 0 < id_ <= LAST_ID else None

    def second_looks_of(self, issue: int, limit: int = 20) -> list[SecondLook]:
        """Those of an issue, the newest first."""
        return self._looks(second_looks.c.issue == issue, limit) if 0 < issue <= LAST_ID else []

    def newest_second_looks(self, limit: int = 20) -> list[SecondLook]:
        """Of all issues, the newest first."""
        return self._looks(second_looks.c.id > 0, limit)

    def open_second_looks(self) -> list[SecondLook]:
        """Those that are under way, or were left by a process that was killed."""
        return self._looks(second_looks.c.finished_at.is_(None), 100)

    def _looks(self, which: ColumnElement[bool], limit: int) -> list[SecondLook]:
        query = select(second_looks).where(which).order_by(second_looks.c.id.desc()).limit(limit)
        with self.reading() as connection:
            return [_look(row) for row in connection.execute(query)]


def _look(row: Any) -> SecondLook:
    known = row._asdict()
    outcome = LookOutcome(row.outcome) if row.outcome else None
    return SecondLook(**{**known, "outcome": outcome, "facts": from_json(row.facts)})
