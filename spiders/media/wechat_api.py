"""WeChat's list of publications (freepublish/batchget), as the official API gives it to the account's owner.

It holds what was published without a notification to the followers (发布) and nothing of what was sent to them
(群发); wechat_totals reads those. https://developers.weixin.qq.com/doc/service/api/public/api_freepublish_batchget
"""

from __future__ import annotations

import html as entities
import re
from datetime import datetime
from typing import Any

from inspection.media import Gone
from inspection.records import Article, DateFrom
from inspection.sources import Listing, Refusal
from inspection.wechat_address import wechat_address, wechat_number
from spiders.media.fragments import body_of, plain
from spiders.media.values import as_dict, as_dicts, as_flag, as_moment, as_number, as_text
from spiders.media.wechat_errors import read_answer

KIND = "wechat-api"
PAGE = 20  # publications; the most that one answer holds
_HEADLINE = 80  # characters of a text that stands for a missing title
_SENTENCE = re.compile(r"(?<=[。！？!?])")


def read_batchget(body: bytes, *, offset: int = 0, status: int = 200) -> Listing:
    """One page of the list, newest first. `offset` is what was asked for; `following` is the next one to ask for.

    Publications count as one each, however many articles they hold, and so do `offset` and the list's total;
    `Listing.total` is that total. Withdrawn articles are in `gone`, not in `articles`. Whether an article is original
    is not told. `published_at` is the publication's update_time, which the platform sets when it publishes: an
    article that was corrected afterwards bears the time of the correction (wechat_totals.joined mends the day).
    """
    said = read_answer(body, status)
    if isinstance(said, Refusal):
        return Listing(KIND, refusal=said)
    total = as_number(said.get("total_count"))
    if total is None and not isinstance(said.get("item"), list | dict):
        return Listing(KIND, refusal=Refusal("unknown-shape", "没有 total_count 和 item"))
    items = as_dicts(said.get("item"))
    articles: list[Article] = []
    gone: list[tuple[str, str]] = []
    unread = isinstance(said.get("item"), list) and len(items) < len(said["item"])
    for item in items:
        content = as_dict(item.get("content"))
        published_at = _published_at(item, content)
        news = as_dicts(content.get("news_item"))
        unread = unread or not news
        for entry in news:
            address = _address(entry)
            if as_flag(entry.get("is_deleted", entry.get("is_delete"))):
                gone += [(address, Gone.DELETED)] if address else []
            elif address is None or not (article := _article(entry, address, published_at, len(articles))).title:
                unread = True
            else:
                articles.append(article)
    reached = offset + len(items)
    following = str(reached) if items and total is not None and reached < total else None
    unread = unread or (not items and offset < (total or 0))  # the list ends before it should
    return Listing(
        KIND, tuple(articles), following=following, total=total, incomplete=unread, gone=tuple(dict.fromkeys(gone))
    )


def _article(entry: dict[str, Any], address: str, published_at: datetime | None, position: int) -> Article:
    content = as_text(entry.get("content"))
    body = body_of(content, address)
    title = plain(as_text(entry.get("title"))) or _first_words(body.text or plain(as_text(entry.get("digest"))))
    return Article(
        "",
        title,
        address,
        published_at,
        DateFrom.API if published_at is not None else None,
        text=body.text,
        body_links=body.links,
        position=position,
        author=as_text(entry.get("author")) or None,
        cover=_web(entry.get("thumb_url")),
        original_url=_web(entry.get("content_source_url")),
        platform_id=wechat_number(address),
    )


def _first_words(body: str) -> str:
    """Picture and text posts may have no title of their own."""
    line = next((line.strip() for line in body.splitlines() if line.strip()), "")
    return _SENTENCE.split(line)[0][:_HEADLINE]


def _address(entry: dict[str, Any]) -> str | None:
    given = as_text(entry.get("url"))
    return wechat_address(given) or _web(given)


def _web(value: Any) -> str | None:
    """An address on the web, its entities decoded; None for anything else."""
    url = entities.unescape(as_text(value))
    if url.startswith("//"):
        url = f"https:{url}"
    return url if re.match(r"https?://[^\s/]+", url) else None


def _published_at(item: dict[str, Any], content: dict[str, Any]) -> datetime | None:
    told = (
        as_moment(value) for value in (item.get("update_time"), content.get("update_time"), content.get("create_time"))
    )
    return next((stamp for stamp in told if stamp is not None), None)
