"""Whose a broken link is: the column's or the account's on whose page it stands."""

from __future__ import annotations

from datetime import datetime

import pytest

from inspection.observed import Target
from inspection.plan import Plan
from inspection.records import Article, ColumnReading, ColumnState, Link, Probe, Verdict
from inspection.sources import Known
from schedulers.belonging import with_columns

HOME = "https://mzj.example.gov.cn/"
AT = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
POST, LISTED, PAGE = "https://mp.weixin.qq.com/s/1", "https://mp.weixin.qq.com/s/2", f"{HOME}tzgg/1.html"
PLAN = Plan.model_validate(
    {
        "site": {"name": "某市民政局", "home": HOME},
        "columns": [
            {"name": "通知公告", "url": "/tzgg/", "kind": "其他"},
            {"name": "新媒体", "url": "/xmt/", "kind": "其他"},
        ],
        "accounts": [{"name": "某市民政", "platform": "wechat"}, {"name": "某市福彩", "platform": "wechat"}],
    }
)


def reading(name: str, *urls: str) -> ColumnReading:
    return ColumnReading(name, "", ColumnState.READ, articles=tuple(Article(name, "题", url) for url in urls))


READINGS = {
    "某市民政": reading("某市民政", POST, PAGE),
    "通知公告": reading("通知公告", PAGE),
    "新媒体": reading("新媒体", LISTED, POST),
}
KNOWN = {"某市福彩": [Known(Article("某市福彩", "题", "https://mp.weixin.qq.com/s/3"), AT, AT, "r1")]}


def columns(*pages: str) -> tuple[str, ...]:
    links = tuple(Link(page, f"{HOME}x", "a") for page in pages)
    target = Target(Probe(f"{HOME}x", Verdict.FAULTY, "http-404"), links, len(links))
    (found,) = with_columns([target], PLAN, READINGS, KNOWN)
    return found.columns


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (HOME, ()),
        (f"{HOME}tzgg/", ("通知公告",)),
        (f"{HOME}xmt/list_2.html", ("新媒体",)),
        (f"{HOME}other/", ()),
        (PAGE, ("通知公告",)),  # an account lists it, too: it is the portal's page
        (POST, ("某市民政",)),  # a column lists it, too: it is the account's article
        (LISTED, ("新媒体",)),
        ("https://mp.weixin.qq.com/s/3", ("某市福彩",)),  # not read in this round
        ("https://mp.weixin.qq.com/s/4", ()),
    ],
)
def test_a_page_belongs_to_who_publishes_it(page: str, name: tuple[str, ...]) -> None:
    assert columns(page) == name


def test_who_links_most_often_comes_first() -> None:
    assert columns(PAGE, POST, "https://mp.weixin.qq.com/s/1", HOME) == ("某市民政", "通知公告")
