"""What a page of results comes to: found by address or title, never by an echo of what was typed."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.headless.search_results import ABSENT, BROKEN, FOUND, UNCLEAR, Shown, Wanted, holds, outcome, plain

TITLE = "关于开展2025年清明节祭扫服务保障工作的通知"
URL = "https://mzj.example/art/2025/3/1/art_12.html"
WANTED = Wanted(TITLE, URL, TITLE)
HOME = Shown(
    links=(("https://mzj.example/", "首页", "", ""), (URL, TITLE, "", "")), said="首页", url="https://mzj.example/"
)
PAGE = Shown(
    url="https://so.example/s?q=x",
    said=f"您搜索的是 {TITLE} 共找到 8 条结果",
    links=(("https://mzj.example/", "首页", "", ""),),
)
titles = st.text("民政局养老服务通知公告2025年清明节祭扫保障", min_size=8, max_size=40)


def shows(*links: tuple[str, str], said: str = PAGE.said) -> Shown:
    return replace(PAGE, said=said, links=PAGE.links + tuple((url, text, "", "") for url, text in links))


@pytest.mark.parametrize(
    "link",
    [
        (URL, "点击查看"),
        (URL.replace("https:", "http:"), "查看"),
        ("https://www.mzj.example/art/2025/3/1/art_12.html", ""),
        (f"https://so.example/visit/link.do?url={quote(URL, safe='')}&q={quote(TITLE)}", "…"),
        ("https://so.example/detail?id=9", f" {TITLE[:6]} {TITLE[6:]} "),
        ("javascript:open(9)", TITLE),
        ("https://so.example/detail?id=9", TITLE[:14] + "..."),
    ],
)
def test_a_title_is_found_by_its_address_or_its_words(link: tuple[str, str]) -> None:
    assert outcome(HOME, shows(link), WANTED, sent=True) == (FOUND, None)


@pytest.mark.parametrize(
    "link",
    [
        (f"https://so.example/s?q={quote(TITLE)}&sort=date", TITLE),
        (f"https://so.example/s?q={quote(TITLE, encoding='gbk')}&tab=2", TITLE),
        ("https://mzj.example/art/2024/3/1/art_12.html", TITLE.replace("2025", "2024")),
        ("https://mzj.example/art/2025/3/1/art_3.html", TITLE[:8] + "..."),
    ],
)
def test_what_repeats_the_query_or_is_another_article_is_no_result(link: tuple[str, str]) -> None:
    assert outcome(HOME, shows(link), WANTED, sent=True) == (ABSENT, "other-results")


@pytest.mark.parametrize(
    "said",
    [
        "抱歉，没有找到与您查询的内容相关的结果",
        "共找到 0 条结果",
        "未检索到相关信息",
        "暂无数据",
        "搜索结果：0 条",
        "0 results",
    ],
)
def test_a_page_that_says_that_there_is_nothing_is_believed(said: str) -> None:
    assert outcome(HOME, shows(said=said), WANTED, sent=True) == (ABSENT, "no-results")


@pytest.mark.parametrize("said", ["共找到 10 条结果", "约 20 个结果", "共 3 页 30 条记录"])
def test_ten_is_not_none(said: str) -> None:
    assert outcome(HOME, shows(said=said), WANTED, sent=True)[1] != "no-results"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (shows(said="请输入验证码后继续"), (UNCLEAR, "needs-captcha")),
        (shows(said="您的搜索过于频繁，请稍后再试"), (UNCLEAR, "too-frequent")),
        (shows(said="欢迎访问本网站，今天是星期二"), (UNCLEAR, "results-unclear")),
        (Shown(url="https://so.example/s"), (BROKEN, "blank")),
        (replace(PAGE, said="HTTP Status 500", title="Error 500"), (BROKEN, "error-page")),
        (HOME, (UNCLEAR, "results-unclear")),
    ],
)
def test_what_is_no_result_is_not_held_against_the_search(now: Shown, said: tuple[str, str]) -> None:
    assert outcome(HOME, now, WANTED, sent=True) == said


def test_what_was_never_sent_is_not_answered() -> None:
    assert outcome(HOME, replace(HOME, said="暂无数据"), WANTED, sent=False) == (UNCLEAR, "search-not-sent")


def test_results_on_the_page_itself_count_beside_what_stood_there() -> None:
    assert outcome(HOME, replace(HOME, links=(*HOME.links, (URL, TITLE, "", ""))), WANTED, sent=True) == (FOUND, None)


@given(titles, st.sampled_from(["utf-8", "gb18030"]), st.booleans())
def test_a_query_is_known_however_it_is_written(query: str, charset: str, twice: bool) -> None:
    written = quote(query, encoding=charset, safe="")
    address = f"https://so.example/s?a=1&q={quote(written) if twice else written}&p=2"
    assert not plain(query) or holds([address], query)


@given(titles)
def test_a_query_is_known_in_a_body(query: str) -> None:
    assert holds(["{" + f'"kw":"{query.encode("unicode_escape").decode()}"' + "}"], query)
