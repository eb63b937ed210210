"""Histories of WeChat accounts: what was sent, push by push, as the account's page and its back office list it."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from inspection.addresses import join
from inspection.media import Gone
from inspection.records import Article, DateFrom
from inspection.sources import Listing, Refusal
from inspection.wechat_address import wechat_address, wechat_number
from spiders.media.times import platform_time
from spiders.media.values import as_number
from spiders.media.wechat_answers import json_of, origin_of_stat, refusal_in, refusal_of_page
from spiders.reading.charset import decode
from spiders.reading.page import squeeze
from spiders.reading.wechat_scripts import Scripts, without_entities

KIND = "wechat-history"
_WITHDRAWN_PUSH = 7  # comm_msg_info.status; 2 is sent
_LIST = re.compile(r"\bmsgList\s*=\s*(?=\{)")
_WITHDRAWN = 4  # del_flag; 1 is there


def read_history(body: bytes, url: str, *, now: datetime) -> Listing:
    """A history: the JSON of getmsg (general_msg_list), the page that holds it (var msgList), a file of its messages,
    one a line, or the JSON of the back office (app_msg_list, publish_page). `following`: the next page's address, or
    its offset where the address is not known.
    """
    answer = json_of(body)
    if isinstance(answer, dict):
        return _of_answer(answer, url, now)
    if isinstance(answer, list):
        return _listing(answer, now)
    text = decode(body)[0]
    if (lines := _lines(text)) is not None:
        return _listing(lines, now)
    scripts = Scripts(text)
    stated = scripts.variable("msgList")
    held = _json(entities.unescape(stated)) or _json(without_entities(stated)) or _object(text)
    if held is not None:
        account = squeeze(without_entities(scripts.variable("var nickname", "window.nickname")))
        return replace(_listing(_pushes(held), now), account=account)
    return Listing(KIND, refusal=refusal_of_page(text) or Refusal("unknown-shape", "没有找到消息列表"))


def is_history(answer: Any) -> bool:
    """Whether a JSON value has the shape of a history."""
    if isinstance(answer, list):
        return bool(answer) and isinstance(answer[0], dict) and "comm_msg_info" in answer[0]
    if not isinstance(answer, dict):
        return False
    if {"general_msg_list", "app_msg_list", "publish_page", "comm_msg_info"} & answer.keys():
        return True
    return is_history(answer.get("list"))


def _of_answer(answer: dict[str, Any], url: str, now: datetime) -> Listing:
    if (refusal := refusal_in(answer)) is not None:
        return Listing(KIND, refusal=refusal)
    if "app_msg_list" in answer or "publish_page" in answer:
        return _of_back_office(answer, now)
    if "comm_msg_info" in answer:
        return _listing([answer], now)
    held = answer.get("general_msg_list", answer if "list" in answer else None)
    if (held := _json(held)) is None:
        return Listing(KIND, refusal=Refusal("unknown-shape", "应答里没有消息列表"))
    offset = as_number(answer.get("next_offset"))
    goes_on = (as_number(answer.get("can_msg_continue")) or as_number(answer.get("is_continue"))) == 1
    return replace(
        _listing(_pushes(held), now), following=_next(url, offset) if goes_on and offset is not None else None
    )


def _listing(pushes: list[Any], now: datetime) -> Listing:
    articles: list[Article] = []
    gone: list[tuple[str, str]] = []
    incomplete = False
    for push in pushes:
        told = push.get("comm_msg_info") if isinstance(push, dict) else None
        if not isinstance(told, dict):
            incomplete = True
            continue
        published = platform_time(told.get("datetime") or "", now=now)
        withdrawn = as_number(told.get("status")) == _WITHDRAWN_PUSH
        rows = list(_rows(push))
        incomplete |= (
            not rows and not withdrawn
        )  # a text, a picture, a voice, a video: published, and without an address
        for row in rows:
            found = _article(row, published)
            if withdrawn or as_number(row.get("del_flag")) == _WITHDRAWN:
                gone += [(found.url, Gone.DELETED)] if found is not None else []
            elif found is None:
                incomplete = True
            else:
                articles.append(replace(found, position=len(articles)))
    return Listing(KIND, tuple(articles), incomplete=incomplete, gone=tuple(dict.fromkeys(gone)))


def _rows(push: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The articles of one push, the first one first. Where that one was withdrawn, its place is empty."""
    first = push.get("app_msg_ext_info")
    if not isinstance(first, dict):
        return
    others = first.get("multi_app_msg_item_list") or []
    others = [row for row in others if isinstance(row, dict)] if isinstance(others, list) else []
    if first.get("title") or first.get("content_url") or not others:
        yield first
    yield from others


