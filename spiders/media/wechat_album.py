"""Albums of WeChat accounts (合集): the page and the JSON by which it is continued."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspection.addresses import join
from inspection.records import Article, DateFrom
from inspection.sources import Listing, Refusal
from inspection.wechat_address import wechat_address, wechat_number
from spiders.markup import bounded
from spiders.media.times import platform_time
from spiders.media.values import as_number
from spiders.media.wechat_answers import json_of, origin_of_stat, refusal_in, refusal_of_page
from spiders.reading.charset import decode
from spiders.reading.page import squeeze
from spiders.reading.wechat_scripts import Scripts, without_entities

KIND = "wechat-album"
PER_PAGE = 20  # rows asked for at once, the most that is given
_CONTINUES = re.compile(r"\bcontinue_flag['\"]?\s*[:=]\s*['\"]?(\d)")


def read_album(body: bytes, url: str, content_type: str = "", *, now: datetime) -> Listing:
    """One page of an album, as HTML or as JSON.

    `following` is the address of the next page, as the platform's own script asks for it: JSON that begins behind the
    last row. An album shows what its editors put into it, newest or oldest first; nothing else of the account.
    """
    answer = json_of(body, content_type)
    if isinstance(answer, dict):
        return _of_json(answer, url, now)
    html = decode(body, content_type)[0]
    tree = LexborHTMLParser(bounded(html))
    rows = tree.css("li[data-link]") or tree.css("[data-link][data-title]")
    if not rows:
        refusal = refusal_of_page(html)
        empty = tree.css_first(".js_album_list, .album__list, #js_album_list") is not None
        return Listing(KIND, refusal=refusal or (None if empty else Refusal("unknown-shape", "合集页面里没有条目")))
    articles = [found for node in rows if (found := _row(node, url, now)) is not None]
    goes_on = match[1] == "1" if (match := _CONTINUES.search(html)) else True
    last = rows[-1].attributes
    return Listing(
        KIND,
        tuple(_placed(articles)),
        account=_account(tree, html),
        following=_following(url, last.get("data-msgid"), last.get("data-itemidx")) if goes_on else None,
        incomplete=len(articles) < len(rows),
    )


def _row(node: LexborNode, url: str, now: datetime) -> Article | None:
    given = node.attributes
    title = squeeze(without_entities(given.get("data-title") or ""))
    if not title and (shown := node.css_first(".album__item-title-wrp, .album__item-title, h3, h4")) is not None:
        title = squeeze(shown.text())
    at = node.css_first(".js_article_create_time")
    picture = node.css_first(".album__item-img, img")
    style = (picture.attributes.get("style") or "") if picture is not None else ""
    cover = (picture.attributes.get("data-src") or picture.attributes.get("src")) if picture is not None else None
    if not cover and (match := re.search(r"url\(['\"]?([^'\")]+)", style)):
        cover = match[1]
    return _article(
        title,
        given.get("data-link") or "",
        squeeze(at.text()) if at is not None else "",
        (given.get("data-msgid"), given.get("data-itemidx")),
        url,
        now,
        cover=cover,
    )


def _of_json(answer: dict[str, Any], url: str, now: datetime) -> Listing:
    if (refusal := refusal_in(answer)) is not None:
        return Listing(KIND, refusal=refusal)
    album = answer.get("getalbum_resp")
    if not isinstance(album, dict):
        return Listing(KIND, refusal=Refusal("unknown-shape", "应答里没有 getalbum_resp"))
    base = album.get("base_info") if isinstance(album.get("base_info"), dict) else {}
    assert isinstance(base, dict)
    listed = album.get("article_list") or []
    rows = [listed] if isinstance(listed, dict) else listed if isinstance(listed, list) else []
    articles: list[Article] = []
    for row in rows:
        if isinstance(row, dict) and (found := _json_row(row, url, now)) is not None:
            articles.append(found)
    last = rows[-1] if rows and isinstance(rows[-1], dict) else {}
    goes_on = as_number(album.get("continue_flag")) == 1 and bool(rows)
    return Listing(
        KIND,
        tuple(_placed(articles)),
        account=squeeze(without_entities(str(base.get("nickname") or ""))),
        following=_following(url, last.get("msgid"), last.get("itemidx")) if goes_on else None,
        total=as_number(base.get("article_count")),
        incomplete=len(articles) < len(rows),
    )


def _json_row(row: dict[str, Any], url: str, now: datetime) -> Article | None:
    stamp = row.get("create_time") or row.get("datetime") or ""
    return _article(
        squeeze(without_entities(str(row.get("title") or ""))),
        str(row.get("url") or row.get("content_url") or ""),
        stamp if isinstance(stamp, (str, int)) else "",
        (row.get("msgid"), row.get("itemidx")),
        url,
        now,
        cover=str(row.get("cover_img_1_1") or row.get("cover") or "") or None,
        author=squeeze(str(row.get("author") or "")) or None,
        stat=row.get("copyright_stat"),
    )


def _article(
    title: str,
    link: str,
    stamp: str | int,
    numbers: tuple[Any, Any],
    url: str,
    now: datetime,
    *,
    cover: str | None = None,
    author: str | None = None,
    stat: Any = None,
) -> Article | None:
    address = wechat_address(link) or join(url, without_entities(link))
    if not title or not link or address is None:
        return None
    published = platform_time(stamp, now=now)
    mid, idx = as_number(numbers[0]), as_number(numbers[1])
    return Article(
        "",
        title,
        address,
        published,
        DateFrom.LIST if published is not None else None,
        cover=join(url, without_entities(cover)) if cover else None,
        author=author,
        origin=origin_of_stat(stat),
        platform_id=wechat_number(link) or (f"{mid}_{idx or 1}" if mid else None),
    )


def _placed(articles: list[Article]) -> list[Article]:
    return [replace(article, position=position) for position, article in enumerate(articles)]


def _account(tree: LexborHTMLParser, html: str) -> str:
    shown = tree.css_first(".album__author-name, .js_album_author_name, #js_nickname")
    name = squeeze(shown.text()) if shown is not None else ""
    return name or squeeze(without_entities(Scripts(html).variable("var nickname", "window.nickname")))


def _following(url: str, msgid: Any, itemidx: Any) -> str | None:
    mid, idx = as_number(msgid), as_number(itemidx)
    given = dict(parse_qsl(urlsplit(without_entities(url)).query, keep_blank_values=True))
    if mid is None or "album_id" not in given:
        return None
    asked = {"action": "getalbum", "__biz": given.get("__biz", ""), "album_id": given["album_id"]}
    if given.get("is_reverse"):
        asked["is_reverse"] = given["is_reverse"]
    asked |= {"count": str(PER_PAGE), "begin_msgid": str(mid), "begin_itemidx": str(idx or 1), "f": "json"}
    return urljoin(url, f"/mp/appmsgalbum?{urlencode(asked, safe='=')}")
