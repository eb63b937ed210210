"""Addresses as links name them: one key for an address however it is written, on the portal and on platforms."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from inspection.records import Article

_SHORTEST_NUMBER = 8  # letters of a Weibo post's number; shorter last parts are names


def address_key(url: str) -> str:
    """One key for an address: scheme, a trailing slash, index.html, and what platforms add make no difference.

    A WeChat article is known by its mid and idx, or its short form; a Weibo post by its number or short form.
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
    try:
        parts = urlsplit(url.replace("&amp;", "&"))
    except ValueError:
        return None
    host, last = parts.hostname or "", parts.path.rstrip("/").rpartition("/")[2]
    if host == "mp.weixin.qq.com":
        query = parse_qs(parts.query)
        if "mid" in query and "idx" in query:
            return f"wechat:{query['mid'][0]}_{query['idx'][0]}"
        return f"wechat:{last}" if last else None
    is_weibo = host.endswith((".weibo.cn", "weibo.com")) or host == "weibo.cn"
    return f"weibo:{last}" if is_weibo and len(last) >= _SHORTEST_NUMBER else None
