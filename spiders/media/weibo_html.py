"""Pages of Weibo: the old mobile weibo.cn, and m.weibo.cn's page of one post with its data in a script."""

from __future__ import annotations

import json
import re
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from bs4.element import NavigableString, Tag

from inspection.media import Counts, Origin
from inspection.records import Article, DateFrom
from inspection.sources import Listing, Refusal
from inspection.weibo_address import mid_of, weibo_address, weibo_id
from spiders.media.fragments import attribute, parsed
from spiders.media.values import as_count
from spiders.media.weibo_errors import refusal_of_page
from spiders.media.weibo_json import numbered, read_weibo
from spiders.media.weibo_post import DELETED_ORIGINAL, dated
from spiders.media.weibo_text import fragment, is_cut, title_of

_RENDERED = re.compile(r"\$render_data\s*=\s*(\[.*?\])\[0\]\s*\|\|", re.S)
_OWN_UID = re.compile(r"^/(?:u/)?(\d{5,12})(?:/|$)")
_NAME = re.compile(r"^(.{1,40}?)的微博$")
_DELETED = re.compile(r"(?:此|该|原)微博[^。]{0,20}?删除|不可见|查看权限")
_NOT_THERE = re.compile(r"微博不存在或暂无查看权限|此微博已被(?:作者)?删除|由于博主设置，目前内容暂不可见|暂无查看权限")
_POSTS = re.compile(r"微博\[(\d{1,18})\]")
_END_OF_REPOST = re.compile(r"赞\[|原文转发|已赞\[")
_HIDDEN_LINKS = re.compile(r"/mblog/(?:pic|picAll|oripic)|/(?:attitude|repost|comment|fav)/")


def read_weibo_html(body: bytes, url: str, *, now: datetime) -> Listing:
    """The posts of a weibo.cn profile page, or why there are none. Never raises.

    `following` is the address of the next page; `total` the number of posts that the account's head states.
    """
    html = body.decode("utf-8", "replace")
    if rendered := _RENDERED.search(html):
        return _rendered(rendered[1], url, now)
    tree = parsed(html)
    posts = tree.select("div.c[id^=M_]")
    uid, account = _account(tree, url)
    if not posts:
        return _without_posts(html, tree, account)
    if len(posts) == 1 and attribute(posts[0], "id") == "M_":
        return _of_one(tree, posts[0], url, now)
    articles = [_article(post, uid, account, now) for post in posts]
    known = tuple(article for article in articles if article is not None)
    return Listing(
        "weibo-html",
        numbered(known),
        account=account,
        following=_following(tree, url),
        total=_total(tree),
        incomplete=len(known) < len(articles),
    )


def _of_one(tree: Tag, post: Tag, url: str, now: datetime) -> Listing:
    """The page of one post with its comments: who wrote it is said first, and its counts stand behind it."""
    links = [attribute(link, "href") for link in tree.select("a[href*='/repost/'], a[href*='/attitude/']")]
    mid = weibo_id(url) or next((mid for link in links if (mid := weibo_id(urljoin("https://weibo.cn/", link)))), None)
    writer = post.select_one("div > a[href^='/']")
    uid = _OWN_UID.match(attribute(writer, "href"))
    name = writer.get_text().strip() if writer is not None else ""
    if writer is not None:
        writer.decompose()
    article = _article(post, uid[1] if uid else "", name, now, mid=mid, counts=_counts(tree))
    if article is None:
        return Listing("weibo-html", refusal=Refusal("unknown-shape", "网页里没有微博的编号"))
    return Listing("weibo-html", (article,), account=name)


def _rendered(script: str, url: str, now: datetime) -> Listing:
    try:
        data = json.loads(script)
        status = data[0].get("status") if data and isinstance(data[0], dict) else None
    except (ValueError, RecursionError):
        status = None
    if not isinstance(status, dict):
        return Listing("weibo-html", refusal=Refusal("unknown-shape", "网页里没有微博的数据"))
    return read_weibo(json.dumps({"ok": 1, "data": status}).encode(), url, now=now)


def _without_posts(html: str, tree: Tag, account: str) -> Listing:
    """A wall, a page in the place of a post, an account that has written nothing, or a page of another kind."""
    words = tree.get_text(" ")
    if (wall := refusal_of_page(html)) is not None and not account:
        return Listing("weibo-html", refusal=wall)
    total = _total(tree)
    if total == 0:
        return Listing("weibo-html", account=account, total=0)
    if said := _NOT_THERE.search(words):
        return Listing("weibo-html", refusal=Refusal("platform-error", said[0]))
    return Listing("weibo-html", refusal=wall or Refusal("unknown-shape", "网页里没有微博"), account=account)


