"""Feeds as the known makers write them, faults in their place, and export files as the back office writes them."""

from __future__ import annotations

import html as markup
import json
import os
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import openpyxl

from tests.media.hosts import NOT_FOUND, Answer, Asked, html
from tests.media.people import Account, Post, Source, address
from tests.media.wechat import body


class Feeds:
    """An office's own RSSHub and its like: /<number of the account> is its feed."""

    def __init__(self, now: datetime, accounts: list[Account]) -> None:
        self.now, self.accounts = now, accounts

    def __call__(self, asked: Asked) -> Answer:
        try:
            account = self.accounts[int(asked.path.strip("/").split("/")[-1])]
        except (ValueError, IndexError):
            return NOT_FOUND
        source = next(one for one in account.sources if one.kind == "feed")
        return fault(source.fault) or self.feed(account, source)

    def feed(self, account: Account, source: Source) -> Answer:
        looked = self.now - timedelta(days=source.frozen_days)
        rows = [p for p in account.seen() if p.at <= looked][: 10 if source.feed_style == "short" else 20]
        if source.feed_style == "atom":
            return Answer(_atom(account, rows, looked).encode(), 200, "application/atom+xml; charset=utf-8")
        if source.feed_style == "json":
            return Answer(_json(account, rows).encode(), 200, "application/feed+json; charset=utf-8")
        if source.feed_style == "gbk":
            text = _rss(account, rows, looked).replace('encoding="UTF-8"', 'encoding="GBK"')
            return Answer(text.encode("gbk", "xmlcharrefreplace"), 200, "text/xml")
        return Answer(_rss(account, rows, looked).encode(), 200, "application/xml; charset=utf-8")


def fault(name: str) -> Answer | None:
    match name:
        case "html":
            return html("<!DOCTYPE html><html><head><title>RSSHub</title></head><body><h1>Something went wrong"
                        "</h1><pre>Error: this route is empty</pre></body></html>", 503)  # fmt: skip
        case "html200":
            return html(
                "<!DOCTYPE html><html><head><title>登录 - WeRSS</title></head><body><form>账号</form></body></html>"
            )
        case "503":
            return html("<html><body>503 Service Temporarily Unavailable</body></html>", 503)
        case "404":
            return NOT_FOUND
        case "captcha":
            return html(
                "<html><head><title>环境异常</title></head><body>当前环境异常，完成验证后即可继续访问。</body></html>"
            )
        case "broken":
            return Answer(
                b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><ti', 200, "text/xml"
            )
        case "blank":
            return Answer(b"", 200, "application/xml")
        case "hang":
            return Answer(b"", 200, "text/xml", hang=25)
    return None


def _words(account: Account, post: Post) -> str:
    if account.platform == "wechat":
        return body(post)
    head = "" if post.original else "转发 <a href='https://weibo.com/99'>@市级发布</a>: 原来的内容 "
    return head + markup.escape(post.text) + "".join(f' <a href="{href}">{label}</a>' for label, href in post.links)


def _rss(account: Account, rows: list[Post], looked: datetime) -> str:
    items = "".join(
        f"<item><title><![CDATA[{p.title}]]></title><description><![CDATA[{_words(account, p)}]]></description>"
        f"<link>{markup.escape(address(account, p, account.platform == 'weibo'))}</link>"
        f'<guid isPermaLink="false">{p.mid}</guid><pubDate>{format_datetime(p.at)}</pubDate></item>'
        for p in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel>'
        f"<title>{account.name}</title><link>https://{account.platform}.example/</link><description>x</description>"
        f"<generator>RSSHub</generator><language>zh-cn</language><lastBuildDate>{format_datetime(looked)}</lastBuildDate>"
        f"<ttl>5</ttl>{items}</channel></rss>"
    )


def _atom(account: Account, rows: list[Post], looked: datetime) -> str:
    items = "".join(
        f"<entry><id>{p.mid}</id><title>{markup.escape(p.title)}</title><updated>{p.at.isoformat()}</updated>"
        f"<published>{p.at.isoformat()}</published><link href='{markup.escape(address(account, p, True))}'/>"
        f'<content type="html">{markup.escape(_words(account, p))}</content></entry>'
        for p in rows
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>x</id>'
        f"<title>{account.name}</title><updated>{looked.isoformat()}</updated>{items}</feed>"
    )


def _json(account: Account, rows: list[Post]) -> str:
    items = [
        {"id": str(p.mid), "url": address(account, p), "title": p.title, "content_html": _words(account, p),
         "date_published": p.at.isoformat(), "date_modified": p.at.isoformat()}
        for p in rows
    ]  # fmt: skip
    given = {"version": "https://jsonfeed.org/version/1.1", "title": account.name, "items": items}
    return json.dumps(given, ensure_ascii=False)


def write_export(account: Account, source: Source, folder: Path, now: datetime) -> str:
    """The back office's sheet of articles, downloaded `frozen_days` ago; its name relative to the plan."""
    looked = now - timedelta(days=source.frozen_days, hours=1)
    dated = f"-{looked:%Y%m%d}" if source.feed_style == "dated" else ""
    name = f"export-{account.biz[:6]}{dated}.xlsx"
    path = folder / name
    if source.fault == "missing":
        return name
    if source.fault == "garbage":
        path.write_bytes(b"PK\x03\x04 not really")
        return name
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if source.fault == "headers":
        sheet.append(["甲", "乙", "丙"])
    else:
        sheet.append(
            ["内容标题", "发表时间", "总阅读人数", "总阅读次数", "总分享人数", "阅读后关注人数", "送达人数", "内容url"]
        )
    for post in account.seen():
        if post.at <= looked:
            sheet.append([post.title, f"{post.at:%Y%m%d}", 120, 180, 4, 0, 9000, address(account, post, True)])
    book.save(path)
    os.utime(path, (looked.timestamp(), looked.timestamp()))
    return name
