"""What rounds have ever seen of an account: each article once, by its address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from inspection.sources import Known
from store import bulk
from store.account_tables import known_articles
from store.article_rows import article_row, to_article
from store.keys import address_key
from store.values import AnyRow, clean, clean_or_none, published_to_text

_TABLE = known_articles


def save(connection: Connection, site: str, account: str, known: Iterable[Known]) -> None:
    """Bring these up to date; of one address that is given twice the last counts."""
    rows = {row["address"]: row for row in (_row(site, account, one) for one in known)}
    least, greatest = (func.least, func.greatest) if connection.dialect.name == "postgresql" else (func.min, func.max)

    def kept(new: Any) -> dict[str, ColumnElement[Any]]:
        later = new.last_seen_at >= _TABLE.c.last_seen_at
        undated = new.published_at.is_(None) & _TABLE.c.published_at.is_(None)
        return {
            "first_seen_at": least(_TABLE.c.first_seen_at, new.first_seen_at),
            "last_seen_at": greatest(_TABLE.c.last_seen_at, new.last_seen_at),
            "last_round": case((later, new.last_round), else_=_TABLE.c.last_round),
            "looked_at": func.coalesce(greatest(_TABLE.c.looked_at, new.looked_at), new.looked_at, _TABLE.c.looked_at),
            "placed": case((undated, least(_TABLE.c.placed, new.placed)), else_=new.placed),
        }

    bulk.upsert(connection, _TABLE, list(rows.values()), kept)


def of_account(connection: Connection, site: str, account: str, since: date | None, limit: int) -> tuple[Known, ...]:
    """Newest first; an undated article counts by when it was first seen. `since`: published on that day or after."""
    query = select(_TABLE).where(_TABLE.c.site == clean(site), _TABLE.c.account == clean(account))
    if since is not None:
        query = query.where(_TABLE.c.placed >= since.isoformat())
    query = query.order_by(_TABLE.c.placed.desc(), _TABLE.c.address).limit(limit)
    return tuple(_to_known(row) for row in connection.execute(query))


def _row(site: str, account: str, one: Known) -> dict[str, Any]:
    article = article_row(one.article)
    del article["channel"]
    return {
        "site": clean(site),
        "account": clean(account),
        "address": address_key(one.article.url),
        **article,
        "placed": published_to_text(one.article.published_at) or one.first_seen_at.date().isoformat(),
        "first_seen_at": one.first_seen_at,
        "last_seen_at": one.last_seen_at,
        "last_round": clean(one.last_round),
        "looked_at": one.looked_at,
        "gone": clean_or_none(one.gone),
        "gone_at": one.gone_at,
    }


def _to_known(row: AnyRow) -> Known:
    return Known(
        article=to_article(row, row.text, channel=row.account),
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        last_round=row.last_round,
        looked_at=row.looked_at,
        gone=row.gone,
        gone_at=row.gone_at,
    )
