"""A stand-in of mp.weixin.qq.com as browsers see it: articles of several years, notices, albums, captcha."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

HEAD = '<link rel="dns-prefetch" href="//res.wx.qq.com"><script>window.logs = {pagetime: {}};</script>'
PER_PAGE = 10  # rows of an album's page; its JSON gives up to 20


@dataclass(frozen=True)
class Post:
    """One article, by what its page states."""

    title: str = "清明祭扫提示"
    at: datetime | None = None
    account: str = "某市民政"
    author: str = ""
    cover: str = "https://mmbiz.qpic.cn/mmbiz_jpg/abc/0?wx_fmt=jpeg"
    stat: int = 0  # copyright_stat: 1 original, 2 taken over
    source_url: str = ""
    body: str = (
        "<p>清明将至，现将祭扫安排提示如下，请广大市民合理安排出行，文明祭扫，错峰祭扫。</p><p>咨询电话：12345</p>"
    )
    biz: str = "MzA3MDAwMDAwMA=="
    mid: int = 2650000001
    idx: int = 1
    sn: str = "0123456789abcdef0123456789abcdef"

    @property
    def stamp(self) -> int:
        return int(self.at.timestamp()) if self.at is not None else 0

    @property
    def url(self) -> str:
        return f"https://mp.weixin.qq.com/s?__biz={self.biz}&mid={self.mid}&idx={self.idx}&sn={self.sn}"


def _script(text: str) -> str:
    """A value as the platform writes it into a script's string: markup and quotes as \\x26, \\x3c …"""
    marks = {"&": "\\x26", "<": "\\x3c", ">": "\\x3e", '"': "\\x22", "'": "\\x27", "\n": "\\x0a", "\\": "\\x5c"}
    return "".join(marks.get(letter, letter) for letter in text)


def of_2016(post: Post) -> str:
    """No og: METAs; who signed it stands under the title alone."""
    logo = '<span id="copyright_logo" class="rich_media_meta meta_original_tag">原创</span>' if post.stat == 1 else ""
    author = f'<em class="rich_media_meta rich_media_meta_text">{html.escape(post.author)}</em>' if post.author else ""
    day = f"{post.at:%Y-%m-%d}" if post.at else ""
    return f"""<!DOCTYPE html><html><head>{HEAD}<title>{html.escape(post.title)}</title></head>
<body id="activity-detail" class="zh_CN mm_appmsg"><div id="js_article" class="rich_media"><div id="page-content">
<h2 class="rich_media_title" id="activity-name">{html.escape(post.title)}</h2>
<div class="rich_media_meta_list" id="meta_content">{logo}
<em id="post-date" class="rich_media_meta rich_media_meta_text">{day}</em>{author}
<a class="rich_media_meta rich_media_meta_link rich_media_meta_nickname" href="##" id="post-user">{post.account}</a>
<span class="rich_media_meta rich_media_meta_text rich_media_meta_nickname">{post.account}</span></div>
<div class="rich_media_content" id="js_content">{post.body}</div></div></div>
<script>var biz = ""||"{post.biz}"; var mid = "" || ""|| "{post.mid}"; var idx = "" || "" || "{post.idx}";
var sn = "" || ""|| "{post.sn}"; var nickname = "{_script(html.escape(post.account))}"; var appmsg_type = "9";
var ct = "{post.stamp}"; var publish_time = "{day}" || ""; var user_name = "gh_0a1b2c3d4e5f";
var msg_title = "{_script(html.escape(post.title))}"; var msg_desc = "摘要"; var msg_cdn_url = "{post.cover}";
var msg_link = "{post.url.replace("&", "&amp;")}"; var msg_source_url = '{_script(html.escape(post.source_url))}';
var _copyright_stat = "{post.stat}"; var copyright_stat = "{post.stat}" * 1; var source_encode_biz = "";
</script></body></html>"""


