"""Pictures that show faults: the newest of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from sqlalchemy import and_, select

from inspection.pictures import Picture
from store import bulk
from store.bulk import chunks
from store.case_tables import issues
from store.database import Database
from store.headless_tables import pictures
from store.values import clean, clean_or_none

_NAMES = tuple(field.name for field in fields(Picture))


class PictureStore(Database):
    """The part of the store that shows faults."""

    def record_picture(self, site: str, picture: Picture) -> None:
        """It takes the place of the fault's earlier one."""
        row = {name: getattr(picture, name) for name in _NAMES}
        row |= {"site": clean(site), "page": clean(picture.page), "shows": clean(picture.shows)}
        row["reason"] = clean_or_none(picture.reason)
        with self.writing_round() as connection:
            bulk.upsert(connection, pictures, [row], key=("site", "fingerprint"))

    def pictures(self, site: str, fingerprints: Collection[str]) -> dict[str, Picture]:
        """Those of these faults, by fingerprint."""
        found: dict[str, Picture] = {}
        query = select(*(pictures.c[name] for name in _NAMES)).where(pictures.c.site == clean(site))
        with self.reading() as connection:
            for chunk in chunks(sorted(fingerprints)):
                rows = connection.execute(query.where(pictures.c.fingerprint.in_(chunk)))
                found |= {row.fingerprint: Picture(**row._asdict()) for row in rows}
        return found

    def pictures_of_issues(self, numbers: Collection[int]) -> dict[int, Picture]:
        """Those of these issues, by number."""
        same = and_(issues.c.site == pictures.c.site, issues.c.fingerprint == pictures.c.fingerprint)
        query = select(issues.c.id, *(pictures.c[name] for name in _NAMES)).join(issues, same)
        found: dict[int, Picture] = {}
        with self.reading() as connection:
            for chunk in chunks(sorted(numbers)):
                for row in connection.execute(query.where(issues.c.id.in_(chunk))):
                    found[row.id] = Picture(**{name: getattr(row, name) for name in _NAMES})
        return found
