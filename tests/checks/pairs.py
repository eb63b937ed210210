"""Policies and interpretations by their titles, and what is paired."""

from __future__ import annotations

from datetime import date

from checks.pairing import pair
from inspection.records import Article, Pairing
from tests.checks.rounds import article

DAY = date(2025, 3, 10)
CORE = "上海市养老服务补贴管理办法"


def policy(title: str, day: date = DAY, **more: object) -> Article:
    return article(title, day, channel="政策文件", **more)  # type: ignore[arg-type]


def reading(title: str, day: date = DAY, **more: object) -> Article:
    return article(title, day, channel="政策解读", **more)  # type: ignore[arg-type]


def paired(policies: list[Article], readings: list[Article]) -> list[tuple[str, str]]:
    titles = {a.url: a.title for a in (*policies, *readings)}
    return [(titles[p.policy_url], titles[p.interpretation_url]) for p in pair(policies, readings)]


def only(pairings: list[Pairing]) -> Pairing:
    assert len(pairings) == 1, pairings
    return pairings[0]
