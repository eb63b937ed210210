"""What people said of duties: appended, never changed; to take a word back is another row."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Select, insert, select

from inspection.duties import AlreadySaidError, Said, Ticked
from store.database import Database
from store.duty_tables import ticks
from store.values import AnyRow, clean

_DONE, _TAKEN_BACK = "done", "taken_back"


class DutyStore(Database):
    """The part of the store that knows what people said is done."""

    def ticked(self, site: str) -> Sequence[Ticked]:
        """Everything said and not taken back, oldest first."""
        return [one.word for one in _standing(self.said(site)) if not one.taken_back]

    def said(self, site: str, duty: str | None = None) -> list[Said]:
        """Every word given and taken back, as it was said; of one duty, or of all."""
        with self.reading() as connection:
            return [_said(row) for row in connection.execute(_query(site, duty))]

    def tick(self, site: str, word: Ticked) -> Ticked:
        """Keep the word, numbered. Raises AlreadySaidError where somebody gave it before."""
        with self.writing_alone(_turn(site)) as connection:
            known = _last(connection, site, word)
            if known is not None and not known.taken_back:
                raise AlreadySaidError(f"{known.word.said_by}已经确认过“{word.tick}”（{word.occurrence}）")
            return _append(connection, site, word, _DONE)

    def untick(self, site: str, word: Ticked, seen: int | None = None) -> Ticked:
        """Take back the word that stands: `word` says who does, when and why (in `note`). The word that was taken back.

        `seen`: the id of the word that the person looked at. Raises AlreadySaidError where there is no such word.
        """
        with self.writing_alone(_turn(site)) as connection:
            known = _last(connection, site, word)
            if known is None:
                raise AlreadySaidError(f"“{word.tick}”（{word.occurrence}）没有人确认过，不用撤回")
            if known.taken_back:
                raise AlreadySaidError(f"{known.word.said_by}已经撤回了“{word.tick}”（{word.occurrence}）的确认")
            if seen is not None and known.word.id != seen:
                raise AlreadySaidError(f"{known.word.said_by}刚刚重新确认了“{word.tick}”，请看过后再撤回")
            _append(connection, site, word, _TAKEN_BACK)
            return known.word

    def words_mark(self, site: str) -> int:
        """Changes with every word that is given or taken back."""
        query = select(ticks.c.id).where(ticks.c.site == clean(site)).order_by(ticks.c.id.desc()).limit(1)
        with self.reading() as connection:
            return connection.execute(query).scalar() or 0


def _turn(site: str) -> str:
    return f"duties:{site}"


def _query(site: str, duty: str | None = None) -> Select[tuple[object, ...]]:
    query = select(ticks).where(ticks.c.site == clean(site)).order_by(ticks.c.id)
    return query if duty is None else query.where(ticks.c.duty == clean(duty))


def _last(connection: Connection, site: str, word: Ticked) -> Said | None:
    """What stands of that occurrence."""
    query = _query(site, word.duty).where(
        ticks.c.tick == clean(word.tick), ticks.c.occurrence == clean(word.occurrence)
    )
    rows = connection.execute(query).all()
    return _said(rows[-1]) if rows else None


def _append(connection: Connection, site: str, word: Ticked, kind: str) -> Ticked:
    values = {
        "site": clean(site),
        "duty": clean(word.duty),
        "tick": clean(word.tick),
        "occurrence": clean(word.occurrence),
        "kind": kind,
        "said_by": clean(word.said_by),
        "said_at": word.said_at,
        "done_on": word.done_on,
        "note": clean(word.note),
        "proof": clean(word.proof),
    }
    row = connection.execute(insert(ticks).values(values).returning(*ticks.c)).one()
    return _said(row).word


def _said(row: AnyRow) -> Said:
    word = Ticked(
        duty=row.duty,
        tick=row.tick,
        occurrence=row.occurrence,
        said_by=row.said_by,
        said_at=row.said_at,
        done_on=row.done_on,
        note=row.note,
        proof=row.proof,
        id=row.id,
    )
    return Said(word, row.kind == _TAKEN_BACK)


def _standing(said: Sequence[Said]) -> list[Said]:
    """The last word of each occurrence, in the order in which they were said."""
    last = {(one.word.duty, one.word.tick, one.word.occurrence): one for one in said}
    return sorted(last.values(), key=lambda one: one.word.id)
