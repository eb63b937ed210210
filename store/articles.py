"""The articles that the store knows, newest first, with what each is paired with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, or_, select

from inspection.records import Article, ColumnState
from store.article_rows import to_article
from store.tables import articles, pairings, readings, rounds
from store.values import AnyRow, AnySelect, clean

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other side of a pairing, and why the two were paired."""

    role: Literal["policy", "interpretation"]  # what the other side is
    url: str
    title: str  # empty where no column shows it
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """One article as its site's latest round that read its channel found it; the body is left out."""

    site: str
    round_id: str
    article: Article
    paired: tuple[Counterpart, ...] = ()


def newest(connection: Connection, site: str | None, channel: str | None, limit: int | None) -> list[StoredArticle]:
    """By publication date, newest first, undated last; then as the column shows them."""
    rows = list(connection.execute(_query(site, channel).limit(limit)))
    paired: dict[tuple[int, str], list[Counterpart]] = {}
    for round_ in {row.round for row in rows}:
        urls = {row.url for row in rows if row.round == round_}
        for url, counterpart in _counterparts(connection, round_, urls):
            paired.setdefault((round_, url), []).append(counterpart)
    return [
        StoredArticle(row.site, row.round_id, to_article(row), tuple(paired.get((row.round, row.url), ())))
        for row in rows
    ]


def _query(site: str | None, channel: str | None) -> AnySelect:
    latest = (
        select(rounds.c.site, readings.c.column, func.max(rounds.c.key).label("round"))
        .join(readings, readings.c.round == rounds.c.key)
        .where(rounds.c.abandoned_at.is_(None), readings.c.state == str(ColumnState.READ))
        .group_by(rounds.c.site, readings.c.column)
        .subquery()
    )
    columns = [column for column in articles.c if column.name != "text"]
    query = (
        select(*columns, rounds.c.site, rounds.c.id.label("round_id"))
        .join(latest, (articles.c.round == latest.c.round) & (articles.c.column == latest.c.column))
        .join(rounds, rounds.c.key == articles.c.round)
        .order_by(articles.c.published_at.desc().nulls_last(), articles.c.id)
    )
    if site is not None:
        query = query.where(rounds.c.site == clean(site))
    if channel is not None:
        query = query.where(articles.c.channel == clean(channel))
    return query


def _counterparts(connection: Connection, round_: int, urls: Iterable[str]) -> Iterator[tuple[str, Counterpart]]:
    """An article's address, and one counterpart of it."""
    wanted = sorted(urls)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        mine = or_(pairings.c.policy_url.in_(chunk), pairings.c.interpretation_url.in_(chunk))
        query = select(pairings).where(pairings.c.round == round_, mine).order_by(pairings.c.id)
        rows = list(connection.execute(query))
        titles = _titles(connection, round_, {url for row in rows for url in _both(row)})
        here = set(chunk)
        for row in rows:
            policy, interpretation = _both(row)
            why = (row.reason, row.detail)
            if policy in here:
                title = titles.get(interpretation, "")
                yield policy, Counterpart("interpretation", interpretation, title, *why)
            if interpretation in here:
                yield interpretation, Counterpart("policy", policy, titles.get(policy, ""), *why)


def _both(row: AnyRow) -> tuple[str, str]:
    return row.policy_url, row.interpretation_url


def _titles(connection: Connection, round_: int, urls: set[str]) -> dict[str, str]:
    titles: dict[str, str] = {}
    wanted = sorted(urls)
    for start in range(0, len(wanted), _CHUNK):
        query = select(articles.c.url, articles.c.title).where(
            articles.c.round == round_, articles.c.url.in_(wanted[start : start + _CHUNK])
        )
        titles.update((url, title) for url, title in connection.execute(query))
    return titles
