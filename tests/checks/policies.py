"""A portal with one policy column and one interpretation column, for the checks of interpretations."""

from __future__ import annotations

from datetime import date
from typing import Any

from inspection.observed import Observed
from inspection.records import Article, ColumnReading
from tests.checks.rounds import TODAY, article, observed, reading

NAME = "养老服务补贴管理办法"
P = "/zcwj/1.html"
I = "/zcjd/1.html"  # noqa: E741
MONDAY = date(2025, 3, 10)


def round_(
    policies: list[Article],
    interpretations: list[Article] | ColumnReading,
    today: date = TODAY,
    within: str = "3 workdays",
    complete: bool = True,
    **rule: Any,
) -> Observed:
    """A round in which these policies and interpretations were read."""
    second = interpretations if isinstance(interpretations, ColumnReading) else reading("政策解读", *interpretations)
    plan = {
        "interpretation": {"policies": ["政策文件"], "interpretations": ["政策解读"], "within": within, **rule},
    }
    return observed(reading("政策文件", *policies), second, today=today, plan=plan, complete=complete)


def policy(day: date | None = MONDAY, title: str = f"关于印发《{NAME}》的通知", **more: Any) -> Article:
    """The policy of the example, published on a Monday."""
    return article(title, day, url=more.pop("url", P), **more)


def interpretation(day: date | None = MONDAY, title: str = f"《{NAME}》解读", **more: Any) -> Article:
    """What interprets it."""
    return article(title, day, url=more.pop("url", I), **more)
