"""Addresses as links name them: one key for an address however it is written, on the portal and on platforms."""

from __future__ import annotations

from inspection.records import Article
from inspection.wechat_address import wechat_address, wechat_number
from inspection.weibo_address import weibo_id


def address_key(url: str) -> str:
    """One key for an address: scheme, a trailing slash, index.html, and what platforms add make no difference.

    A WeChat article is known by its mid and idx, or its short form; a Weibo post by its number, however it is written.
    """
    if "mp.weixin.qq.com/" in url or "weibo.c" in url:
        return _platform_key(url) or url.partition("://")[2]
    rest = url.partition("://")[2] or url
    head, _, last = rest.rpartition("/")
    return head if head and (not last or last.lower().startswith(("index.", "default."))) else rest


def own_keys(article: Article) -> frozenset[str]:
    """The keys by which links may name an article: its address, and its number on its platform."""
    keys = {address_key(article.url)}
    if article.platform_id:
        keys |= {f"wechat:{article.platform_id}", f"weibo:{article.platform_id}"}
    return frozenset(keys)


def points_to(article: Article) -> frozenset[str]:
    """Keys of every address that the article links to: in its body, as related, as its original (阅读原文)."""
    original = (article.original_url,) if article.original_url else ()
    return frozenset(map(address_key, (*article.body_links, *(r.url for r in article.related), *original)))


def _platform_key(url: str) -> str | None:
    if (number := wechat_number(url)) is not None:
        return f"wechat:{number}"
    if (address := wechat_address(url)) is not None:
        return f"wechat:{address.rpartition('/')[2]}"
    mid = weibo_id(url)
    return f"weibo:{mid}" if mid is not None else None
