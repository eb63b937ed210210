"""Readers' comments under one WeChat article (comment/list). Who wrote them (openid) is not kept.

https://developers.weixin.qq.com/doc/service/api/leaving/api_listcomment
"""

from __future__ import annotations

from typing import Any

from inspection.media import Comment
from inspection.sources import Listing, Refusal
from spiders.media.values import as_dict, as_dicts, as_moment, as_number, as_text
from spiders.media.wechat_errors import read_answer

KIND = "wechat-comments"
PAGE = 49  # comments; 50 and more are refused
CLOSED = frozenset({88000, 88001})  # no comments: not opened for the article, or it cannot have any


def read_comments(
    body: bytes, account: str, url: str, platform_id: str, *, begin: int = 0, status: int = 200
) -> Listing:
    """One page of the comments under the article at `url`; `following` is the next place to begin at.

    `incomplete` where the platform counts comments that it does not show. The platform numbers comments article by
    article, so that a comment's key holds the article's number too.
    """
    said = read_answer(body, status)
    if isinstance(said, Refusal):
        return Listing(KIND, refusal=said)
    rows = said.get("comment")
    if not isinstance(rows, list | dict) and as_number(said.get("total")) is None:
        return Listing(KIND, refusal=Refusal("unknown-shape", "没有 comment 和 total"))
    shown = as_dicts(rows)
    comments = [comment for row in shown if (comment := _comment(row, account, url, platform_id)) is not None]
    total = as_number(said.get("total")) or 0
    counted = max(total, as_number(said.get("comment_cnt")) or 0)
    reached = begin + len(shown)
    return Listing(
        KIND,
        total=total,
        comments=tuple(comments),
        following=str(reached) if shown and reached < total else None,
        incomplete=len(comments) < len(shown) or (not shown and begin < counted),
    )


def _comment(row: dict[str, Any], account: str, url: str, platform_id: str) -> Comment | None:
    key = as_text(row.get("user_comment_id"))
    said_at = as_moment(row.get("create_time"))
    if not key or said_at is None:
        return None
    reply = as_dict(row.get("reply"))
    answered_at = as_moment(reply.get("create_time"))
    answered = answered_at is not None or bool(as_text(reply.get("content")))
    return Comment(account, url, f"{platform_id}-{key}", as_text(row.get("content")), said_at, answered_at, answered)