def of_2020(post: Post) -> str:
    """og: METAs, msg_title through .html(false), nickname through htmlDecode."""
    return f"""<!DOCTYPE html><html><head>{_metas(post)}{HEAD}<title></title></head>
<body id="activity-detail"><div id="js_article" class="rich_media"><div id="page-content">
<h1 class="rich_media_title" id="activity-name">{html.escape(post.title)}</h1><div id="meta_content">
<a href="javascript:void(0);" id="js_name"> {html.escape(post.account)} </a><em id="publish_time"></em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden;">{post.body}</div></div></div>
<script>var item_show_type = "0"; var nickname = htmlDecode("{html.escape(post.account)}"); var ct = "{post.stamp}";
var biz = "{post.biz}" || ""; var sn = "{post.sn}" || "" || ""; var mid = "{post.mid}" || "" || "";
var idx = "{post.idx}" || "" || ""; var msg_title = '{_script(html.escape(post.title))}'.html(false);
var msg_cdn_url = "{post.cover}"; var msg_link = "{post.url.replace("&", "&amp;")}";
var msg_source_url = '{_script(html.escape(post.source_url))}'; var author = "{_script(post.author)}";
var _copyright_stat = "{post.stat}"; var copyright_stat = "{post.stat}" * 1;
window.adata = {{ nick_name: '微信广告', author: '' }};</script></body></html>"""


def of_2026(post: Post, kind: int = 8) -> str:
    """A picture (8) or text (10) post: its body stands in scripts alone."""
    text = _script(html.escape(post.body))
    return f"""<!DOCTYPE html><html><head>{_metas(post)}{HEAD}</head><body class="page_share_common">
<div id="js_article" class="share_content_page"><div id="js_content">
<div class="wx_follow_nickname">{post.account}</div></div></div>
<script>window.cgiDataNew = {{ base_resp: {{ ret: '0' * 1, }}, user_name: JsDecode('gh_0a1b2c3d4e5f'),
nick_name: JsDecode('{_script(post.account)}'), title: JsDecode('{_script(post.title)}'),
content_noencode: JsDecode('{text}'), create_time: JsDecode('{post.at:%Y-%m-%d %H:%M}'),
cdn_url: JsDecode('{post.cover}'), link: JsDecode('{_script(post.url.replace("&", "&amp;"))}'),
source_url: JsDecode('{_script(html.escape(post.source_url))}'), author: JsDecode('{_script(post.author)}'),
ori_create_time: '{post.stamp}' * 1, copyright_info: {{ copyright_stat: '{post.stat}' * 1, }},
bizuin: JsDecode('{post.biz}'), mid: '{post.mid}' * 1, idx: '{post.idx}' * 1, item_show_type: '{kind}' * 1,
picture_page_info_list: [ {{ cdn_url: JsDecode('{post.cover}'), width: '1201' * 1, }}, ], }};</script>
<script>window.ct = '{post.stamp}' || ''; window.mid = '' || '' || '{post.mid}'; window.idx = '' || '' || '{post.idx}';
window.real_item_show_type = '{kind}' || '';</script></body></html>"""


GENERATIONS: tuple[Callable[[Post], str], ...] = (of_2016, of_2020, of_2026)


def _metas(post: Post) -> str:
    pairs = {"og:title": post.title, "og:url": post.url, "og:image": post.cover, "og:article:author": post.author}
    metas = "".join(f'<meta property="{name}" content="{html.escape(value)}" />' for name, value in pairs.items())
    return f'<meta name="author" content="{html.escape(post.author)}" />{metas}'


def notice(said: str, extra: str = "") -> str:
    """The page in an article's place."""
    return f"""<!DOCTYPE html><html><head>{HEAD}<title></title></head><body id="activity-detail"><div class="weui-msg">
<div class="weui-msg__text-area"><h2 class="weui-msg__title warn"> {said} </h2></div><div class="weui-msg__extra-area">
<a href="https://mp.weixin.qq.com/webpoc/ruleCenter?type=oa">微信公众平台运营中心</a></div></div>
<span style="display:none">：，视频小程序，赞，在看</span><script>{extra}</script></body></html>"""


def notice_of_2015(said: str) -> str:
    """The same as it was ten years ago."""
    return f"""<html><head>{HEAD}</head><body><div class="page_msg"><div class="inner"><div class="msg_content">
<h4>{said}</h4></div></div></div></body></html>"""