def _account(tree: Tag, url: str) -> tuple[str, str]:
    """(number, name) of the account, from the page's address and title, its own links and head."""
    found = _OWN_UID.match(urlsplit(url).path)
    link = tree.select_one("a[href*='/info'], a[href*='/follow'], a[href*='/photo']")
    stated = _OWN_UID.match(attribute(link, "href"))
    title = tree.select_one("title")
    name = _NAME.match((title.get_text() if title is not None else "").strip())
    number = stated or found
    return (number[1] if number else "", name[1] if name else "")


def _article(
    post: Tag, uid: str, account: str, now: datetime, *, mid: str | None = None, counts: Counts | None = None
) -> Article | None:
    mid = mid or mid_of(attribute(post, "id")[2:])
    blocks = post.find_all("div", recursive=False)
    if mid is None or not blocks:
        return None
    stated = post.select_one("span.ct")
    published = dated(stated.get_text(), mid, now) if stated is not None else None
    pinned = any(mark.get_text().strip(" []") == "置顶" for mark in post.select("span.kt"))
    reposted = next((mark for mark in post.select("span.cmt") if mark.get_text().strip().startswith("转发了")), None)
    cover = None if reposted is not None else _cover(post)
    whole, own, links = _words(blocks, reposted)
    return Article(
        channel="",
        title=title_of(own or whole) or "（无文字）",
        url=weibo_address(uid, mid),
        published_at=published,
        date_from=DateFrom.LIST if published is not None else None,
        text=whole,
        body_links=links,
        read_in_full=not is_cut(whole),
        author=account or None,
        cover=cover,
        origin=Origin.REPOSTED if reposted is not None else Origin.ORIGINAL,
        counts=counts or _counts(blocks[-1]),
        pinned=pinned,
        platform_id=mid,
    )


def _words(blocks: list[Tag], reposted: Tag | None) -> tuple[str, str, tuple[str, ...]]:
    """(the whole text, the account's own words, the links in them).

    The first block has the text, the original's in a repost; the last has what the account wrote to a repost. A
    block's text ends at its pictures and counts: the span around it is often closed too early.
    """
    if reposted is None:
        own, links = _until_counts(blocks[0])
        return own, own, links
    original = _until_counts(blocks[0], skip=reposted)[0]
    own, links = _until_counts(blocks[-1]) if len(blocks) > 1 else ("", ())
    own = re.sub(r"^转发理由[:：]\s*", "", own)
    writer = next((link.get_text().strip().lstrip("@") for link in reposted.select("a")), "")
    gone = not writer and _DELETED.search(original)
    behind = f"{DELETED_ORIGINAL}：{original}" if gone else f"@{writer}：{original}" if writer else original
    return f"{own}\n//转发 {behind}".strip(), own, links


def _until_counts(block: Tag, skip: Tag | None = None) -> tuple[str, tuple[str, ...]]:
    parts: list[str] = []
    links: list[str] = []
    for child in block.children:
        if child is skip:
            continue
        if not isinstance(child, Tag):
            text = child if type(child) is NavigableString else ""
            parts.append(" " if text.isspace() else text)
            continue
        text = child.get_text().strip()
        if child.name == "a" and _HIDDEN_LINKS.search(href := attribute(child, "href")) and "ckAll" not in href:
            break
        if (child.name == "span" and _END_OF_REPOST.match(text)) or "ct" in attribute(child, "class").split():
            break
        if child.name == "span" and text.strip(" []") in {"置顶", "转发理由:", "转发理由："}:
            continue
        words, found = fragment(child, "https://weibo.cn/")
        parts.append("\n" if child.name == "br" else words)
        links.extend(found)
    text = re.sub(r"\s*\[\s*$", "", "".join(parts).replace("\xa0", " ")).strip().removeprefix(":").strip()
    return re.sub(r"[ \t]{2,}", " ", text), tuple(dict.fromkeys(links))


def _counts(post: Tag) -> Counts:
    found: dict[str, int | None] = {}
    for node in post.select("a, span"):
        words = node.get_text().strip()
        for name, label in (("likes", "赞["), ("likes", "已赞["), ("reposts", "转发["), ("comments", "评论[")):
            if words.startswith(label):
                found.setdefault(name, as_count(words.partition("[")[2]))
    return Counts(likes=found.get("likes"), comments=found.get("comments"), reposts=found.get("reposts"))


def _cover(post: Tag) -> str | None:
    picture = post.select_one("img.ib")
    source = attribute(picture, "src")
    large = re.sub(r"(sinaimg\.\w+)/(?:wap\d+|thumb\d+|thumbnail|bmiddle|orj\d+|or\d+)/", r"\1/large/", source)
    return urljoin("https://weibo.cn/", large) if source else None


def _following(tree: Tag, url: str) -> str | None:
    for link in tree.select("#pagelist a"):
        if link.get_text().strip() == "下页":
            base = url if url.startswith("http") else "https://weibo.cn/"
            return urljoin(base, attribute(link, "href"))
    return None


def _total(tree: Tag) -> int | None:
    for mark in tree.select("div.tip2 span.tc"):
        if found := _POSTS.search(mark.get_text()):
            return int(found[1])
    return None
