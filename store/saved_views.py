"""Saved views: filters of the issue list that a person gave a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, or_, select, update

from store.database import Database
from store.desk_tables import people, saved_views
from store.values import LAST_ID, AnyRow, clean

MOST = 50  # of one person


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list with a name. `query`: of its address; `owner`: whose it is, by name."""

    id: int
    person: int
    name: str
    query: str
    shared: bool
    created_at: datetime
    owner: str = ""
    start: bool = False  # the list begins with it, for its owner


class SavedViewStore(Database):
    """The part of the store that knows saved views."""

    def saved_views(self, person: int) -> list[SavedView]:
        """The person's own, and what others share: own first, each by name."""
        query = (
            select(saved_views, people.c.name.label("owner"))
            .join(people, people.c.id == saved_views.c.person)
            .where(or_(saved_views.c.person == person, saved_views.c.shared))
            .order_by(saved_views.c.person != person, saved_views.c.name, saved_views.c.id)
        )
        with self.reading() as connection:
            return [_view(row) for row in connection.execute(query)]

    def save_view(self, person: int, name: str, query: str, *, shared: bool, now: datetime) -> bool:
        """Keep it under that name, in place of what was under it; False: the person has too many."""
        values = {"query": clean(query), "shared": shared}
        mine = (saved_views.c.person == person) & (saved_views.c.name == clean(name))
        with self.writing() as connection:
            # PostgreSQL: two tabs that save at once take turns.
            connection.execute(select(people.c.id).where(people.c.id == person).with_for_update())
            if connection.execute(update(saved_views).where(mine).values(values)).rowcount:
                return True
            many = select(func.count()).where(saved_views.c.person == person)
            if connection.execute(many).scalar_one() >= MOST:
                return False
            row = {"person": person, "name": clean(name), "start": False, "created_at": now, **values}
            connection.execute(insert(saved_views).values(row))
            return True

    def change_view(self, person: int, view: int, name: str, *, shared: bool) -> bool:
        """Rename or share one's own; False: it is not theirs, or the name is another's of theirs."""
        with self.writing() as connection:
            connection.execute(select(people.c.id).where(people.c.id == person).with_for_update())
            same = (saved_views.c.person == person) & (saved_views.c.name == clean(name)) & (saved_views.c.id != view)
            if not 0 < view <= LAST_ID or connection.execute(select(saved_views.c.id).where(same)).first():
                return False
            own = (saved_views.c.id == view) & (saved_views.c.person == person)
            changed = connection.execute(update(saved_views).where(own).values(name=clean(name), shared=shared))
            return changed.rowcount > 0

    def unshare_view(self, view: int) -> SavedView | None:
        """Leave it to its owner alone, whoever that is; the view as it was, None: there is no such that is shared."""
        query = select(saved_views, people.c.name.label("owner")).join(people, people.c.id == saved_views.c.person)
        with self.writing() as connection:
            shared = (saved_views.c.id == view) & saved_views.c.shared
            row = connection.execute(query.where(shared)).first() if 0 < view <= LAST_ID else None
            if row is None or not connection.execute(update(saved_views).where(shared).values(shared=False)).rowcount:
                return None
            return _view(row)

    def start_query(self, person: int) -> str | None:
        """Of the view that the person's list begins with; None: they chose none."""
        query = select(saved_views.c.query).where(saved_views.c.person == person, saved_views.c.start)
        with self.reading() as connection:
            return connection.execute(query.order_by(saved_views.c.id).limit(1)).scalar()

    def start_with(self, person: int, view: int, *, wanted: bool) -> bool:
        """Let the list begin with one's own view, and with no other; or, not `wanted`, with none. False: not theirs."""
        mine = saved_views.c.person == person
        with self.writing() as connection:
            connection.execute(select(people.c.id).where(people.c.id == person).with_for_update())
            own = select(saved_views.c.id).where(mine, saved_views.c.id == view)
            if not 0 < view <= LAST_ID or connection.execute(own).first() is None:
                return False
            connection.execute(update(saved_views).where(mine).values(start=False))
            if wanted:
                connection.execute(update(saved_views).where(saved_views.c.id == view).values(start=True))
            return True

    def delete_view(self, person: int, view: int) -> bool:
        """Forget one's own; False: it is not theirs."""
        if not 0 < view <= LAST_ID:
            return False
        own = (saved_views.c.id == view) & (saved_views.c.person == person)
        with self.writing() as connection:
            return connection.execute(delete(saved_views).where(own)).rowcount > 0


def _view(row: AnyRow) -> SavedView:
    return SavedView(row.id, row.person, row.name, row.query, row.shared, row.created_at, row.owner, row.start)
