"""JSON of Weibo: m.weibo.cn's containers and posts, weibo.com's own interface, and the open platform's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from inspection.records import Article
from inspection.sources import Listing, Refusal
from spiders.media.values import as_count, as_dict, as_list, as_text
from spiders.media.weibo_comments import comments_in
from spiders.media.weibo_errors import refusal_in, refusal_of_page, says_nothing
from spiders.media.weibo_post import as_article, is_own, is_pinned

_CONTAINER = re.compile(r"(?:107603|107803|100505|230413|230283)(\d{5,12})")
_CALLBACK = re.compile(rb"^\s*[\w$.]+\s*\(\s*(?=[\[{])(.*)\)\s*;?\s*$", re.S)
_DEEPEST = 4  # levels of card groups


_Post = tuple[dict[str, Any], dict[str, Any]]  # a post, and the card that holds it


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer: what it was recognised as, its posts with their cards, and where it goes on."""

    kind: str
    posts: tuple[_Post, ...] = ()
    owner: str = ""
    account: str = ""
    total: int | None = None
    parameter: str = ""  # of the address that leads to the next page
    value: str = ""
    odd: bool = False  # it holds something, and no post could be made out


def read_weibo(body: bytes, url: str, *, now: datetime) -> Listing:
    """What an answer lists: posts of the account, or why there are none. Never raises.

    `following` is the address of the next page (`url` with its since_id or page); the bare value where `url` is none.
    An answer without posts, without a refusal and not `incomplete` says that it truly lists none.
    """
    try:
        data = json.loads(_bare(body))
    except (ValueError, RecursionError):
        page = body.decode("utf-8", "replace")
        return Listing("weibo", refusal=refusal_of_page(page) or Refusal("not-json", " ".join(page[:60].split())))
    if isinstance(data, list) and data and all("text" in as_dict(post) for post in data):
        data = {"statuses": data}
    if not isinstance(data, dict):
        return Listing("weibo", refusal=Refusal("unknown-shape", "不是微博的应答"))
    if (refusal := refusal_in(data)) is not None:
        return Listing("weibo", refusal=refusal)
    if (comments := _comments(data)) is not None:
        return comments_in(comments, now=now)
    answer = _recognised(data, url)
    if answer is None:
        return Listing("weibo", refusal=Refusal("unknown-shape", f"字段：{'、'.join(map(str, list(data)[:8]))}"))
    return _listed(answer, url, now)


def rows_of(body: bytes) -> tuple[dict[str, Any], ...]:
    """The posts or comments of an answer as they are, for what a listing does not tell: how many there were."""
    try:
        data = json.loads(_bare(body))
    except (ValueError, RecursionError):
        return ()
    if not isinstance(data, dict):
        return ()
    if (comments := _comments(data)) is not None:
        return tuple(row for row in map(as_dict, comments["comments"]) if row)
    answer = _recognised(data, "")
    return tuple(post for post, _ in answer.posts) if answer is not None else ()


def _bare(body: bytes) -> bytes:
    body = body.removeprefix(b"\xef\xbb\xbf")
    wrapped = _CALLBACK.match(body[:2_000_000]) if body[:1] not in b"{[" else None
    return wrapped[1] if wrapped else body


def _recognised(data: dict[str, Any], url: str) -> _Answer | None:
    inner = as_dict(data.get("data"))
    query = dict(parse_qsl(urlsplit(url).query)) if "?" in url else {}
    if "cards" in inner or "cards" in data:
        return _container(inner if "cards" in inner else data, query)
    if isinstance(inner.get("list"), list):
        return _ajax(inner, query)
    for outer in (data, inner):
        if isinstance(outer.get("statuses"), list):
            return _timeline(outer, query)
    for post in (inner, as_dict(data.get("status")), data):
        if "longTextContent" in post or (("text" in post or "text_raw" in post) and ("id" in post or "mid" in post)):
            named = {"mid": query.get("id", "")} if "id" not in post and "mid" not in post else {}
            return _Answer("weibo-post", (({**post, **named}, {}),))
    if "userInfo" in inner or "screen_name" in as_dict(inner.get("user")):
        return _profile(inner)
    empty = "data" in data and not inner and "ok" in data
    return _Answer("weibo-mobile", owner=_owner(query, {})) if empty else None


def _comments(data: dict[str, Any]) -> dict[str, Any] | None:
    """Of the open interface, or of m.weibo.cn (`data.data`)."""
    inner = as_dict(data.get("data"))
    rows = inner.get("data")
    if isinstance(rows, list) and rows and all("user" in as_dict(row) and "text" in as_dict(row) for row in rows):
        return {"comments": rows, "total_number": inner.get("total_number")}
    return data if isinstance(data.get("comments"), list) else None


