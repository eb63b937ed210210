"""Articles of WeChat official accounts: what their scripts state, for articles, picture and text posts, and shares."""

from __future__ import annotations

import html as entities
import re
from datetime import date

from inspection.addresses import host_of
from inspection.records import DateFrom, Published, Reading
from spiders.reading.dates import find_date, from_timestamp
from spiders.reading.page import Box, ParsedPage, squeeze

_HOST = "mp.weixin.qq.com"
_STRING = r"(?P<quote>['\"])(?P<value>(?:\\.|(?!(?P=quote)).){0,20000}?)(?P=quote)"
_XML = r"(?:\(?\s*xml\s*\?\s*getXmlValue\([^)]*\)(?:\s*\*\s*1)?\s*:\s*)?"


def _assigned(name: str, call: str = r"(?:JsDecode|htmlDecode)?\(?") -> re.Pattern[str]:
    return re.compile(rf"\b{name}\s*[:=]\s*(?:window\.\w+\s*=\s*)?{_XML}{call}\s*{_STRING}")


_TITLES = (_assigned("msg_title"), _assigned(r"d\.title"))
_ACCOUNTS = (_assigned("nickname"), _assigned("nick_name"))
_D_NICK_NAME = re.compile(rf"\.nick_name\s*=\s*{_XML}{_STRING}")
_NICKNAME = re.compile(rf"\bvar\s+nickname\s*=\s*(?:htmlDecode\(\s*)?{_STRING}")
_TIMES = (
    re.compile(r"\bct\s*=\s*['\"](\d{10})['\"]"),
    re.compile(r"\bori_create_time\s*[:=]\s*['\"]?(\d{10})\b"),
    re.compile(r"\bcreate_time\s*[:=]\s*['\"]?(\d{10})\b"),
    re.compile(
        r"\b(?:createTime|create_time|ct_str)\s*[:=]\s*(?:xml[^:]{0,60}:\s*)?(?:JsDecode\()?"
        r"\s*['\"](\d{4}-\d\d-\d\d[ \d:]*)"
    ),
)
_TEXTS = (_assigned("content_noencode"), _assigned("content", r"JsDecode\("), _assigned(r"window\.desc"))
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\(.)", re.S)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\n", "0": ""}
_NOT_ACCOUNTS = {"", "微信广告"}
_LONGEST_TITLE = 200  # characters; a text post without a title gives its whole text as one


def is_wechat(html: str, url: str) -> bool:
    """Whether this is a page of the WeChat platform, by its address or, for a saved page, by its own marks."""
    if host_of(url) == _HOST:
        return True
    marks = ('id="js_content"', 'id="activity-detail"', "weui-msg__title", "picture_page_info_list")
    return "res.wx.qq.com" in html and any(mark in html for mark in marks)


def read_wechat(page: ParsedPage, today: date) -> Reading:
    """The article with its account as `source`; for a page that stands in its place, only what that page says."""
    title = (
        squeeze(_unescaped(page.meta("og:title", "twitter:title")))
        or _first(page, _TITLES)
        or _shown(page, "activity-name")
    )
    state = _shown(page, "weui-msg__title", "global_error_msg")
    if not title and state:
        return Reading(url=page.url, kind="article", charset=page.charset, unavailable=state.rstrip("."))
    published = _published(page, today)
    box = _box(page, "js_content")
    return Reading(
        url=page.url,
        kind="article",
        charset=page.charset,
        title=(title or page.head_title)[:_LONGEST_TITLE],
        published_at=published,
        date_from=DateFrom.SCRIPT if published is not None else None,
        page_dates=(published,) if published is not None else (),
        source=_account(page) or None,
        text=_text(page, box),
        body_links=_links(page, box),
    )


def _published(page: ParsedPage, today: date) -> Published | None:
    for form in _TIMES:
        if match := form.search(page.html):
            stamp = from_timestamp(match.group(1)) or find_date(match.group(1))
            if stamp is not None:
                return stamp
    return find_date(_shown(page, "publish_time"), today=today)


def _account(page: ParsedPage) -> str:
    for form in (_D_NICK_NAME, _NICKNAME):
        for match in form.finditer(page.html):
            if (name := squeeze(_unescaped(match["value"]))) not in _NOT_ACCOUNTS:
                return name
    shown = _shown(page, "js_name", "profile_nickname", "wx_follow_nickname")
    return shown or _first(page, _ACCOUNTS)


def _first(page: ParsedPage, forms: tuple[re.Pattern[str], ...]) -> str:
    for form in forms:
        for match in form.finditer(page.html):
            if (value := squeeze(_unescaped(match["value"]))) not in _NOT_ACCOUNTS:
                return value
    return ""


def _text(page: ParsedPage, box: Box | None) -> str:
    """The body; of a picture or text post, whose body is drawn by script, the text in its scripts."""
    shown = page.text_of(box) if box is not None else ""
    if len(shown) >= 60:
        return shown
    for form in _TEXTS:
        for match in form.finditer(page.html):
            text = _unescaped(match["value"]).strip()
            if len(text) > max(8, len(shown)) and "<script" not in text:
                return text
    return shown or _unescaped(page.meta("og:description"))


def _links(page: ParsedPage, box: Box | None) -> tuple[str, ...]:
    if box is None:
        return ()
    urls = (anchor.url for anchor in page.anchors if anchor.url and box.first <= anchor.line < box.last)
    return tuple(dict.fromkeys(urls))


def _unescaped(text: str) -> str:
    """A script's string as text: \\x0a and \\n resolved, entities decoded twice, as the platform escapes them."""

    def plain(match: re.Match[str]) -> str:
        code = match.group(1) or match.group(2)
        return chr(int(code, 16)) if code else _PLAIN_ESCAPES.get(match.group(3), match.group(3))

    text = _ESCAPE.sub(plain, text) if "\\" in text else text
    return entities.unescape(entities.unescape(text)) if "&" in text else text


def _box(page: ParsedPage, name: str) -> Box | None:
    return next((box for box in page.boxes if name in box.mark.split()), None)


def _shown(page: ParsedPage, *names: str) -> str:
    """The text of the first element with such an id or class that has any."""
    for name in names:
        for node in page.tree.css(f"#{name}, .{name}"):
            if text := squeeze(node.text()):
                return text
    return ""
