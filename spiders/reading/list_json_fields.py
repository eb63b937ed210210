"""What a JSON object says of an article: its title, address, date and number, whatever its fields are called."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from inspection.records import Published
from spiders.reading.dates import find_date, from_timestamp
from spiders.reading.list_titles import plain_text

Fields = dict[str, Any]
_LATEST = 10**15  # milliseconds, and more than any date has
TITLE = [
    "title",
    "doctitle",
    "articletitle",
    "arttitle",
    "art_title",
    "newstitle",
    "infotitle",
    "showtitle",
    "filename",
    "subject",
    "headline",
    "topic",
    "caption",
    "name",
    "biaoti",
    "bt",
    "at",
    "mc",
    "zc_title",
    "wjmc",
    "docname",
]
URL = [
    "url",
    "docpuburl",
    "puburl",
    "publishurl",
    "docurl",
    "articleurl",
    "linkurl",
    "link",
    "href",
    "weburl",
    "pageurl",
    "detailurl",
    "infourl",
    "arturl",
    "jumpurl",
    "path",
    "au",
    "htmlurl",
    "visiturl",
    "posturl",
    "post_url",
    "doclink",
    "address",
]
DATE = [
    "pubdate",
    "publishdate",
    "publishdatestr",
    "publishtime",
    "publishtimestr",
    "publishedtime",
    "publishedtimestr",
    "publisheddate",
    "pub_date",
    "pub_time",
    "pubtime",
    "publish_time",
    "publish_date",
    "published_at",
    "display_date",
    "displaydate",
    "display_publish_time",
    "first_publish_time",
    "firstpublishtime",
    "docpubtime",
    "docreltime",
    "deploytime",
    "releasedate",
    "releasetime",
    "issuedate",
    "fbrq",
    "fbsj",
    "fwrq",
    "showdate",
    "artdate",
    "apd",
    "adddate",
    "addtime",
    "infodate",
    "date",
    "time",
    "createdate",
    "createtime",
    "created_at",
    "create_time",
    "crtime",
    "updatetime",
    "updated_at",
    "modifytime",
]
NUMBER = [
    "filenum",
    "documentnumber",
    "document_number",
    "docno",
    "docnumber",
    "fileno",
    "filenumber",
    "wenhao",
    "fwzh",
    "wh",
    "wjbh",
    "issueno",
    "referencenumber",
]
RELATED = re.compile(r"xgjd|jiedu|jie_du|jdurl|related|interpret|zcjd|xgwj", re.I)


def parse(body: str) -> Any | None:
    """The JSON in an answer: bare, with a mark before it, handed to a callback, or assigned to a variable."""
    text = body.lstrip("\ufeff \r\n\t").rstrip(" ;\r\n\t")
    for attempt in (text, _unwrapped(text)):
        try:
            return json.loads(attempt, strict=False, parse_float=_finite, parse_constant=_finite)
        except (ValueError, RecursionError):
            continue
    return None


def _finite(number: str) -> float | None:
    """1e999, which JSON can say, is no number that anybody can reckon with."""
    value = float(number)
    return value if isfinite(value) else None


def _unwrapped(text: str) -> str:
    starts = [i for i in (text.find("{"), text.find("[")) if i >= 0]
    end = max(text.rfind("}"), text.rfind("]"))
    return text[min(starts) : end + 1] if starts and min(starts) < 200 else ""


def field_of(row: Fields, names: Sequence[str]) -> Any | None:
    lower = {key.lower(): value for key, value in row.items() if isinstance(key, str)}
    for name in names:
        if lower.get(name) not in (None, "", [], {}):
            return lower[name]
    return None


def title_in(row: Fields) -> str:
    lower = {key.lower(): value for key, value in row.items() if isinstance(key, str)}
    for name in TITLE:
        value = lower.get(name)
        if isinstance(value, str) and len(text := plain_text(value)) >= 2:
            return text
    return ""


def address_in(row: Fields) -> str:
    lower = {key.lower(): value for key, value in row.items() if isinstance(key, str)}
    named = [lower[name] for name in URL if name in lower]
    rest = [
        value
        for key, value in lower.items()
        if re.search(r"url|link|href", key) and not RELATED.search(key) and "img" not in key
    ]
    title = lower.get("title")
    if isinstance(title, str) and (match := re.search(r"href\s*=\s*[\"']?([^\"'\s>]+)", title)):
        named.append(match.group(1))
    for value in (*named, *rest):
        if isinstance(value, str) and value.startswith("{") and isinstance(inner := parse(value), dict):
            value = next((v for v in inner.values() if isinstance(v, str) and "/" in v), "")
        if isinstance(value, dict):
            value = next((v for v in value.values() if isinstance(v, str) and "/" in v), "")
        if (
            isinstance(value, str)
            and re.search(r"/|\.\w{3,5}$|^\?", value)
            and not value.startswith(("javascript", "#"))
            and " " not in value.strip()
        ):
            return value.strip()
    return ""


def published_in(row: Fields, today: date) -> Published | None:
    lower = {key.lower(): value for key, value in row.items() if isinstance(key, str)}
    for name in DATE:
        if (found := _as_date(lower.get(name), today)) is not None:
            return found
    for key, value in lower.items():
        if re.search(r"date|time|rq$|sj$", key) and not re.search(r"expire|end|abol|efect|effect|start", key):
            found = _as_date(value, today)
            if found is not None:
                return found
    return None


def _as_date(value: Any, today: date) -> Published | None:
    if isinstance(value, bool) or value in (None, "", 0):
        return None
    if isinstance(value, (int, float)) or (isinstance(value, str) and re.fullmatch(r"\d{9,13}(\.0)?", value.strip())):
        if isinstance(value, (int, float)) and abs(value) > _LATEST:
            return None
        text = str(int(float(value)))
        if len(text) == 8:
            return find_date(text)
        return whole_day(from_timestamp(text))
    if isinstance(value, dict):
        return _as_date(value.get("time"), today)
    return whole_day(find_date(value, today=today)) if isinstance(value, str) and len(value) < 60 else None


def whole_day(published: Published | None) -> Published | None:
    """A time that is midnight to the second states no time of day."""
    if isinstance(published, datetime) and published.time() == time.min:
        return published.date()
    return published
