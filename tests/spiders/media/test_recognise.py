"""What an answer is, told by what it holds: media's lists, and never a portal's page."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.media.recognise import read_media
from spiders.reading.dates import SHANGHAI
from tests.platforms.wechat_pages import CAPTCHA, GENERATIONS, Post, album_json, album_page, notice
from tests.spiders.media.test_wechat_album import json_values, made
from tests.spiders.media.test_wechat_history import FORMS, push

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI)
ANYWHERE = "http://unknown.invalid/"
ALBUM = "https://mp.weixin.qq.com/mp/appmsgalbum?__biz=Ma==&action=getalbum&album_id=1"

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>某市民政</title><link>https://a.example/</link>
<item><title>提示</title><link>https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv</link>
<pubDate>Mon, 15 Apr 2024 01:30:15 GMT</pubDate></item></channel></rss>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "某市民政",
    "items": [{"id": "1", "url": "https://a.example/1", "title": "提示"}],
}
POST = {"id": "4900000000000001", "mid": "4900000000000001", "bid": "N0aBcDeFg", "text": "今日提示",
        "created_at": "Mon Apr 15 09:30:15 +0800 2024",
        "user": {"id": 1234567890, "screen_name": "某市民政"}}  # fmt: skip
CARDS = {
    "ok": 1,
    "data": {"cardlistInfo": {"containerid": "1076031234567890"}, "cards": [{"card_type": 9, "mblog": POST}]},
}
BATCHGET = {"total_count": 1, "item_count": 1, "item": [{"article_id": "a", "update_time": 1713144615, "content": {
    "news_item": [{"title": "提示", "url": Post().url, "content": "<p>正文</p>"}]}}]}  # fmt: skip
CSV = "内容标题,发表时间,总阅读人数,内容url\n提示,2024-04-15,120,https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv\n"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["内容标题", "发表时间", "总阅读人数"], ["提示", "2024-04-15", 120]):
        book.active.append(row)  # type: ignore[union-attr]
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (RSS.encode(), "feed"),
        (RSS.encode("gbk").replace(b"UTF-8", b"GBK"), "feed"),
        (json.dumps(JSON_FEED).encode(), "feed"),
        (json.dumps(CARDS).encode(), "weibo-mobile"),
        (json.dumps({"statuses": [POST], "total_number": 1}).encode(), "weibo-api"),
        (json.dumps({"ok": 1, "data": POST}).encode(), "weibo-post"),
        (json.dumps(BATCHGET).encode(), "wechat-api"),
        (json.dumps(album_json(made(1), "某市民政", goes_on=False)).encode(), "wechat-album"),
        (album_page(made(3), "某市民政", goes_on=False).encode(), "wechat-album"),
        *((form([push(made(2))]), "wechat-history") for form in FORMS),
        (CSV.encode(), "export"),
        (CSV.encode("gbk"), "export"),
        (CSV.replace(",", "\t").encode("utf-16"), "export"),
        (workbook(), "export"),
    ],
)
def test_an_answer_is_recognised_without_its_address(body: bytes, kind: str) -> None:
    listing = read_media(body, ANYWHERE, now=NOW)

    assert listing is not None
    assert (listing.kind, listing.refusal) == (kind, None)
    assert listing.articles


@pytest.mark.parametrize(
    ("body", "url", "reason"),
    [
        ('{"errcode": 48001, "errmsg": "api unauthorized"}', ANYWHERE, "not-verified"),
        ('{"error": "expired_token", "error_code": 21327, "request": "/2/statuses"}', ANYWHERE, "credential-expired"),
        ('{"ok": -100, "url": "https://passport.weibo.com/sso/signin"}', ANYWHERE, "cookie-wall"),
        (
            '{"base_resp": {"ret": 200013, "err_msg": "freq control"}}',
            "https://mp.weixin.qq.com/cgi-bin/appmsg",
            "rate-limited",
        ),
        ('{"ret": -3, "errmsg": "no session"}', "https://mp.weixin.qq.com/mp/profile_ext?action=getmsg", "cookie-wall"),
        (CAPTCHA, ALBUM, "captcha"),
        (notice("请在微信客户端打开链接"), "https://mp.weixin.qq.com/mp/profile_ext?action=home", "cookie-wall"),
        ("<html><title>Sina Visitor System</title></html>", "https://m.weibo.cn/u/1234567890", "cookie-wall"),
    ],
)
def test_an_answer_that_refuses_says_so(body: str, url: str, reason: str) -> None:
    listing = read_media(body.encode(), url, now=NOW)

    assert listing is not None
    assert listing.refusal is not None
    assert (listing.articles, listing.refusal.reason) == ((), reason)


ROW = '<li><a href="/{0}.html">关于某事的通知{0}</a><span>2024-04-{0:02}</span></li>'
PAGES = [
    *(page(Post(at=NOW - timedelta(days=1))) for page in GENERATIONS),
    "<html><body><ul>" + "".join(ROW.format(n) for n in range(1, 9)),
    "<html><h1>关于发布时间、标题、阅读量的说明</h1><p>发布时间,标题,阅读量,链接</p></html>",
    '{"code": 200, "data": {"rows": [{"title": "通知", "url": "/a.html", "publishTime": "2024-04-15"}], "total": 1}}',
    '[{"title": "通知", "url": "/a.html"}]',
    '<?xml version="1.0"?><datastore><recordset><record><![CDATA[<li>a</li>]]></record></recordset></datastore>',
    '{"list": [{"id": 1, "title": "通知", "date": "2024-04-15"}]}',
    "", "普通文字。\n第二行。", "{", "[]", "null", "%PDF-1.7",
]  # fmt: skip


@pytest.mark.parametrize("body", PAGES, ids=range(len(PAGES)))
def test_a_page_or_data_of_another_kind_is_no_media(body: str) -> None:
    assert read_media(body.encode(), "https://mzj.example.gov.cn/a.html", now=NOW) is None


def test_a_plain_archive_is_no_workbook() -> None:
    assert read_media(b"PK\x03\x04" + b"\x00" * 40, "https://mzj.example.gov.cn/a.zip", now=NOW) is None


@given(json_values)
def test_no_json_makes_it_raise(value: object) -> None:
    for url in (ANYWHERE, "https://mp.weixin.qq.com/mp/x", "https://m.weibo.cn/api/x", "http://[bad"):
        read_media(json.dumps(value).encode(), url, now=NOW)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    read_media(body, "https://mzj.example.gov.cn/a", now=NOW)


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="no real pages beside the checkout")
def test_no_real_portal_page_is_taken_for_media() -> None:
    rooms = (
        "gov_list",
        "gov_home",
        "gov_detail",
        "gov_json",
        "cn_list_html",
        "cn_news_html",
        "wechat_article",
        "wechat_state",
    )
    files = [file for room in rooms for file in sorted((REAL / room).glob("*.[hjx]*")) if "truth" not in file.name]
    taken = [file.name for file in files if read_media(file.read_bytes(), ANYWHERE, now=NOW) is not None]

    assert len(files) > 50
    assert taken == []


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="no real pages beside the checkout")
@pytest.mark.parametrize(
    ("room", "pattern", "kinds"),
    [
        ("wechat_feed", "*.xml", {"feed"}),
        ("rsshub_xml", "*.xml", {"feed"}),
        ("wechat_list_json", "*.jsonl", {"wechat-history"}),
        ("weibo_json", "*.json", {"weibo-mobile", "weibo-post"}),
        ("weibo_html", "*profile*.html", {"weibo-html"}),
    ],
)
def test_real_media_are_recognised_without_their_address(room: str, pattern: str, kinds: set[str]) -> None:
    found = [read_media(file.read_bytes(), ANYWHERE, now=NOW) for file in sorted((REAL / room).glob(pattern))]

    assert found
    assert all(listing is not None and listing.kind in kinds and listing.articles for listing in found)