CAPTCHA = f"""<html><head>{HEAD}<title>Weixin Official Accounts Platform</title></head><body><div class="weui-msg">
<p class="weui-msg__title">环境异常</p><p>当前环境异常，完成验证后即可继续访问。</p><a id="js_verify">去验证</a></div>
</body></html>"""
SCRIPTED_CAPTCHA = (
    "<html><body><div id=app></div><script src=//res.wx.qq.com/mmbizwap:secitptpage></script></body></html>"
)


def album_page(posts: Sequence[Post], account: str, *, goes_on: bool) -> str:
    """An album's first page."""
    rows = "".join(
        f'<li class="album__list-item js_album_item" data-msgid="{post.mid}" data-itemidx="{post.idx}" '
        f'data-link="{html.escape(post.url)}&amp;chksm=ab#rd" data-title="{html.escape(post.title)}">'
        '<div class="album__item-img" '
        f'style="background-image: url(\'{post.cover}\')"></div><span class="album__item-title-wrp">1. x</span>'
        f'<span class="js_article_create_time album__item-info-item">{post.stamp}</span></li>'
        for post in posts
    )
    return f"""<html><head>{HEAD}</head><body><div class="album__author-name">{account}</div>
<ul class="album__list js_album_list">{rows}</ul>
<script>window.cgiData = {{ continue_flag: '{int(goes_on)}' }};</script>
</body></html>"""


def album_json(posts: Sequence[Post], account: str, *, goes_on: bool) -> dict[str, Any]:
    """Its continuation: numbers are strings, and one article is no list."""
    rows = [
        {
            "title": post.title, "url": f"{post.url}&chksm=ab#rd", "msgid": str(post.mid), "itemidx": str(post.idx),
            "create_time": str(post.stamp), "cover_img_1_1": post.cover, "key": f"1_{post.mid}_{post.idx}",
        }
        for post in posts
    ]  # fmt: skip
    held: dict[str, Any] = {
        "base_info": {"nickname": account, "article_count": "25"},
        "continue_flag": str(int(goes_on)),
    }
    if rows:
        held["article_list"] = rows[0] if len(rows) == 1 else rows
    return {"base_resp": {"ret": 0, "exportkey_token": ""}, "getalbum_resp": held}


@dataclass
class WechatPages:
    """The server. `pages` by path; `album` newest first; after `captcha_after` requests all are sent to the captcha."""

    pages: dict[str, str] = field(default_factory=dict)
    album: list[Post] = field(default_factory=list)
    account: str = "某市民政"
    rising: bool = False  # the album is told oldest first
    captcha_after: int | None = None
    statuses: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __enter__(self) -> WechatPages:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        """What stands at that path and query."""
        self.asked.append(target)
        split = urlsplit(target)
        if self.captcha_after is not None and len(self.asked) > self.captcha_after:
            if split.path == "/mp/wappoc_appmsgcaptcha":
                return 200, {}, CAPTCHA.encode()
            return 302, {"Location": f"/mp/wappoc_appmsgcaptcha?poc_token=x&target_url={quote(target)}"}, b""
        if split.path == "/mp/appmsgalbum":
            return 200, {}, self._album({name: values[0] for name, values in parse_qs(split.query).items()})
        page = self.pages.get(split.path)
        if page is None:
            return 200, {}, notice("参数错误").encode()
        return self.statuses.get(split.path, 200), {}, page.encode()

    def _album(self, given: dict[str, str]) -> bytes:
        if given.get("action") != "getalbum" or "album_id" not in given:
            return notice("参数错误").encode()
        rising = self.rising != (given.get("is_reverse") == "1")
        posts = list(reversed(self.album)) if rising else self.album
        numbers = [str(post.mid) for post in posts]
        first = numbers.index(given["begin_msgid"]) + 1 if "begin_msgid" in given else 0
        size = min(int(given.get("count", PER_PAGE)), 20)
        shown, goes_on = posts[first : first + size], len(posts) > first + size
        if given.get("f") == "json":
            return json.dumps(album_json(shown, self.account, goes_on=goes_on)).encode()
        return album_page(shown, self.account, goes_on=goes_on).encode()


def _handler(pages: WechatPages) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = pages.answer(self.path)
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=UTF-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    return Handler
