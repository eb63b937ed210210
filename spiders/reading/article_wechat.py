"""Articles of WeChat official accounts: what their scripts state, for articles, picture and text posts, and shares."""

from __future__ import annotations

import re
from datetime import date

from inspection.addresses import host_of, join
from inspection.media import Origin
from inspection.records import DateFrom, Published, Reading, Related
from inspection.wechat_address import HOST, is_temporary, wechat_address, wechat_ids
from spiders.reading.dates import find_date, from_timestamp
from spiders.reading.page import ParsedPage, squeeze
from spiders.reading.wechat_body import links_of, text_of
from spiders.reading.wechat_scripts import Scripts, without_entities
from spiders.reading.wechat_standing import Standing, standing_of

_ADVERTISER = "微信广告"  # stands as the account of advertisements in every page
_LONGEST_TITLE = 200  # characters; a text post without a title gives its whole text as one
_BREAK = re.compile(r"\\(?:n|r|t|x0[9aAdD])")  # a text post's METAs hold its breaks as scripts write them
_STAMP = re.compile(r"\d{10}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|今天|昨天|\d+月\d+日")
_PICTURE = re.compile(r"https?://[^\s'\"<>]+")


def is_wechat(html: str, url: str) -> bool:
    """Whether this is a page of the WeChat platform, by its address or, for a saved page, by its own marks."""
    if host_of(url) == HOST:
        return True
    marks = ('id="js_content"', 'id="activity-detail"', "weui-msg__title", "picture_page_info_list")
    return "res.wx.qq.com" in html and any(mark in html for mark in marks)


def read_wechat(page: ParsedPage, today: date) -> Reading:
    """The article with its account as `source`; for a page that stands in its place, only what that page says."""
    if (standing := standing_of(page.html)) is not None:
        return _standing(page, standing)
    scripts = Scripts(page.html)
    published, date_from = _published(page, scripts, today)
    text, body_links = text_of(page, scripts), links_of(page, scripts)
    return Reading(
        url=page.url,
        kind="article",
        charset=page.charset,
        title=_title(page, scripts)[:_LONGEST_TITLE],
        published_at=published,
        date_from=date_from,
        page_dates=(published,) if published is not None else (),
        source=(account := _account(page, scripts)) or None,
        text=text,
        body_links=body_links,
        author=_author(page, scripts, account) or None,
        cover=_cover(page, scripts),
        origin=_origin(page, scripts),
        original_url=_original_url(page, scripts),
        platform_id=_number(page, scripts),
    )


def own_address(body: bytes) -> str | None:
    """The permanent address that an article's page states of itself, for one reached by a link that expires."""
    html = body.decode("utf-8", "replace")
    stated = Scripts(html).variable("msg_link", "d.msg_link") or Scripts(html).field("link")
    address = wechat_address(without_entities(stated)) if stated else None
    return None if address is None or is_temporary(address) else address


def _standing(page: ParsedPage, standing: Standing) -> Reading:
    """A page in the article's place. Where the account moved, the article is not gone: its new place is related."""
    moved = join(page.url, standing.moved_to) if standing.moved_to else None
    return Reading(
        url=page.url,
        kind="article",
        charset=page.charset,
        unavailable=standing.said,
        gone=standing.gone,
        related=(Related(standing.said, wechat_address(moved) or moved),) if moved else (),
    )


def _title(page: ParsedPage, scripts: Scripts) -> str:
    stated = (
        _BREAK.sub(" ", _meta(page, "og:title") or _meta(page, "twitter:title"))
        or scripts.variable("msg_title", "d.title")
        or scripts.field("title")
        or _shown(page, "activity-name", "js_text_title")
    )
    return squeeze(without_entities(stated)) or page.head_title


def _published(page: ParsedPage, scripts: Scripts, today: date) -> tuple[Published | None, DateFrom | None]:
    """When it was published, as the platform's own variables state it; what is shown is filled in by script."""
    stated = (
        scripts.variable("var ct", "window.ct", "d.ct", "_g.ct"),
        scripts.variable("ori_create_time"),
        scripts.anywhere("ori_create_time"),
        scripts.variable("create_time", "createTime"),
        scripts.field("create_time"),
        scripts.variable("publish_time"),
        scripts.variable("svr_publish_time", "ct_str"),
    )
    for value in stated:
        stamp = from_timestamp(value) if _STAMP.fullmatch(value) else find_date(value)
        if stamp is not None:
            return stamp, DateFrom.SCRIPT
    shown = find_date(_shown(page, "publish_time", "post-date"), today=today)
    return shown, DateFrom.LABEL if shown is not None else None


