"""What platforms tell of an article beyond its title and date: values that articles of accounts carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Origin(StrEnum):
    """Whether the account wrote the article itself. Where a source does not say, an article has none."""

    ORIGINAL = "original"
    REPOSTED = "reposted"  # forwarded, shared or taken over from elsewhere
    UNMARKED = "unmarked"  # the source shows which articles are declared 原创, and this one is not: its own or not


def is_own(origin: Origin | None, *, marked_only: bool) -> bool | None:
    """Whether it counts as the account's own; None: that cannot be told. `marked_only`: what is not marked does not."""
    if origin is None or (origin is Origin.UNMARKED and not marked_only):
        return None
    return origin is Origin.ORIGINAL


@dataclass(frozen=True, slots=True)
class Counts:
    """How often an article was read, liked and so on, as the source states it at the time; None: it does not say."""

    reads: int | None = None
    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None


NO_COUNTS = Counts()


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment under an article of an account. Who wrote it is not kept."""

    account: str
    article_url: str
    key: str  # the platform's number of the comment: its identity
    text: str
    said_at: datetime  # aware
    answered_at: datetime | None = None  # aware; when the account first replied, where the source says
    answered: bool | None = None  # None: the source does not tell replies


class Gone:
    """Why an article that was there cannot be read any more: what the platform says in its place (kebab-case)."""

    DELETED = "deleted-by-author"  # 该内容已被发布者删除
    VIOLATION = "violation"  # 此内容因违规无法查看
    EXPIRED = "link-expired"  # 链接已过期
    UNAVAILABLE = "content-unavailable"  # 该内容暂时无法查看, and whatever else says that it is not there
    MISSING = "not-found"  # the platform knows no such article
