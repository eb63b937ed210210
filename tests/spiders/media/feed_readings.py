"""How the tests of feeds write and read one."""

from __future__ import annotations

from datetime import datetime

from inspection.sources import Listing
from spiders.media.feeds import read_feed
from spiders.reading.dates import SHANGHAI

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI)
URL = "https://rss.example/wechat/shmz"


def rss(entries: str, head: str = "<title>某市民政</title>") -> bytes:
    return f'<rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode()


def entry(title: str = "通知", link: str = "/a.html", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def read(body: bytes, url: str = URL, kind: str = "") -> Listing:
    return read_feed(body, url, kind, now=NOW)