def _account(page: ParsedPage, scripts: Scripts) -> str:
    for name in (scripts.variable("d.nick_name", "var nickname", "window.nickname"), scripts.field("nick_name")):
        if (account := squeeze(without_entities(name))) not in {"", _ADVERTISER}:
            return account
    if shown := _shown(page, "js_name", "profile_nickname", "wx_follow_nickname", "post-user"):
        return shown
    return squeeze(without_entities(scripts.anywhere("nick_name", "nickname", unlike=_ADVERTISER)))


def _author(page: ParsedPage, scripts: Scripts, account: str) -> str:
    """Who signed it. On pages before 2019 only the line under the title says so: date, author, account."""
    stated = (
        page.meta("author", "og:article:author", "twitter:creator")
        or scripts.variable("var author", "window.author", "d.author")
        or scripts.field("author")
        or _shown(page, "js_author_name", "js_author_name_text")
    )
    if author := squeeze(without_entities(stated)):
        return author
    for node in page.tree.css("#meta_content > .rich_media_meta_text, .rich_media_meta_list > .rich_media_meta_text"):
        marks = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
        said = squeeze(node.text())
        if (
            said
            and said not in {account, "原创"}
            and not _DAY.search(said)
            and not re.search("nickname|tag|time|_id|js_", marks)
        ):
            return said
    return ""


def _cover(page: ParsedPage, scripts: Scripts) -> str | None:
    """The picture by which it is shared; of a picture post the first picture."""
    stated = (
        page.meta("og:image", "twitter:image")
        or scripts.variable("msg_cdn_url", "d.cdn_url", "cdn_url_235_1")
        or scripts.field("cdn_url")
        or scripts.anywhere("cdn_url_235_1")
        or _first_picture(page.html)
    )
    url = without_entities(stated.strip())
    return join(page.url, url) if url else None


def _first_picture(html: str) -> str:
    start = html.find("picture_page_info_list")
    at = html.find("cdn_url", start) if start != -1 else -1
    match = _PICTURE.search(html, at, at + 600) if at != -1 else None
    return match[0].replace("\\x26", "&") if match else ""


def _origin(page: ParsedPage, scripts: Scripts) -> Origin | None:
    """By the platform's 原创 mark. An article without the mark may be the account's own all the same."""
    stat = scripts.variable("copyright_stat", "_copyright_stat") or scripts.field("copyright_stat")
    stat = stat or scripts.anywhere("copyright_stat")
    shared = scripts.variable("source_encode_biz") or _has(page, "js_share_content", "js_share_source")
    if stat == "2" or shared or _kind(scripts) == "11":
        return Origin.REPOSTED
    declared = "原创" in _shown(page, "copyright_logo")
    if stat in {"1", "11"} or declared:
        return Origin.ORIGINAL
    return Origin.UNMARKED if stat else None


def _kind(scripts: Scripts) -> str:
    return scripts.variable("real_item_show_type", "item_show_type") or scripts.field("item_show_type")


def _original_url(page: ParsedPage, scripts: Scripts) -> str | None:
    """阅读原文, else of a repost the article that it was taken from."""
    node = page.tree.css_first("#js_share_source[data-url]")
    stated = (
        scripts.variable("msg_source_url", "d.source_url"),
        scripts.field("source_url"),
        (node.attributes.get("data-url") or "") if node is not None else "",
        scripts.anywhere("reprint_url"),
    )
    for value in stated:
        url = join(page.url, without_entities(value.strip())) if value.strip() else None
        if url is not None:
            return wechat_address(without_entities(value)) or url
    return None


def _number(page: ParsedPage, scripts: Scripts) -> str | None:
    """`mid_idx`: the address tells it, or else the scripts."""
    ids = (
        wechat_ids(page.url)
        or wechat_ids(page.meta("og:url"))
        or wechat_ids(scripts.variable("msg_link", "d.msg_link"))
    )
    if ids is not None:
        return f"{ids[1]}_{ids[2]}"
    mid = scripts.variable("var mid", "window.mid", "d.mid", "appmsgid") or scripts.field("mid")
    idx = scripts.variable("var idx", "window.idx", "d.idx", "itemidx") or scripts.field("idx")
    return f"{mid}_{idx or '1'}" if mid.isascii() and mid.isdigit() and (idx or "1").isdigit() else None


def _meta(page: ParsedPage, name: str) -> str:
    """A META's content as it stands: angle brackets in a title are no markup here."""
    node = page.tree.css_first(f'meta[property="{name}"]')
    return ((node.attributes.get("content") or "") if node is not None else "").strip()


def _has(page: ParsedPage, *names: str) -> bool:
    return any(page.tree.css_first(f"#{name}") is not None for name in names)


def _shown(page: ParsedPage, *names: str) -> str:
    """The text of the first element with such an id or class that has any."""
    for name in names:
        for node in page.tree.css(f"#{name}, .{name}"):
            if text := squeeze(node.text()):
                return text
    return ""
