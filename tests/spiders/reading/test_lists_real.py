"""Tests of list pages that nobody here wrote, against what they themselves state."""

# ruff: noqa: E501

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from inspection.records import ListState
from spiders.reading.lists import LIST_FROM, looks_like_list, read_list

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"
TODAY = date(2026, 9, 20)
real = pytest.mark.real
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the saved pages are not beside this checkout")


@real
@needs_real
@pytest.mark.parametrize(
    ("path", "url", "count", "first_title", "first_day", "next_page"),
    [
        ("gov_list/ndrc_fzggwl_list.html", "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/", 25,
         "《国家发展改革委关于修改、废止一批规章和行政规范性文件的决定》 2026年第45号令", "2026-07-31",
         "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/index_1.html"),
        ("gov_list/liaoning_zjt_zcjd_excerpt.html", "https://zjt.ln.gov.cn/zjt/zcjd/index.shtml", 15, None, "2026-04-03",
         "https://zjt.ln.gov.cn/zjt/zcjd/74230735-2.shtml"),
        ("gov_list/cac_list.html", "https://www.cac.gov.cn/x/A09370301index_1.htm", 5, None, "2026-09-07", None),
        ("cn_list_html/gerapy_hsqhfunds_announcement.html", "http://www.hsqhfunds.com/announcement/", 20, None, "2020-07-02", None),
        ("cn_list_html/gerapy_rtfund_xxpl.html", "http://www.rtfund.com/main/xxpl/index.shtml", 15, None, "2020-07-09", None),
    ],
)  # fmt: skip
def test_real_lists_are_read_as_they_state(
    path: str, url: str, count: int, first_title: str | None, first_day: str, next_page: str | None
) -> None:
    reading = read_list((REAL / path).read_text("utf-8"), url, today=TODAY)

    first = reading.entries[0]
    assert (len(reading.entries), str(first.published_at), reading.next_page) == (count, first_day, next_page)
    assert first_title in (None, first.title)
    assert all(entry.published_at for entry in reading.entries)


@real
@needs_real
def test_real_related_links_belong_to_their_policies() -> None:
    html = (REAL / "gov_list/ndrc_fzggwl_list.html").read_text("utf-8")
    lines = (REAL / "pairs/ndrc_fzggwl_pairs.jsonl").read_text("utf-8").splitlines()
    stated = [json.loads(line) for line in lines]

    entries = read_list(html, "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/", today=TODAY).entries

    assert [(e.url, [(r.title, r.url) for r in e.related]) for e in entries] == [
        (s["policy_url"], [(i["title"], i["url"]) for i in s["interpretations"]]) for s in stated
    ]


@real
@needs_real
def test_real_titles_that_are_cut_are_read_in_full() -> None:
    html = (REAL / "gov_list/liaoning_zjt_zcjd_excerpt.html").read_text("utf-8")

    entries = read_list(html, "https://zjt.ln.gov.cn/zjt/zcjd/index.shtml", today=TODAY).entries

    assert not [e.title for e in entries if e.truncated or e.title.endswith("...")]


@real
@needs_real
def test_a_real_home_page_is_a_list_and_its_news_are_read() -> None:
    html = (REAL / "gov_home/yichun_home_2023.html").read_text("utf-8")

    reading = read_list(html, "http://www.yichun.gov.cn/", today=TODAY)

    assert looks_like_list(html, "http://www.yichun.gov.cn/") >= LIST_FROM
    assert (reading.title, reading.list_state) == ("中国宜春", ListState.ENTRIES)
    assert {e.published_at.year for e in reading.entries if e.published_at} == {2023}


@real
@needs_real
def test_no_real_article_is_taken_for_a_list() -> None:
    pages = sorted((REAL / "gov_detail").glob("*.html")) + sorted((REAL / "cn_news_html").glob("*.html"))

    taken = [
        page.name
        for page in pages
        if looks_like_list(
            page.read_text("utf-8", "replace"), f"https://www.gov.cn/zhengce/2020-08/14/content_{page.stem[-7:]}.htm"
        )
        >= LIST_FROM
    ]

    assert taken == []
