"""Rounds of the desk's tests: what they read of columns, and on which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from desk.desk import Desk
from inspection.findings import Finding, Undecided
from inspection.records import Article, ColumnReading, ColumnState
from tests.desk.conftest import NOW, PLAN, SITE


def article(day: date | None, title: str, column: str = "工作动态", name: str = "") -> Article:
    """One article of a column."""
    return Article(column, title, f"https://mzj.example.gov.cn/gzdt/{name or day}.html", published_at=day)


def reading(*articles: Article, column: str = "工作动态", complete: bool = True) -> ColumnReading:
    """A column that was read, its newest article first."""
    address = "https://mzj.example.gov.cn/gzdt/"
    return ColumnReading(column, address, ColumnState.READ, articles=articles, pages=1, complete=complete)


def looked(
    desk: Desk,
    *readings: ColumnReading,
    at: datetime = NOW - timedelta(hours=2),
    undecided: Iterable[Undecided] = (),
    findings: Iterable[Finding] = (),
    complete: bool = True,
) -> str:
    """A finished round."""
    id_ = desk.store.begin_round(site=SITE, kind="daily", as_of=at, plan_digest=f"{hash(PLAN)}", started_at=at)
    for one in readings:
        desk.store.record_reading(id_, one)
    desk.store.record_findings(id_, list(findings), list(undecided))
    desk.store.finish_round(id_, finished_at=at + timedelta(minutes=5), complete=complete, counters={})
    return id_
