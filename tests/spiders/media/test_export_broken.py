"""Export files: what is no article, what a file says of itself, and files that cannot be read."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.media import Counts, Origin
from spiders.reading.dates import SHANGHAI
from tests.spiders.media.export_made import workbook, write_table
from tests.spiders.media.export_readings import one, read


def test_rows_that_are_no_articles_are_left_out() -> None:
    table = [
        ["标题", "发布时间", "阅读量", "状态"],
        ["通知", "2024-04-15", 5, "已发表"],
        ["草案", "", 0, "草稿"],
        ["标题", "发布时间", "阅读量", "状态"],
        ["", "", "", ""],
        ["合计", "", 5, ""],
        ["数据来源：公众平台", "", "", ""],
    ]

    assert [article.title for article in read(write_table("csv-gbk", table)).articles] == ["通知"]


def test_every_sheet_with_headings_is_read() -> None:
    table = [["标题", "发布时间", "阅读量"], ["通知", "2024-04-15", 5]]
    other = [["标题", "发布时间", "阅读量"], ["公告", "2024-05-15", 5]]
    trend = [["日期", "阅读次数"], ["2024-04-15", 7]]
    listing = read(workbook({"趋势": trend, "四月": table, "五月": other}))

    assert [article.title for article in listing.articles] == ["通知", "公告"]


def test_posts_of_weibo_have_text_number_and_address() -> None:
    head = ["id", "bid", "正文", "日期", "点赞数", "评论数", "转发数", "完整日期", "是否原创", "user_id"]
    row = [
        "4383411844046171",
        "HyZVegYAP",
        "清明祭扫开始预约。\n详见图",
        "2019-06-15",
        1,
        2,
        3,
        "2019-06-15T11:44:46",
        "True",
        "2803301701",
    ]
    article = one([head, row])

    assert (article.title, article.text) == ("清明祭扫开始预约。", "清明祭扫开始预约。\n详见图")
    assert (article.url, article.platform_id) == ("https://weibo.com/2803301701/HyZVegYAP", "4383411844046171")
    assert article.published_at == datetime(2019, 6, 15, 11, 44, 46, tzinfo=SHANGHAI)
    assert (article.counts, article.origin) == (Counts(None, 1, 2, 3), Origin.ORIGINAL)


def test_a_number_that_excel_has_rounded_is_not_believed() -> None:
    article = one([["微博id", "微博内容", "发布时间"], [4383411844046170, "清明祭扫开始预约", "2024-04-15"]], "xlsx")

    assert (article.platform_id, article.url.startswith("urn:")) == (None, True)


def test_rows_name_their_account_where_there_are_several() -> None:
    head = ["公众号名称", "标题", "发布时间", "阅读量"]
    both = read(write_table("csv-utf8", [head, ["甲", "通知", "2024-04-15", 1], ["乙", "公告", "2024-04-15", 1]]))
    single = read(write_table("csv-utf8", [head, ["甲", "通知", "2024-04-15", 1]]))

    assert (both.account, [article.channel for article in both.articles]) == ("", ["甲", "乙"])
    assert (single.account, [article.channel for article in single.articles]) == ("甲", [""])


@pytest.mark.parametrize(
    ("name", "above", "made"),
    [
        ("导出.csv", "统计时间：2024-04-01 至 2024-04-30", datetime(2024, 4, 30, 23, 59, 59, tzinfo=SHANGHAI)),
        ("导出.csv", "导出时间：2024-05-02 08:30", datetime(2024, 5, 2, 8, 30, tzinfo=SHANGHAI)),
        ("公众号20240501.csv", "某市民政", datetime(2024, 5, 1, 23, 59, 59, tzinfo=SHANGHAI)),
        ("图文分析_2024-04-01_2024-04-30.csv", "", datetime(2024, 4, 30, 23, 59, 59, tzinfo=SHANGHAI)),
        ("公众号20230101.csv", "", None),  # before what is in it
        ("公众号20990101.csv", "", None),
        ("导出.csv", "", None),
    ],
)
def test_a_file_may_say_up_to_when_it_goes(name: str, above: str, made: datetime | None) -> None:
    table = [[above], ["标题", "发布时间", "阅读量"], ["通知", "2024-04-15", 5]]

    assert read(write_table("csv-utf8", table), name).built_at == made


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


BROKEN: list[tuple[bytes, str]] = [
    (b"", "file-unreadable"),
    (b"PK\x03\x04 no archive", "file-unreadable"),
    (zipped({"word/document.xml": b"<w/>"}), "file-unreadable"),
    (zipped({"xl/workbook.xml": b"<workbook/>", "xl/a.bin": bytes(210_000_000)}), "too-large"),
    (zipped({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'}), "file-unreadable"),
    (zipped({"xl/workbook.xml": b"<workbook>"}), "file-unreadable"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage".decode().encode("utf-16-le") + bytes(600),
        "file-unreadable",
    ),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "file-unreadable"),
    (bytes(range(256)) * 40, "file-unreadable"),
    ("姓名,电话\n甲,1".encode(), "columns-unknown"),
    ("日期,阅读次数\n2024-04-15,3".encode(), "columns-unknown"),
    (b"<html><body><h1>502</h1></body></html>", "columns-unknown"),
]


@pytest.mark.parametrize(("body", "reason"), BROKEN)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(body: bytes, reason: str) -> None:
    listing = read(body)

    assert listing.refusal is not None
    assert (listing.refusal.reason, listing.articles) == (reason, ())


def test_a_locked_file_is_told_from_a_damaged_one() -> None:
    listing = read(BROKEN[6][0])

    assert listing.refusal is not None
    assert "密码" in listing.refusal.detail


def test_unknown_headings_are_quoted() -> None:
    listing = read("姓名,电话\n甲,1".encode())

    assert listing.refusal is not None
    assert "姓名、电话" in listing.refusal.detail


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["xlsx", "xls", "csv-gbk"]), st.integers(0, 100), st.binary(max_size=20))
def test_a_damaged_file_never_raises(kind: str, per_cent: int, junk: bytes) -> None:
    body = write_table(kind, [["标题", "发布时间", "阅读量"], ["通知", "2024-04-15", 5]])
    place = len(body) * per_cent // 100

    assert read(body[:place] + junk + body[place + len(junk) :]).kind == "export"
    assert read(body[:place]).kind == "export"


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="slow: fifty thousand rows")
def test_a_very_long_table_is_read_up_to_the_limit() -> None:
    lines = "".join(f"通知{number},2024-04-15,1\n" for number in range(50_100))
    listing = read(f"标题,发布时间,阅读量\n{lines}".encode())

    assert len(listing.articles) == 49_999
    assert listing.incomplete
