"""Comments under Weibo posts, as 2/comments/show and comments/to_me give them: who asked is not kept."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from inspection.media import Comment
from inspection.sources import Listing
from inspection.weibo_address import weibo_address
from spiders.media.times import platform_time
from spiders.media.values import as_count, as_dict, as_list, as_text
from spiders.media.weibo_post import number_of, uid_of
from spiders.media.weibo_text import words_and_links

_ANSWERS = re.compile(r"^\s*回复\s*@")
_TO_WHOM = re.compile(r"^\s*回复\s*@([^\s:：]{1,40})\s*[:：]?\s*")


def comments_in(data: dict[str, Any], *, now: datetime, owner: str = "", post_url: str = "") -> Listing:
    """Readers' comments in the order of the source, each with whether the account answered it.

    `owner` is the account's number and `post_url` the post's address; where they are not given, each comment's own
    `status` tells them. The account answered a comment when a later one of its own replies to it (`reply_comment`, or
    `回复@` the commenter's name, which is used here and not kept). What the account itself wrote is none to answer.
    """
    rows = [row for row in map(as_dict, as_list(data.get("comments"))) if row]
    answers = _answers(rows, owner, now)
    comments: dict[str, Comment] = {}
    for row in rows:
        writer, account = uid_of(row), owner or uid_of(as_dict(row.get("status")))
        key, said_at = as_text(row.get("idstr")) or as_text(row.get("id")), _moment(row, now)
        if not key or said_at is None or (account and writer == account):
            continue
        words = _TO_WHOM.sub("", words_and_links(row.get("text"))[0])  # a name of another reader is not kept either
        url = post_url or _post_url(as_dict(row.get("status")))
        later = [at for at in (*answers.get(key, ()), *answers.get(_named(row), ())) if at >= said_at]
        answered_at = min(later, default=None)
        answered = answered_at is not None if account else None
        comments.setdefault(key, Comment("", url, key, words, said_at, answered_at, answered))
    cursor = as_text(data.get("next_cursor"))
    return Listing(
        "weibo-comments",
        comments=tuple(comments.values()),
        following=cursor if cursor.strip("0-") else None,
        total=as_count(data.get("total_number")),
    )


def _answers(rows: list[dict[str, Any]], owner: str, now: datetime) -> dict[str, list[datetime]]:
    """When the account answered: by the comment's number, or by `@name` where only the text says whom."""
    found: dict[str, list[datetime]] = {}
    for row in rows:
        account = owner or uid_of(as_dict(row.get("status")))
        said_at = _moment(row, now)
        if not account or uid_of(row) != account or said_at is None:
            continue
        replied = as_dict(row.get("reply_comment"))
        key = as_text(replied.get("idstr")) or as_text(replied.get("id")) or as_text(row.get("reply_id"))
        if not key and _ANSWERS.match(words := words_and_links(row.get("text"))[0]) and (whom := _TO_WHOM.match(words)):
            key = f"@{whom[1]}"
        if key:
            found.setdefault(key, []).append(said_at)
    return found


def _named(row: dict[str, Any]) -> str:
    return f"@{as_text(as_dict(row.get('user')).get('screen_name'))}"


def _moment(row: dict[str, Any], now: datetime) -> datetime | None:
    stated = row.get("created_at")
    found = platform_time(stated, now=now) if isinstance(stated, (str, int, float)) else None
    return found if isinstance(found, datetime) else None


def _post_url(status: dict[str, Any]) -> str:
    mid = number_of(status)
    return weibo_address(uid_of(status), mid) if mid else ""
