"""What reading and comparing accounts costs, beside bare parsers on the same input: `python -m benchmarks.accounts`."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import feedparser
from bs4 import BeautifulSoup

from checks.conflicting_facts import ConflictingFacts
from checks.missing_crosspost import MissingCrosspost
from inspection.calendar import Workdays
from inspection.observed import Observed
from inspection.plan import Plan
from inspection.records import Article, ColumnReading, ColumnState
from inspection.sources import Known
from spiders.media.feeds import read_feed
from spiders.media.merging import merge
from spiders.media.weibo_json import read_weibo
from spiders.reading.reader import read_page

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TOPICS = ("养老服务补贴", "婚姻登记预约", "临时救助", "社会组织年检", "清明祭扫", "慈善募捐备案", "残疾人两项补贴")


def body(number: int) -> str:
    """A notice of some 400 letters with a date and a telephone of its own."""
    topic = TOPICS[number % len(TOPICS)]
    said = f"{topic}第{number}批自{number % 12 + 1}月{number % 27 + 1}日起受理，咨询电话：55{number:06d}。"
    return said + f"各区民政局应当做好{topic}的受理、审核和公示工作，方便群众就近办理。" * 10


def feed(entries: int) -> bytes:
    """RSS with whole texts, as wewe-rss writes it."""
    items = "".join(
        f"<item><title>{TOPICS[n % 7]}第{n}批安排</title><link>https://mp.weixin.qq.com/s/{n:022d}</link>"
        f"<pubDate>{format_datetime(NOW - timedelta(hours=n))}</pubDate>"
        f"<content:encoded><![CDATA[<p>{body(n)}</p><img src='/{n}.png'>]]></content:encoded></item>"
        for n in range(entries)
    )
    head = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>某某民政</title>'
    )
    return f"{head}{items}</channel></rss>".encode()


def article_page() -> bytes:
    """A WeChat article of the size that they have: scripts before and after a short text."""
    filler = "var a=function(b){return b&&b.c};" * 8_000
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="清明祭扫安排" />'
        f'<script>{filler}</script></head><body><div id="js_content"><p>{body(1)}</p></div>'
        f'<script>var nickname = "某某民政"; var ct = "1742860800"; {filler}</script></body></html>'
    ).encode()


def posts(count: int) -> bytes:
    """A page of m.weibo.cn."""
    cards = [
        {
            "card_type": 9,
            "mblog": {
                "id": str(5_100_000_000_000_000 + n),
                "created_at": "Sun Mar 23 10:00:00 +0800 2025",
                "text": f"<a href='/n/x'>@某某</a>{body(n)[:120]}<br />",
                "user": {"id": 1234567890, "screen_name": "某某民政"},
                "reposts_count": "1万+",
            },
        }
        for n in range(count)
    ]
    return json.dumps({"ok": 1, "data": {"cards": cards, "cardlistInfo": {}}}).encode()


def articles(channel: str, count: int) -> tuple[Article, ...]:
    """Notices in full, one an hour."""
    home = "https://www.example.gov.cn/" if channel != "某某民政" else "https://mp.weixin.qq.com/s/"
    return tuple(
        Article(
            channel,
            f"关于{TOPICS[n % 7]}第{n}批安排的通知",
            f"{home}{n:022d}",
            NOW - timedelta(hours=n),
            text=body(n),
            read_in_full=True,
            position=n,
        )
        for n in range(count)
    )


def observed(count: int) -> Observed:
    """One column and one account that carry the same notices."""
    plan = Plan.model_validate(
        {
            "site": {"name": "某某市民政局", "home": "https://www.example.gov.cn/"},
            "columns": [{"name": "通知公告", "url": "/tzgg/"}],
            "accounts": [{"name": "某某民政", "platform": "wechat"}],
            "crossposts": [{"name": "上微信", "from": ["通知公告"], "to": ["某某民政"]}],
        }
    )
    read = {
        name: ColumnReading(
            name, "", ColumnState.READ, articles=articles(name, count), complete=True, covers_since=date(2020, 1, 1)
        )
        for name in ("通知公告", "某某民政")
    }
    return Observed(plan, NOW.astimezone(plan.zone), Workdays(), None, columns=read)


def main() -> None:
    """Print medians of processor time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    rss, page, weibo = feed(1000), article_page(), posts(200)
    bare = _timed("feedparser alone, 1,000 entries", runs, lambda: feedparser.parse(rss))
    _timed("read_feed, 1,000 entries", runs, lambda: read_feed(rss, "https://rss.example.org/", now=NOW), bare)
    bare = _timed("BeautifulSoup (lxml) alone, one WeChat page", runs, lambda: BeautifulSoup(page, "lxml").get_text())
    address = "https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv"
    _timed("read_page, the same page", runs, lambda: read_page(page, address, today=NOW.date()), bare)
    bare = _timed("json.loads alone, 200 posts", runs, lambda: json.loads(weibo))
    _timed("read_weibo, 200 posts", runs, lambda: read_weibo(weibo, "https://m.weibo.cn/api", now=NOW), bare)
    known = tuple(Known(one, NOW, NOW, "r") for one in articles("某某民政", 5000))
    listed = {"feed": articles("某某民政", 300)}
    _timed(
        "merge 300 listed with 5,000 known", runs, lambda: merge(listed, known, channel="某某民政", platform="wechat")
    )
    _timed("missing-crosspost, 2,000 against 2,000", 1, lambda: list(MissingCrosspost().judge(observed(2000))))
    _timed("conflicting-facts, 2,000 against 2,000", 1, lambda: list(ConflictingFacts().judge(observed(2000))))


def _timed(name: str, runs: int, work: Callable[[], object], bare: float | None = None) -> float:
    took = []
    for _ in range(runs):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    middle = statistics.median(took)
    ratio = f", {middle / bare:.1f} times the bare parser" if bare else ""
    sys.stdout.write(f"{name}: {middle * 1000:.1f} ms of CPU{ratio}\n")
    return middle


if __name__ == "__main__":
    main()