def _article(row: dict[str, Any], published: Any) -> Article | None:
    title = squeeze(without_entities(str(row.get("title") or "")))
    link = str(row.get("content_url") or row.get("link") or row.get("url") or "")
    address = wechat_address(link) or join("https://mp.weixin.qq.com/", _plain(link))
    if not title or not link or address is None:
        return None
    source = _plain(str(row.get("source_url") or ""))
    cover = _plain(str(row.get("cover") or row.get("cover_img") or ""))
    return Article(
        "",
        title,
        address,
        published,
        DateFrom.API if published is not None else None,
        author=squeeze(without_entities(str(row.get("author") or row.get("author_name") or ""))) or None,
        cover=join("https://mp.weixin.qq.com/", cover) if cover else None,
        origin=origin_of_stat(row.get("copyright_stat")),
        original_url=(wechat_address(source) or join("", source)) if source else None,
        platform_id=wechat_number(link) or _aid(row),
    )


def _aid(row: dict[str, Any]) -> str | None:
    aid = str(row.get("aid") or "")
    if all(as_number(part) for part in aid.split("_")) and aid.count("_") == 1:
        return aid
    mid, idx = as_number(row.get("appmsgid")), as_number(row.get("itemidx"))
    return f"{mid}_{idx or 1}" if mid else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _of_back_office(answer: dict[str, Any], now: datetime) -> Listing:
    """What the editors' own pages ask for: a plain list, or pushes with JSON inside JSON."""
    page = _json(answer.get("publish_page")) or {}
    listed: list[tuple[dict[str, Any], Any]] = []
    for row in _listed(answer.get("app_msg_list")):
        listed += [(row, None)] if isinstance(row, dict) else []
    for push in _listed(page.get("publish_list")):
        told = _json(push.get("publish_info")) if isinstance(push, dict) else None
        sent = told.get("sent_info") if told else None
        at = sent.get("time") if isinstance(sent, dict) else None
        listed += [(row, at) for row in _listed((told or {}).get("appmsgex")) if isinstance(row, dict)]
    articles: list[Article] = []
    gone: list[tuple[str, str]] = []
    for row, at in listed:
        stamp = at or row.get("create_time") or row.get("update_time") or ""
        if (found := _article(row, platform_time(stamp, now=now))) is None:
            continue
        if as_number(row.get("is_deleted")) == 1 or row.get("is_deleted") is True:
            gone.append((found.url, Gone.DELETED))
        else:
            articles.append(replace(found, position=len(articles)))
    total = as_number(page.get("total_count")) or as_number(answer.get("app_msg_cnt"))
    return Listing(KIND, tuple(articles), total=total, gone=tuple(dict.fromkeys(gone)))


def _pushes(held: dict[str, Any]) -> list[Any]:
    listed = held.get("list")
    return listed if isinstance(listed, list) else [listed] if isinstance(listed, dict) else []


def _lines(text: str) -> list[Any] | None:
    """Messages one a line; None where the text is no such file."""
    if not text.lstrip("\ufeff \r\n").startswith("{"):
        return None
    try:
        values = [json.loads(line, strict=False) for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
    return values if is_history(values) else None


def _json(value: Any) -> dict[str, Any] | None:
    """An object, or a text that holds one."""
    if isinstance(value, str):
        try:
            value = json.loads(value, strict=False)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, dict) else None


def _object(html: str) -> dict[str, Any] | None:
    """`var msgList = {"list": …}`, as pages of 2016 had it."""
    if (match := _LIST.search(html)) is None:
        return None
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(html, match.end())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _plain(url: str) -> str:
    return without_entities(url.replace("\\/", "/")).strip()


def _next(url: str, offset: int) -> str:
    split = urlsplit(url)
    given = dict(parse_qsl(split.query, keep_blank_values=True))
    if "offset" not in given:
        return str(offset)
    return urlunsplit(split._replace(query=urlencode(given | {"offset": str(offset)}, safe="=")))
