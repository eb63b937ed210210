"""Export files of every kind are read alike, whatever their headings are called and wherever they stand."""

from __future__ import annotations

import random
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.media import Counts, Origin
from spiders.reading.dates import SHANGHAI
from tests.spiders.media.export_made import KINDS, workbook, write_table
from tests.spiders.media.export_readings import one, read

WECHAT = "https://mp.weixin.qq.com/s/abcdefghij{:012d}"

headings = {
    "title": ["内容标题", "文章标题", "标题", "图文标题", "*标题", "标 题"],
    "date": ["发表时间", "发布时间", "群发时间", "发布日期", "日期", "发布时间（北京时间）"],
    "url": ["内容url", "文章链接", "链接", "内容URL", "原文链接"],
    "reads": ["总阅读次数", "阅读量", "阅读数(次)", "图文阅读次数"],
    "likes": ["点赞数", "点赞", "赞"],
    "comments": ["留言数", "评论数", "留言条数"],
    "reposts": ["总分享次数", "转发数", "分享"],
    "origin": ["是否原创", "原创"],
    "author": ["作者"],
    "other": ["阅读完成率", "送达人数", "备注"],
}
rows = st.fixed_dictionaries(
    {
        "title": st.text(
            "关于开展清明祭扫工作的通知《解读》“一图读懂”｜2024AbZ, ，\"'", min_size=2, max_size=30
        ).filter(lambda text: text.strip().strip("'\"") == text and not text.isdigit()),
        "date": st.datetimes(datetime(2012, 8, 23), datetime(2026, 11, 22)).map(lambda at: at.replace(microsecond=0)),
        "reads": st.integers(0, 3_000_000),
        "likes": st.integers(0, 5000),
        "comments": st.integers(0, 500),
        "reposts": st.integers(0, 500),
        "origin": st.sampled_from(["是", "否"]),
        "author": st.sampled_from(["传媒中心", "宣传处"]),
        "other": st.sampled_from(["12.5%", "-", "3"]),
    }
)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(KINDS), st.lists(rows, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_every_kind_of_file_gives_the_same_articles(kind: str, said: list[dict[str, Any]], dice: random.Random) -> None:
    for place, row in enumerate(said):
        row["url"] = WECHAT.format(place)
    fields = list(headings)
    dice.shuffle(fields)
    above = [["某市民政 图文分析"], ["统计周期：2012-01-01 至 2026-11-22"]][: dice.randrange(3)]
    table = [
        *above,
        [dice.choice(headings[field]) for field in fields],
        *([row[field] for field in fields] for row in said),
    ]
    table += [["合计", *[None] * (len(fields) - 1)]] if dice.random() < 0.5 else []
    listing = read(write_table(kind, table))

    assert (listing.refusal, listing.incomplete) == (None, False)
    assert [article.url for article in listing.articles] == [row["url"] for row in said]
    for article, row in zip(listing.articles, said, strict=True):
        at = row["date"]
        assert article.title == " ".join(row["title"].split())
        assert article.published_at == (
            at.replace(tzinfo=SHANGHAI) if at.time() != datetime.min.time() or "xls" not in kind else at.date()
        )
        assert article.counts == Counts(row["reads"], row["likes"], row["comments"], row["reposts"])
        assert article.origin is (Origin.ORIGINAL if row["origin"] == "是" else Origin.REPOSTED)
        assert article.author == row["author"]


@pytest.mark.parametrize(
    ("cell", "stated"),
    [
        ("2024-04-15", date(2024, 4, 15)),
        ("20240415", date(2024, 4, 15)),
        (20240415, date(2024, 4, 15)),
        (45397, date(2024, 4, 15)),
        (45397.354166667, datetime(2024, 4, 15, 8, 30, tzinfo=SHANGHAI)),
        ("45397.354166667", datetime(2024, 4, 15, 8, 30, tzinfo=SHANGHAI)),
        (1713141000, datetime(2024, 4, 15, 8, 30, tzinfo=SHANGHAI)),
        (datetime(2024, 4, 15), date(2024, 4, 15)),
        ("2024/4/15 8:30", datetime(2024, 4, 15, 8, 30, tzinfo=SHANGHAI)),
        ("2024年4月15日 08:30", datetime(2024, 4, 15, 8, 30, tzinfo=SHANGHAI)),
        ("2024.04.15", date(2024, 4, 15)),
        ("2024-04-15T08:30:00.000", datetime(2024, 4, 15, 8, 30, tzinfo=SHANGHAI)),
        ("4/15/2024 8:30", datetime(2024, 4, 15, 8, 30, tzinfo=SHANGHAI)),
        ("24-04-15 08:30", datetime(2024, 4, 15, 8, 30, tzinfo=SHANGHAI)),
        ("4月15日", None),  # of which year?
        ("04-15 08:30", None),
        ("昨天 12:30", None),
        ("-", None),
        (3, None),
    ],
)  # fmt: skip
def test_a_date_is_what_is_stated(cell: object, stated: object) -> None:
    article = one([["标题", "发布时间", "阅读量", "链接"], ["通知", cell, 5, WECHAT.format(1)]], "xlsx")

    assert article.published_at == stated


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("1,234", 1234),
        ("1.2万", 12_000),
        ("10万+", 100_000),
        ("10W+", 100_000),
        ("100000+", 100_000),
        ("３５", 35),
        (7.0, 7),
        ("2.5亿", 250_000_000),
        ("35次", 35),
        *((nothing, None) for nothing in ("12%", "-", "--", "", "无", -1)),
    ],
)
def test_a_count_is_a_number_however_it_is_written(cell: object, count: int | None) -> None:
    table = [["标题", "发布时间", "阅读量"], ["通知", "2024-04-15", cell]]

    assert one(table, "xlsx").counts.reads == count


