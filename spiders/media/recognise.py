"""Whether an answer is media's: a feed, a list of WeChat or Weibo, an export file. By content first, then address."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from inspection.sources import Listing
from inspection.wechat_address import HOST
from spiders.media.feed_xml import is_xml_feed
from spiders.media.feeds import read_feed
from spiders.media.wechat_album import read_album
from spiders.media.wechat_answers import json_of
from spiders.media.wechat_api import read_batchget
from spiders.media.wechat_history import is_history, read_history
from spiders.media.wechat_totals import read_totals
from spiders.media.weibo_html import read_weibo_html
from spiders.media.weibo_json import read_weibo
from spiders.reading.charset import decode

_ALBUM = re.compile(r"js_album_list|album__list|js_album_item")
_WEIBO_HTML = re.compile(r"<div class=[\"']c[\"'] id=[\"']M_|\$render_data\s*=\s*\[")
_WEIBO_KEYS = frozenset({"statuses", "cards", "cardlistInfo", "mblog", "created_at", "longTextContent"})
_WEIBO = ("weibo.com", "weibo.cn", "weibo.com.cn")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADING = re.compile(
    "^(?:(?:内容|文章|图文|作品)?标题|微博(?:内容|正文)|博文(?:内容)?|正文|(?:发布|发表|群发|推送)(?:时间|日期)|日期|(?:总|送达)?阅读.{0,4}"
    "|(?:分享|转发|评论|点赞|在看|留言|收藏|互动)(?:次|人)?(?:数|量)?|(?:内容|文章|博文|图文)?(?:url|链接|地址)|作者|是否原创)$",
    re.I,
)
_HEAD_LINES = 15
_FEED_WORDS = ("jsonfeed.org", "feed_url", "home_page_url")


def read_media(body: bytes, url: str, content_type: str = "", *, now: datetime) -> Listing | None:
    """What the answer lists, by whichever reader it is for; None for a page or data of another kind.

    An article's own page is no list, and a portal's column is not media's: both give None.
    """
    if _looks_like_export(body, url, content_type):
        return _of_export(body, url, now)
    answer = json_of(body, content_type)
    if answer is not None:
        return _of_json(answer, body, url, content_type, now)
    text = decode(body[:2_000_000], content_type)[0].lstrip("\ufeff \r\n\t")
    if text.startswith("<") and is_xml_feed(text):
        return read_feed(body, url, content_type, now=now)
    if text.startswith("{"):  # one message a line
        listing = read_history(body, url, now=now)
        return listing if listing.articles else None
    return _of_page(text, body, url, content_type, now)


def _looks_like_export(body: bytes, url: str, content_type: str) -> bool:
    """Whether this is a workbook, or a table as text whose first lines hold two of the headings of back offices."""
    if body.startswith(_OLD_WORKBOOK) or (body.startswith(b"PK\x03\x04") and b"xl/" in body):
        return True
    if _place(url)[1].lower().endswith((".csv", ".tsv", ".xlsx")):
        return True
    text = decode(body[:16_384], content_type)[0].lstrip("\ufeff \r\n\t")
    if text.startswith(("<", "{", "[")):
        return _place(url)[1].lower().endswith(".xls") and "<table" in text.lower()
    heads = (re.split(r'[,\t;"]+', line) for line in text.splitlines()[:_HEAD_LINES])
    return any(sum(_HEADING.search(cell.strip()) is not None for cell in cells) >= 2 for cells in heads)


def _of_export(body: bytes, url: str, now: datetime) -> Listing:
    from spiders.media.export_file import read_export  # the libraries of workbooks take long to load

    return read_export(body, _place(url)[1].rpartition("/")[2] or "export", now=now)


def _of_json(answer: Any, body: bytes, url: str, content_type: str, now: datetime) -> Listing | None:
    host, path = _place(url)
    if is_history(answer):
        return read_history(body, url, now=now)
    if isinstance(answer, list):
        first = answer[0] if answer and isinstance(answer[0], dict) else {}
        return read_weibo(body, url, now=now) if _is_weibo_post(first) else None
    if not isinstance(answer, dict):
        return None
    if "getalbum_resp" in answer or (host == HOST and "appmsgalbum" in path):
        return read_album(body, url, content_type, now=now)
    if host == HOST and ("base_resp" in answer or "ret" in answer):
        return read_history(body, url, now=now)
    if _is_feed(answer):
        return read_feed(body, url, content_type, now=now)
    if _is_batchget(answer):
        return read_batchget(body)
    if _is_totals(answer):
        return read_totals(body)
    if isinstance(answer.get("errcode"), int | str) and "errmsg" in answer and "item" not in answer:
        return read_batchget(body)  # the official API's error
    return read_weibo(body, url, now=now) if _is_weibo(answer, host) else None


def _is_feed(answer: dict[str, Any]) -> bool:
    version = answer.get("version")
    stated = isinstance(version, str) and _FEED_WORDS[0] in version
    return isinstance(answer.get("items"), list) and (stated or any(word in answer for word in _FEED_WORDS[1:]))


def _is_batchget(answer: dict[str, Any]) -> bool:
    return "item" in answer and ("total_count" in answer or "item_count" in answer)


def _is_totals(answer: dict[str, Any]) -> bool:
    listed = answer.get("list")
    first = listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
    return "ref_date" in first or "msgid" in first


def _is_weibo(answer: dict[str, Any], host: str) -> bool:
    if any(host == one or host.endswith(f".{one}") for one in _WEIBO):
        return True
    if "error_code" in answer and "error" in answer:  # of the open platform
        return True
    data = answer.get("data")
    held = data if isinstance(data, dict) else {}
    if "ok" in answer and (_WEIBO_KEYS & held.keys() or _is_weibo_post(held)):
        return True
    listed = held.get("list")
    rows = listed if isinstance(listed, list) else []
    if "ok" in answer and rows and all(isinstance(row, dict) for row in rows[:3]) and _is_weibo_post(rows[0]):
        return True
    if str(answer.get("ok")) in {"0", "-100"} and ("msg" in answer or "passport" in str(answer.get("url", ""))):
        return True
    return bool({"statuses", "cards"} & answer.keys()) or _is_weibo_post(answer)


def _is_weibo_post(value: Any) -> bool:
    return isinstance(value, dict) and "created_at" in value and ("text" in value or "text_raw" in value)


def _of_page(text: str, body: bytes, url: str, content_type: str, now: datetime) -> Listing | None:
    host, path = _place(url)
    if _ALBUM.search(text) and ("data-link" in text or "appmsgalbum" in path):
        return read_album(body, url, content_type, now=now)
    if host == HOST and path.startswith("/mp/appmsgalbum"):
        return read_album(body, url, content_type, now=now)
    if "msgList" in text and "comm_msg_info" in text:
        return read_history(body, url, now=now)
    if host == HOST and path.startswith(("/mp/profile_ext", "/mp/getmasssendmsg")):
        return read_history(body, url, now=now)
    if _WEIBO_HTML.search(text):
        return read_weibo_html(body, url, now=now)
    if any(host == one or host.endswith(f".{one}") for one in _WEIBO):
        listing = read_weibo_html(body, url, now=now)
        known = (
            listing.articles or listing.total == 0 or (listing.refusal and listing.refusal.reason != "unknown-shape")
        )
        return listing if known else None
    return None


def _place(url: str) -> tuple[str, str]:
    try:
        split = urlsplit(url)
        return (split.hostname or "").lower(), split.path
    except ValueError:
        return "", ""
