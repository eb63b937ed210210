"""`xunjian read` on feeds, Weibo's JSON and WeChat's pages of the stage: every field as it was drawn."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.media.feeds import Feeds
from tests.media.hosts import Asked
from tests.media.people import SHANGHAI, Account, Post, Source, address, number
from tests.media.play import command
from tests.media.topics import routine
from tests.media.truth import workdays
from tests.media.wechat import page
from tests.media.weibo import Mobile, OpenApi

NOW = datetime(2026, 5, 20, 15, 0, tzinfo=SHANGHAI)
MARKS = (
    "",
    "",
    "“引号”与&符号",
    " <高温>提示",
    " A&B",
    "：100%办结",
    "【重要】",
    "（第二批）",
    " #话题#",
    "｜一图读懂",
)


def read(folder: Path, name: str, body: bytes, url: str, *more: str) -> dict[str, Any]:
    saved = folder / name
    saved.write_bytes(body)
    ended = command(folder, {}, "read", str(saved), "--url", url, "--format", "json", "--as-of",
                    f"{NOW:%Y-%m-%dT%H:%M:%S}", *more)  # fmt: skip
    assert ended.returncode == 0, ended.stderr.decode()
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def account(seed: int, platform: str, kind: str, style: str) -> Account:
    rng, posts = random.Random(seed), []
    at = NOW - timedelta(minutes=rng.randint(1, 50))
    for serial in range(10):
        title, lines = routine(rng, serial + seed)
        shown = title + rng.choice(MARKS)
        posts.append(Post(shown, at.replace(microsecond=0), lines, original=rng.random() < 0.6))
        if platform == "weibo":
            posts[-1].paragraphs[0] = f"【{title}】{lines[0]}"
        posts[-1].links.append(("详情", f"https://www.jiashi-mz.gov.cn/tzgg/{serial}.html"))
        at -= timedelta(hours=rng.choice([1, 5, 20, 30, 100, 900]))
    made = Account(
        "甲市民政", platform, posts, [Source(kind, feed_style=style, secret="t0ken")], "MzA3NTIwOTk0NQ==", "1900000001"
    )
    number(rng, made)
    return made


def asked(path: str, **query: str) -> Asked:
    return Asked("GET", "x", path, query, {}, b"")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(SHANGHAI)


@pytest.mark.parametrize(
    ("platform", "style"), [("wechat", "rsshub"), ("weibo", "atom"), ("wechat", "json"), ("weibo", "gbk")]
)
def test_every_entry_of_a_feed_is_as_it_was_written(tmp_path: Path, platform: str, style: str) -> None:
    made = account(len(style), platform, "feed", style)
    answer = Feeds(NOW, [made])(asked("/0"))
    found = read(tmp_path, "feed.bin", answer.body, "http://feeds.example.org/0")
    got = [(e["title"], moment(e["published_at"]), e["body_links"][-1]) for e in found["entries"]]
    assert got == [(p.title, p.at, p.links[0][1]) for p in made.seen()]
    assert all(
        "".join(p.paragraphs[1].split()) in "".join(e["text"].split())
        for p, e in zip(made.seen(), found["entries"], strict=True)
    )
    if platform == "weibo":
        assert [e["platform_id"] for e in found["entries"]] == [str(p.mid) for p in made.seen()]


@pytest.mark.parametrize(("style", "seed"), [("new", 1), ("old", 2), ("api", 3)])
def test_every_post_of_weibos_json_is_as_it_was_written(tmp_path: Path, style: str, seed: int) -> None:
    made = account(seed * 31, "weibo", "api" if style == "api" else "uid", style)
    made.posts[-1].pinned = True
    if style == "api":
        answer = OpenApi(NOW, [made])(asked("/2/statuses/user_timeline.json", access_token="t0ken", uid=made.uid))
        where = "https://api.weibo.com/2/statuses/user_timeline.json?uid=" + made.uid
    else:
        answer = Mobile(NOW, [made])(asked("/api/container/getIndex", containerid="107603" + made.uid))
        where = f"https://m.weibo.cn/api/container/getIndex?type=uid&value={made.uid}&containerid=107603{made.uid}"
    found = read(tmp_path, "weibo.json", answer.body, where)
    by_id = {e["platform_id"]: e for e in found["entries"]}
    assert set(by_id) == {str(p.mid) for p in made.posts}
    for post in made.posts:
        entry = by_id[str(post.mid)]
        assert entry["title"].startswith(f"【{post.title.partition('）')[0]}")
        assert post.paragraphs[1] in entry["text"]
        assert entry["origin"] == ("original" if post.original else "reposted")
        assert entry["pinned"] == (post.pinned and style != "api")
        assert _agrees(post.at, entry["published_at"], style)
        assert entry["body_links"] == [post.links[0][1]]


def _agrees(at: datetime, said: str, style: str) -> bool:
    """Old pages state minutes, hours or days; what is told may be as coarse."""
    if style != "old":
        return moment(said) == at
    if len(said) == 10:
        return said == f"{at:%Y-%m-%d}"
    return abs(moment(said) - at) <= timedelta(hours=1)


@pytest.mark.parametrize("seed", [2, 7])
def test_a_wechat_page_is_read_whole(tmp_path: Path, seed: int) -> None:
    made = account(seed, "wechat", "articles", "")
    post = made.posts[seed]
    post.source_url = "https://www.jiashi-mz.gov.cn/original.html"
    found = read(tmp_path, "page.html", page(made, post).body, address(made, post))
    entry = found["entries"][0] if found["kind"] == "list" else found
    assert (entry["title"], moment(entry["published_at"])) == (post.title, post.at)
    assert post.links[0][1] in {one["url"] for one in found["links"]}
    assert post.source_url in json.dumps(found)


def test_workdays_leave_out_the_national_holidays() -> None:
    assert workdays(datetime(2026, 4, 30, tzinfo=SHANGHAI), 1).day == 6
