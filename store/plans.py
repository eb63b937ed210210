"""The plans that rounds used, so that past weeks and commands without a plan file can be served."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CTE, Table, func, select, union

from store import rounds
from store.bulk import upsert
from store.case_tables import issues, plans
from store.database import Database
from store.rounds import RoundRow
from store.tables import rounds as rounds_table
from store.values import clean


def _each_site(table: Table) -> CTE:
    """The table's sites from one to the next in its index: to go through all of 50,000 issues takes milliseconds."""
    one = select(func.min(table.c.site).label("site")).cte(f"sites_of_{table.name}", recursive=True)
    following = select(func.min(table.c.site)).where(table.c.site > one.c.site).scalar_subquery()
    return one.union_all(select(following).where(one.c.site.is_not(None)))


class PlanStore(Database):
    """The part of the store that knows plans, and rounds by the clock of judgement."""

    def record_plan(self, site: str, digest: str, text: str, at: datetime) -> None:
        """Keep a plan's text; one that is used again becomes the newest."""
        row = {"digest": clean(digest), "site": clean(site), "text": clean(text), "recorded_at": at}
        with self.writing() as connection:
            upsert(connection, plans, [row])

    def plan_text(self, site: str, as_of: datetime | None = None) -> str | None:
        """The plan of the newest finished round at or before `as_of`; None: the one recorded last."""
        if as_of is None:
            query = select(plans.c.text).where(plans.c.site == clean(site)).order_by(plans.c.recorded_at.desc())
        else:
            query = (
                select(plans.c.text)
                .join(rounds_table, rounds_table.c.plan_digest == plans.c.digest)
                .where(rounds_table.c.site == clean(site), rounds_table.c.as_of <= as_of, rounds.IS_FINISHED)
                .order_by(rounds_table.c.as_of.desc(), rounds_table.c.key.desc())
            )
        with self.reading() as connection:
            text: str | None = connection.execute(query.limit(1)).scalar()
        return text

    def plan_of_digest(self, digest: str) -> str | None:
        """The text of the plan with that digest."""
        with self.reading() as connection:
            text: str | None = connection.execute(select(plans.c.text).where(plans.c.digest == clean(digest))).scalar()
        return text

    def sites(self) -> list[str]:
        """Every site that the store knows anything of."""
        query = union(*(select(_each_site(table).c.site) for table in (plans, rounds_table, issues)))
        with self.reading() as connection:
            return sorted(site for (site,) in connection.execute(query) if site is not None)

    def rounds_between(self, site: str, start: datetime | None, end: datetime | None) -> list[RoundRow]:
        """Finished rounds with `start` <= as_of < `end`, earliest first."""
        with self.reading() as connection:
            return rounds.between(connection, site, start, end)

    def newest_round(self, site: str, before: datetime | None = None, kind: str | None = None) -> RoundRow | None:
        """The newest finished round with as_of < `before`, of that kind if one is named."""
        with self.reading() as connection:
            return rounds.newest_finished(connection, site, before, kind)