def test_times_are_believed_before_people() -> None:
    table = [
        ["标题", "总阅读人数", "总阅读次数", "总分享人数", "总分享次数", "发表时间"],
        ["通知", 1, 2, 3, 4, "20240415"],
    ]

    assert one(table).counts == Counts(reads=2, reposts=4)


def test_headings_of_two_rows_are_read_together() -> None:
    table = [
        ["图文分析", None, None, None, None, None],
        ["内容标题", "发表时间", "阅读", None, "分享", None],
        [None, None, "人数", "次数", "人数", "次数"],
        ["通知", "20240415", 1, 2, 3, 4],
    ]

    assert one(table, "xlsx").counts == Counts(reads=2, reposts=4)


@pytest.mark.parametrize("cell", ['=HYPERLINK("{}","查看")', '=HYPERLINK("{}")', "{}"])
@pytest.mark.parametrize("kind", ["xlsx", "csv-utf8"])
def test_a_formula_that_links_is_an_address(cell: str, kind: str) -> None:
    table = [["标题", "发布时间", "链接"], ["通知", "2024-04-15", cell.format(WECHAT.format(1))]]

    assert one(table, kind).url == WECHAT.format(1)


def test_a_link_behind_the_title_is_its_address() -> None:
    table = [["标题", "发布时间"], ["通知", "2024-04-15"]]
    (article,) = read(workbook({"a": table}, links={"A2": WECHAT.format(1)})).articles

    assert (article.title, article.url) == ("通知", WECHAT.format(1))


def test_a_date_beside_several_articles_is_of_each() -> None:
    table = [
        ["发布日期", "标题", "阅读量"],
        [date(2024, 4, 15), "甲", 1],
        [None, "乙", 2],
        [date(2024, 4, 16), "丙", 3],
    ]
    listing = read(workbook({"a": table}, merged=["A2:A3"]))

    assert [article.published_at for article in listing.articles] == [date(2024, 4, 15)] * 2 + [date(2024, 4, 16)]


def test_a_formula_gives_what_was_worked_out_or_nothing() -> None:
    article = one([["标题", "发布时间", "阅读量"], ["通知", "2024-04-15", "=SUM(A1:A2)"]], "xlsx")

    assert article.counts == Counts()


def test_day_and_time_of_day_may_stand_apart() -> None:
    table = [["标题", "发布日期", "发布时间", "阅读量"], ["通知", "2024-04-15", "08:30", 1]]

    assert one(table).published_at == datetime(2024, 4, 15, 8, 30, tzinfo=SHANGHAI)


def test_figures_of_days_are_added_up_where_the_day_is_named() -> None:
    head = ["统计日期", "标题", "发布时间", "阅读量", "链接"]
    table = [head, *([f"2024-04-{day}", "通知", "2024-04-15 08:30", 10, WECHAT.format(1)] for day in (15, 16, 17))]
    article = one(table)

    assert (article.counts.reads, article.published_at) == (30, datetime(2024, 4, 15, 8, 30, tzinfo=SHANGHAI))


def test_an_article_stated_twice_has_the_higher_counts() -> None:
    head = ["标题", "发布时间", "阅读量", "链接"]
    table = [head, *(["通知", "2024-04-15", reads, WECHAT.format(1)] for reads in (10, 30, 20))]

    assert one(table).counts.reads == 30


def test_ways_to_an_article_are_one_article() -> None:
    head = ["传播渠道", "发布日期", "内容标题", "阅读次数"]
    table = [
        head,
        *([way, "20240415", "通知", reads] for way, reads in (("全部", 30), ("聊天会话", 20), ("朋友圈", 10))),
    ]

    assert one(table).counts.reads == 30


def test_the_same_title_on_two_days_is_two_articles() -> None:
    table = [["标题", "发布时间", "阅读量"], ["今日天气", "2024-04-15", 1], ["今日天气", "2024-04-16", 1]]

    assert len(read(write_table("csv-utf8", table)).articles) == 2


def test_a_row_without_an_address_is_known_again_in_another_file() -> None:
    first = one([["标题", "发布时间", "阅读量"], ["通知", "2024-04-15 08:30", 1]])
    later = one([["阅读量", "日期", "内容标题"], [9, "20240415", " 通知 "]], "xlsx")

    assert first.url == later.url
    assert first.url.startswith("urn:xunjian:article:")
