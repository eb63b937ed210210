"""What a round read of each source of each account, and the comments that came with it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select

from inspection.media import Comment
from inspection.records import Article, ColumnState, DateFrom, Published
from inspection.sources import SourceReading
from store import bulk
from store.account_tables import comments, source_readings
from store.article_rows import media_from_json, media_to_json
from store.rounds import IS_FINISHED
from store.tables import rounds
from store.values import (
    AnyRow,
    AnySelect,
    clean,
    clean_or_none,
    day_from_text,
    day_to_text,
    from_json,
    published_from_text,
    published_to_text,
    to_json,
)

_OK = (str(ColumnState.READ), str(ColumnState.BLANK))


def record(connection: Connection, round_: int, read: Iterable[SourceReading]) -> None:
    """Write these readings; what the round had of the same accounts is replaced."""
    given = list(read)
    for account in {clean(one.account) for one in given}:
        for table in (comments, source_readings):
            connection.execute(delete(table).where(table.c.round == round_, table.c.account == account))
    bulk.insert(connection, source_readings, [{"round": round_, **_row(one)} for one in given])
    bulk.insert(connection, comments, [{"round": round_, **row} for one in given for row in _comment_rows(one)])


def of_round(connection: Connection, round_: int) -> dict[str, tuple[SourceReading, ...]]:
    """By account, in the order of recording. Articles as the source listed them, without bodies and links."""
    said: dict[tuple[str, str], list[Comment]] = {}
    for row in connection.execute(_in_order(comments, round_)):
        said.setdefault((row.account, row.source), []).append(_to_comment(row))
    found: dict[str, list[SourceReading]] = {}
    for row in connection.execute(_in_order(source_readings, round_)):
        found.setdefault(row.account, []).append(_to_reading(row, said.get((row.account, row.source), [])))
    return {account: tuple(read) for account, read in found.items()}


def comments_of_round(connection: Connection, round_: int) -> dict[str, tuple[Comment, ...]]:
    """By account, each comment once: of two sources the one counts that knows of an answer."""
    said: dict[str, dict[tuple[str, str], Comment]] = {}
    for row in connection.execute(_in_order(comments, round_)):
        mine, comment = said.setdefault(row.account, {}), _to_comment(row)
        same = mine.get((row.article_url, row.key))
        if same is None or _tells(comment) > _tells(same):
            mine[row.article_url, row.key] = comment
    return {account: tuple(mine.values()) for account, mine in said.items()}


def last_good(connection: Connection, site: str, account: str) -> dict[str, datetime]:
    """By source, the clock of judgement of the last finished round that found it sound."""
    query = (
        select(source_readings.c.source, func.max(rounds.c.as_of))
        .join(rounds, rounds.c.key == source_readings.c.round)
        .where(*_sound(site, account))
        .group_by(source_readings.c.source)
    )
    return {source: _aware(at) for source, at in connection.execute(query)}


def _sound(site: str, account: str) -> tuple[Any, ...]:
    mine = (rounds.c.site == clean(site)) & (source_readings.c.account == clean(account))
    return mine, IS_FINISHED, source_readings.c.state.in_(_OK)


def _aware(at: datetime | str) -> datetime:
    return datetime.fromisoformat(at) if isinstance(at, str) else at.astimezone(UTC)


def _in_order(table: Table, round_: int) -> AnySelect:
    return select(table).where(table.c.round == round_).order_by(table.c.id)


def _row(one: SourceReading) -> dict[str, Any]:
    return {
        "account": clean(one.account),
        "source": clean(one.source),
        "state": str(one.state),
        "reason": clean_or_none(one.reason),
        "detail": clean(one.detail),
        "rows": len(one.articles),
        "covers_since": day_to_text(one.covers_since),
        "seen_until": day_to_text(one.seen_until),
        "partial": clean_or_none(one.partial),
        "built_at": one.built_at,
        "credential": clean_or_none(one.credential),
        "commented": to_json(one.commented),
        "gone": to_json(one.gone),
        "requests": one.requests,
        "evidence": one.evidence,
        "shown": zlib.compress(to_json([_shown(article) for article in one.articles]).encode(), 1),
    }


def _to_reading(row: AnyRow, said: list[Comment]) -> SourceReading:
    return SourceReading(
        account=row.account,
        source=row.source,
        state=ColumnState(row.state),
        reason=row.reason,
        detail=row.detail,
        articles=tuple(_to_shown(row, *one) for one in from_json(zlib.decompress(row.shown).decode())),
        covers_since=day_from_text(row.covers_since),
        seen_until=day_from_text(row.seen_until),
        partial=row.partial,
        built_at=row.built_at,
        credential=row.credential,
        comments=tuple(said),
        commented=tuple(from_json(row.commented)),
        gone=tuple((url, reason) for url, reason in from_json(row.gone)),
        requests=row.requests,
        evidence=row.evidence,
    )


def _moment(published: Published) -> tuple[date, float]:
    """By the day as stated, then by the time: a bare date is the beginning of its day."""
    if isinstance(published, datetime):
        return published.date(), published.timestamp()
    return published, float("-inf")


def _shown(article: Article) -> list[Any]:
    """What a list says of an article."""
    published = published_to_text(article.published_at)
    day_from = None if article.date_from is None else str(article.date_from)
    return [article.channel, article.title, article.url, published, day_from, article.position, media_to_json(article)]


def _to_shown(
    row: AnyRow, channel: str, title: str, url: str, published: str | None, day: str | None, at: int, media: str | None
) -> Article:
    return Article(
        channel=channel or row.account,
        title=title,
        url=url,
        published_at=published_from_text(published),
        date_from=None if day is None else DateFrom(day),
        position=at,
        **media_from_json(media),
    )


def _comment_rows(one: SourceReading) -> list[dict[str, Any]]:
    return [
        {
            "account": clean(one.account),
            "source": clean(one.source),
            "article_url": clean(comment.article_url),
            "key": clean(comment.key),
            "text": clean(comment.text),
            "said_at": comment.said_at,
            "answered_at": comment.answered_at,
            "answered": comment.answered,
        }
        for comment in one.comments
    ]


def _to_comment(row: AnyRow) -> Comment:
    return Comment(row.account, row.article_url, row.key, row.text, row.said_at, row.answered_at, row.answered)


def _tells(comment: Comment) -> tuple[bool, bool, bool]:
    return comment.answered is True, comment.answered_at is not None, comment.answered is not None
