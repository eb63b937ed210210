"""How the pages of each family are read, as rounds have learnt it."""

from __future__ import annotations

from sqlalchemy import delete, select

from inspection.pictures import Family, Mode
from store import bulk
from store.database import Database
from store.headless_tables import families
from store.values import clean, from_json, to_json

_NAMES = ("family", "mode", "learnt_at", "tried_at", "recipe", "failures", "note")


class FamilyStore(Database):
    """The part of the store that knows which pages are drawn by script."""

    def families(self, site: str) -> dict[str, Family]:
        """Every family of the site, by its name."""
        query = select(*(families.c[name] for name in _NAMES)).where(families.c.site == clean(site))
        with self.reading() as connection:
            rows = connection.execute(query).all()
        return {
            row.family: Family(**{**row._asdict(), "mode": Mode(row.mode), "recipe": from_json(row.recipe)})
            for row in rows
        }

    def record_family(self, site: str, family: Family) -> None:
        """What is known now of a family; it replaces what was known before."""
        row = {name: getattr(family, name) for name in _NAMES}
        row |= {"site": clean(site), "family": clean(family.family), "mode": family.mode.value}
        row |= {"recipe": to_json(dict(family.recipe)), "note": clean(family.note)}
        with self.writing() as connection:
            bulk.upsert(connection, families, [row])

    def forget_family(self, site: str, family: str) -> None:
        """Nothing is known of it any more."""
        with self.writing() as connection:
            connection.execute(
                delete(families).where(families.c.site == clean(site), families.c.family == clean(family))
            )
