"""Articles: what the page shows of itself wins over what it declares, and decoys do not count."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.records import DateFrom, Published, Reading
from spiders.reading.articles import read_article
from spiders.reading.dates import SHANGHAI
from spiders.reading.reader import kind_of, reading_as_json
from tests.spiders.reading.article_pages import make

TODAY = date(2026, 11, 22)
URL = "https://mzj.example.gov.cn/zwgk/content_12.html"
TITLE = "上海市民政局关于印发《上海市慈善组织认定办法》的通知"
TEXT = "<p>各区民政局：现将有关事项通知如下，请认真贯彻执行，执行中遇到的问题请及时反馈。</p>" * 6
DAY = date(2024, 4, 15)


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2024, 4, 15, hour, minute, second, tzinfo=SHANGHAI)


def read(body: str, head: str = "", url: str = URL) -> Reading:
    return read_article(f"<html><head>{head}</head><body>{body}</body></html>", url, today=TODAY)


def article(info: str, after: str = "", head: str = "", url: str = URL) -> Reading:
    return read(f'<div class="main"><h1>{TITLE}</h1>{info}<div id="zoom">{TEXT}</div>{after}</div>', head, url)


@pytest.mark.parametrize(
    ("info", "published"),
    [
        ("<div>发布时间：2024-04-15 10:00</div>", at(10, 0)),
        ("<p><span>来源：民政局</span><span>发布日期：2024年04月15日</span></p>", DAY),
        ("<p>发 布 日 期：2024-04-15</p>", DAY),
        ("<p>【发布时间：2024-04-15 10:00:05】【字体：大 中 小】</p>", at(10, 0, 5)),
        ("<p>发布时间2024-04-15 来源：民政局</p>", DAY),
        ("<p>来源：新华社发布时间：2024-04-15</p>", DAY),
        ("<p>时间：2024/4/15 10:00 浏览：20240101 次</p>", at(10, 0)),
        ("<div>2024-04-15 10:00<span>来源：国务院办公厅</span><span>字体：默认 大 超大</span></div>", at(10, 0)),
        ("<div><span>2024-04-15</span></div>", DAY),
        ("<div><span>15</span></div><div><span>2024-04</span></div>", DAY),
        ("<p>更新时间：2024-05-01</p><p>发布时间：2024-04-15</p>", DAY),
        ("<p>成文日期：2024-03-01 发布日期：2024-04-15 截止日期：2024-12-31</p>", DAY),
        ("<table><tr><td>发布日期</td><td>2024-04-15</td><td>成文日期</td><td>2024-03-01</td></tr></table>", DAY),
        ("<dl><dt>公开日期</dt><dd>2024-04-15</dd><dt>有效期</dt><dd>2029-04-14</dd></dl>", DAY),
        ("<ul><li><i>发布日期</i><em>2024-04-15</em></li></ul>", DAY),
        ("<p>发布时间：<em><!--date-->2024-04-15<!--/date--></em></p>", DAY),
        ("<p>信息提供日期：2024-04-15</p>", DAY),
        ("<p>发布于 2024-04-15 10:00</p>", at(10, 0)),
        ("<p>发文日期：2024-04-15</p>", DAY),
    ],
)
def test_the_shown_date_wins_over_the_declared_one(info: str, published: Published) -> None:
    head = '<meta name="PubDate" content="2025-01-01 08:00:00">'
    assert article(info, head=head).published_at == published


@pytest.mark.parametrize(
    "decoy",
    [
        "", "<p>成文日期：2020-01-01</p>", "<p>有效期至：2030-01-01</p>", "<p>今天是2026年11月22日 星期日</p>",
        "<p>浏览次数：20240102</p>",
        "<p>发布时间：</p>", "<p>截止时间：2020-01-01 10:00</p>", "<p>（2019年6月29日第十届会议通过）</p>",
    ],
)  # fmt: skip
def test_without_a_shown_date_the_declared_one_counts(decoy: str) -> None:
    reading = article(decoy, head='<meta name="PubDate" content="2024-04-15 10:00">')
    assert (reading.published_at, reading.date_from) == (at(10, 0), DateFrom.META)


def test_without_either_the_address_counts() -> None:
    reading = article("", url="https://www.example.gov.cn/zwgk/202404/t20240415_12.html")
    assert (reading.published_at, reading.date_from) == (DAY, DateFrom.ADDRESS)


def test_the_date_under_a_document_is_not_its_publication() -> None:
    assert article("", after="<p>上海市民政局</p><p>2024年4月15日</p>").published_at is None


def test_a_date_below_the_body_counts_where_none_stands_above() -> None:
    assert article("", after="<p>发布时间：2024-04-15</p>").published_at == DAY


def test_every_stated_date_is_kept_for_forensics() -> None:
    reading = article("<p>发布时间：2024-04-15</p>", head='<meta name="PubDate" content="2025-01-01">')
    assert reading.page_dates == (DAY, date(2025, 1, 1))


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("<title>{t}</title>", "<h1>{t}</h1>"),
        ("<title>{t}_通知公告_上海市民政局</title>", '<div class="tit">{t}</div>'),
        ("<title>上海市民政局 | {t}</title>", "<p><b>{t}</b></p>"),
        ("<title>{t} - 上海市民政局门户网站</title>", ""),
        ('<title>上海市民政局</title><meta name="ArticleTitle" content="{t}">', ""),
        ("<title>上海市民政局</title>", '<h1><a href="/">上海市民政局</a></h1><h2>{t}</h2>'),
        ("<title>上海市民政局</title>", "<table><tr><td>{t}</td></tr></table><p>来源：民政局 发布时间：2024-04-15</p>"),
        ("<title>上海市民政局关于印发…</title>", "<h1>{t}</h1>"),
        ('<meta name="ArticleTitle" content="上海市民政局关于印发...">', "<h1>{t}</h1>"),
        ("<title>{t}</title>", "<h1>上海市民政局<br>关于印发《上海市慈善组织认定办法》的通知</h1>"),
        ("<title>{t}</title>", "<h2>{t} <small>（2024年04月15日）</small></h2>"),
        ("<title>详情</title>", "<h1>{t} 发布日期：2024-04-15 来源：民政局</h1>"),
        ('<title>{t}</title><meta property="og:title" content="{t}">', "<h1>政策文件</h1><h2>{t}</h2>"),
    ],
)
def test_a_title_is_what_the_candidates_agree_on(head: str, heading: str) -> None:
    body = f'{heading.format(t=TITLE)}<div class="TRS_Editor">{TEXT}</div>'
    assert read(body, head.format(t=TITLE)).title == TITLE


@pytest.mark.parametrize(
    ("info", "number"),
    [
        ("<p>文号：沪民规[2024]3号</p>", "沪民规〔2024〕3号"),
        ("<table><tr><td>发 文 字 号：</td><td>沪民规〔2024〕3号</td></tr></table>", "沪民规〔2024〕3号"),
        ("<p>沪民规〔2024〕3号</p>", "沪民规〔2024〕3号"),
        ("<p>（沪民规﹝2024﹞3号）</p>", "沪民规〔2024〕3号"),
        ("<p>中华人民共和国国务院令</p><p>第706号</p>", "中华人民共和国国务院令第706号"),
        ("<p>文件编号：国令第706号 发布日期：2024-04-15</p>", "国令第706号"),
        ("<p>文号：无</p>", None),
        ("<p>文号：*</p>", None),
        ("<p>发文字号：</p><p>根据国办发〔2019〕6号文件要求，制定本办法。</p>", None),
        ("<p>根据沪民规〔2024〕3号和国办发〔2019〕6号文件</p>", None),
    ],
)
def test_a_document_number_is_the_documents_own(info: str, number: str | None) -> None:
    assert article(info).document_number == number


def test_a_number_that_ends_the_title_is_the_documents_own() -> None:
    reading = read(f"<h1>关于印发办法的通知（沪民规〔2024〕3号）</h1><div id='zoom'>{TEXT}</div>")
    assert reading.document_number == "沪民规〔2024〕3号"


def test_an_interpretation_does_not_take_its_policys_number() -> None:
    reading = read(f"<h1>《慈善组织认定办法》（沪民规〔2024〕3号）政策解读</h1><div id='zoom'>{TEXT}</div>")
    assert reading.document_number is None


@pytest.mark.parametrize(
    ("info", "source"),
    [
        ("<p>来源：上海市民政局 作者：张三 浏览次数：12</p>", "上海市民政局"),
        ("<p>信息来源：<a href='/'>上海市民政局</a>　　【字体：大】</p>", "上海市民政局"),
        ("<p>来 源：上海市民政局|打印</p>", "上海市民政局"),
        ("<p>来源：</p>", None),
        ("<p>来源： 发布时间：2024-04-15</p>", None),
        ("<p>发布机构：上海市民政局</p>", None),
    ],
)
def test_the_source_ends_where_the_next_label_begins(info: str, source: str | None) -> None:
    assert article(info).source == source


def test_a_declared_source_fills_an_empty_one() -> None:
    assert article("<p>来源：</p>", head='<meta name="ContentSource" content="上海市民政局">').source == "上海市民政局"


def test_attachments_have_names_for_people() -> None:
    files = (
        '<p>附件：1.<a href="/a/1.doc">申请表</a></p><p>2.登记表 <a href="b%20c.xlsx">下载</a></p>'
        '<p><a href="/down.jsp?id=3&amp;filename=x.pdf" title="名单">点击下载</a></p>'
        '<p>附件：<a href="/p.jpg">附图</a></p>'
        '<p><a href="/n/1.html">相关新闻</a><img src="/i.png"></p>'
    )
    reading = article("", after=files)
    assert [(a.url.rpartition("/")[2], a.name) for a in reading.attachments] == [
        ("1.doc", "申请表"),
        ("b%20c.xlsx", "2.登记表"),
        ("down.jsp?id=3&filename=x.pdf", "名单"),
        ("p.jpg", "附图"),
    ]


def test_related_articles_are_those_under_their_heading_or_named_in_the_body() -> None:
    related = (
        '<p>原文：<a href="/zcwj/1.html">《慈善组织认定办法》</a></p>'
        '<div class="box"><div class="h">相关解读</div><ul><li><a href="/zcjd/1.html">图解慈善办法</a></li></ul></div>'
        '<div class="box"><div class="h">热点新闻</div><ul><li><a href="/n/1.html">其他新闻</a></li></ul></div>'
    )
    urls = [r.url.partition(".cn")[2] for r in article("", after=related).related]
    assert sorted(urls) == ["/zcjd/1.html", "/zcwj/1.html"]


def test_the_text_is_the_body_alone() -> None:
    side = "".join(f'<li><a href="/n/{n}.html">其他通知{n}</a>2026-11-{n + 10}</li>' for n in range(9))
    reading = article(
        "<p>来源：民政局 发布时间：2024-04-15</p>", after=f"<ul>{side}</ul><div class='footer'>版权所有：某局</div>"
    )
    assert reading.text.startswith("各区民政局")
    assert reading.text.endswith("及时反馈。")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_a_generated_page_is_read_as_it_is(seed: int) -> None:
    page = make(seed)
    reading = read_article(page.html, page.url, today=TODAY)
    stated = reading_as_json(reading)
    assert stated["title"] == page.title
    assert stated["published_at"] == page.published
    assert stated["document_number"] == page.number
    assert stated["source"] == page.source
    assert {a.url for a in reading.attachments} == set(page.attachments)
    assert set(page.related) <= {r.url for r in reading.related}
    assert page.sentence in reading.text


def test_generated_articles_are_told_from_lists() -> None:
    kinds = [kind_of(make(seed).html, make(seed).url) for seed in range(100)]
    assert kinds.count("article") >= 98


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/=\"' \n\0divtablerpah1：:发布日期来源2024-04-15文号&;#", max_size=300))
def test_broken_markup_never_raises(html: str) -> None:
    assert read_article(html, URL, today=TODAY).kind == "article"


def test_deep_nesting_is_survived() -> None:
    html = "<div>" * 20_000 + f"<h1>{TITLE}</h1>" + TEXT
    assert read_article(html, URL, today=TODAY).kind == "article"


def test_a_footers_last_update_does_not_date_an_article() -> None:
    paragraphs = "".join(f"<p>第{n}条 社会救助对象应当如实申报家庭收入和财产状况，不得隐瞒。</p>" for n in range(8))
    html = (
        f"<html><body><div><h1>社会救助须知</h1><div>{paragraphs}</div></div>"
        "<div>主办单位：某某市民政局 <span>最后更新：2025年01月10日</span></div></body></html>"
    )

    assert read_article(html, "http://portal.cn/zn/1.html", today=date(2025, 3, 25)).published_at is None


def test_an_update_time_in_the_info_line_dates_an_article_that_states_no_other() -> None:
    html = (
        "<html><body><h1>社会救助须知</h1><div>来源：救助处 更新时间：2025-01-10</div>"
        "<div><p>社会救助对象应当如实申报家庭收入和财产状况，不得隐瞒。</p></div></body></html>"
    )

    assert read_article(html, "http://portal.cn/zn/1.html", today=date(2025, 3, 25)).published_at == date(2025, 1, 10)