def _container(data: dict[str, Any], query: dict[str, str]) -> _Answer:
    """m.weibo.cn/api/container/getIndex: pages by since_id, of old by page."""
    info = as_dict(data.get("cardlistInfo"))
    cards = as_list(data.get("cards"))
    posts = tuple(_in_cards(cards, 0))
    owner = _owner(query, info) or as_text(as_dict(data.get("userInfo")).get("id"))
    account = as_text(as_dict(data.get("userInfo")).get("screen_name"))
    since, page = as_text(info.get("since_id")), as_text(info.get("page"))
    if not posts and not since:
        page = ""  # an empty page names a next one all the same
    parameter, value = ("since_id", since) if since.strip("0") else ("page", page)
    odd = bool(cards) and not posts and not says_nothing(json.dumps(cards, ensure_ascii=False))
    return _Answer("weibo-mobile", posts, owner, account, as_count(info.get("total")), parameter, value, odd)


def _ajax(data: dict[str, Any], query: dict[str, str]) -> _Answer:
    """weibo.com/ajax/statuses/mymblog."""
    posts = _without_cards(data["list"])
    since = as_text(data.get("since_id")) if posts else ""
    return _Answer("weibo-ajax", posts, _owner(query, {}), "", as_count(data.get("total")), "since_id", since)


def _timeline(data: dict[str, Any], query: dict[str, str]) -> _Answer:
    """2/statuses/user_timeline and home_timeline: pages by max_id, `next_cursor` where there is one."""
    posts = _without_cards(data["statuses"])
    cursor = as_text(data.get("next_cursor")) if posts else ""
    total = as_count(data.get("total_number"))
    return _Answer("weibo-api", posts, _owner(query, {}), "", total, "max_id", cursor)


def _profile(data: dict[str, Any]) -> _Answer:
    """getIndex without a container: who the account is, and which container holds its posts."""
    user = as_dict(data.get("userInfo")) or as_dict(data.get("user"))
    tabs = as_list(as_dict(data.get("tabsInfo")).get("tabs"))
    container = next(
        (as_text(tab.get("containerid")) for tab in map(as_dict, tabs) if tab.get("tabKey") == "weibo"), ""
    )
    total = as_count(user.get("statuses_count"))
    name = as_text(user.get("screen_name"))
    return _Answer("weibo-profile", (), as_text(user.get("id")), name, total, "containerid", container)


def _without_cards(posts: list[Any]) -> tuple[_Post, ...]:
    return tuple((post, {}) for post in map(as_dict, posts) if post)


def _in_cards(cards: list[Any], depth: int) -> Iterator[_Post]:
    for card in map(as_dict, cards):
        if mblog := as_dict(card.get("mblog")):
            yield mblog, card
        elif depth < _DEEPEST:
            yield from _in_cards(as_list(card.get("card_group")), depth + 1)
            for pic in map(as_dict, as_list(card.get("pics"))):  # of an album: posts in short
                if mblog := as_dict(pic.get("mblog")):
                    yield mblog, {}


def _listed(answer: _Answer, url: str, now: datetime) -> Listing:
    articles: dict[str, Article] = {}
    incomplete = answer.odd
    for post, card in answer.posts:
        if not is_own(post, answer.owner):
            continue
        pinned = is_pinned(post, card)
        article = as_article(post, owner=answer.owner, pinned=pinned, now=now)
        if article is None:
            incomplete = True
            continue
        articles.setdefault(article.platform_id or article.url, article)
    authors = {article.author for article in articles.values() if article.author}
    return Listing(
        answer.kind,
        numbered(tuple(articles.values())),
        account=answer.account or (authors.pop() if len(authors) == 1 else ""),
        following=_following(url, answer.parameter, answer.value),
        total=answer.total,
        incomplete=incomplete,
    )


def numbered(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Positions by the order of the source; what is pinned comes after all others, for its place says nothing."""
    order = sorted(range(len(articles)), key=lambda index: articles[index].pinned)
    places = {index: position for position, index in enumerate(order)}
    return tuple(replace(article, position=places[index]) for index, article in enumerate(articles))


def _owner(query: dict[str, str], info: dict[str, Any]) -> str:
    for text in (query.get("value", ""), query.get("uid", "")):
        if text.isdecimal():
            return text
    for text in (query.get("containerid", ""), as_text(info.get("containerid"))):
        if found := _CONTAINER.match(text):
            return found[1]
    return ""


def _following(url: str, parameter: str, value: str) -> str | None:
    if not value.strip("0-"):
        return None
    if not url.startswith(("http://", "https://")):
        return value
    parts = urlsplit(url)
    pairs = [(name, old) for name, old in parse_qsl(parts.query, keep_blank_values=True) if name != parameter]
    return urlunsplit(parts._replace(query=urlencode([*pairs, (parameter, value)]), fragment=""))
