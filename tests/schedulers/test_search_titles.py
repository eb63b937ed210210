"""With which titles a search is tried: neither too new nor too old, of several columns, typed as people would."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.records import Article
from schedulers.search_titles import LONGEST, OLDEST, YOUNGEST, Chosen, queries, surest, telling, titles_to_try

TODAY, ZONE = date(2025, 3, 25), ZoneInfo("Asia/Shanghai")
HOSTS = {"a.example"}


def article(column: str, number: int, age: int, title: str = "", url: str = "") -> Article:
    return Article(
        column,
        title or f"{column}第{number}号关于某项工作的通知",
        url or f"https://a.example/{column}/{number}.html",
        TODAY - timedelta(days=age),
    )


def chosen(*columns: list[Article], most: int = 4, bad: tuple[str, ...] = ()) -> list[str]:
    return [one.url for one in titles_to_try(columns, TODAY, ZONE, HOSTS, bad, most)]


@given(st.lists(st.lists(st.integers(-5, 400), max_size=6), max_size=4), st.integers(1, 6))
def test_only_titles_that_an_index_should_know_are_tried(ages: list[list[int]], most: int) -> None:
    columns = [[article(f"栏{c}", n, age) for n, age in enumerate(some)] for c, some in enumerate(ages)]
    fit = [[a for a in some if YOUNGEST <= a <= OLDEST] for some in ages]

    found = chosen(*columns, most=most)

    assert len(found) == min(most, sum(map(len, fit)))
    from_different = {url.split("/")[3] for url in found}
    assert len(from_different) == min(most, sum(1 for some in fit if some), len(found))


@pytest.mark.parametrize(
    "one",
    [
        article("a", 1, 9, title="要闻"),
        article("a", 1, 9, title="关于开展某项专项整治工作的…"),
        article("a", 1, 9, url="https://b.example/1.html"),
        article("a", 1, 9, url="https://a.example/f/1.pdf"),
        Article("a", "没有日期的一篇文章的标题", "https://a.example/1.html"),
    ],
)
def test_what_a_search_need_not_find_is_not_asked_for(one: Article) -> None:
    assert chosen([one]) == []


def test_what_does_not_open_is_not_asked_for() -> None:
    assert chosen([article("a", 1, 9)], bad=("https://a.example/a/1.html",)) == []


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("关于印发《上海市慈善组织认定办法》的通知", "上海市慈善组织认定办法"),
        ("市民政局关于开展养老机构等级评定工作的公告", "养老机构等级评定工作"),
        ("市民政局召开工作会议", "市民政局召开工作会议"),
    ],
)
def test_the_telling_part_is_whole_words(title: str, core: str) -> None:
    assert telling(title) == core


@given(st.text(min_size=8, max_size=120))
def test_what_is_typed_fits_the_box(title: str) -> None:
    assert all(len(query) <= LONGEST for query in queries(title))


def test_titles_that_their_own_pages_bear_come_first() -> None:
    fit = [Chosen("清明祭扫的通知", "/1"), Chosen("养老服务等级评定公告", "/2"), Chosen("社会组织年检公告", "/3")]
    pages = {"/1": "关于清明祭扫工作的通知_某某局", "/2": "养老服务等级 评定公告_某某局"}

    assert [one.url for one in surest(fit, pages, 2)] == ["/2", "/1"]
