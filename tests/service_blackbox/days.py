"""Days on one portal: what each round asked, to judge watch rounds and the rotation by the server's log."""

import datetime as dt
from pathlib import Path

from tests.service_blackbox import pages
from tests.service_blackbox.portal import Portal
from tests.service_blackbox.rounds import Ran, inspect
from tests.service_blackbox.serving import Serving


class Days:
    """A served portal, its plan and its one database."""

    def __init__(self, seed: int, folder: Path, articles: int, columns: int | None = None, extra: str = "") -> None:
        today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
        self.portal = Portal(seed, today, articles, columns)
        self.serving = Serving(self.portal)
        folder.mkdir(parents=True, exist_ok=True)
        self.database, self.plan = folder / "long.db", folder / "plan.yaml"
        self.plan.write_text(self.portal.plan(self.serving.host, self.serving.others, extra), "utf-8")

    def round(self, kind: str) -> tuple[Ran, set[str], int]:
        """Run a round today: what ran, the targets that were asked for, and how many requests it took."""
        self.serving.changed()
        self.serving.log.clear()
        self.serving.take()
        ran = inspect(self.plan, self.database, kind, self.portal.day)
        return ran, {target for _, target, _ in self.serving.log}, self.serving.take()["all"]

    def everything(self) -> set[str]:
        """Every target that can be reached today by links: lists, articles, files, sites outside."""
        portal, reached = self.portal, {"/", "/about.html"}
        for column in portal.columns.values():
            rows = [] if column.blank else portal.in_column(column.slug)
            for number in range(1, max(1, -(-len(rows) // column.size)) + 1):
                reached.add(pages.list_path(portal, column, number))
            for one in rows:
                reached.add(portal.path(one))
                if not (one.gone or one.soft):
                    reached.update(one.files, one.outward)
        return reached
