"""Tests of rows as portals write them: one markup a case, four rows each, titles, days and addresses as stated."""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from spiders.reading.lists import read_list

TODAY = date(2025, 3, 25)
URL = "https://a.gov.cn/tzgg/"
TITLES = [
    "关于开展2024年度养老机构等级评定工作的通知",
    "2025年清明节祭扫服务公告",
    "《上海市社会救助条例实施办法》政策解读",
    "市民政局召开2024年12月工作例会 部署岁末年初重点任务",
]
DAYS = [TODAY - timedelta(days=4 * n) for n in range(4)]

Row = Callable[[int, str, date], str]


def page(row: Row, before: str = "<ul>", after: str = "</ul>", between: str = "\n") -> str:
    rows = between.join(row(n, title, DAYS[n]) for n, title in enumerate(TITLES))
    return f"<title>通知公告</title><div class=nav><a href=/>首页</a> <a href=/a/>概况</a> <a href=/b/>公开</a></div>{before}{rows}{after}"


def href(n: int) -> str:
    return f"content_{n}1234.html"


CASES: dict[str, tuple[Row, str, str]] = {
    "a department's link as long as a title": (
        lambda n, t, d: f'<li><a href="{href(n)}">{t}</a><a href="/bm/rsj/index.html">市人力资源和社会保障局办公室</a><span>{d}</span></li>', "<ul>", "</ul>"),
    "a link round each item": (
        lambda n, t, d: f'<a href="{href(n)}"><li><span>{t}</span><span>{d}</span></li></a>', "<ul>", "</ul>"),
    "a link that is never closed": (
        lambda n, t, d: f'<li><a href="{href(n)}" title="{t}">{t}<span>{d}</span></li>', "<ul>", "</ul>"),
    "items that are never closed": (
        lambda n, t, d: f'<li><a href="{href(n)}">{t}</a><span>{d}</span>', "<ul>", "</ul>"),
    "year and month with the day in bold between": (
        lambda n, t, d: f'<li><a href="{href(n)}">{t}</a><span>{d:%Y-%m}-<b>{d:%d}</b></span></li>', "<ul>", "</ul>"),
    "the day in an element, year and month beside it": (
        lambda n, t, d: f'<li><div class=d><em>{d:%d}</em>{d:%Y.%m}</div><a href="{href(n)}">{t}</a></li>', "<ul>", "</ul>"),
    "written and published days with labels": (
        lambda n, t, d: f'<li><a href="{href(n)}">{t}</a><p>成文日期：2023-01-0{n + 1} 发布日期：{d}</p></li>', "<ul>", "</ul>"),
    "labels in elements of their own": (
        lambda n, t, d: f'<li><a href="{href(n)}">{t}</a><p><span>成文日期：</span><em>2023-01-0{n + 1}</em><span>发布日期：</span><em>{d}</em></p></li>', "<ul>", "</ul>"),
    "a department's cell and a number": (
        lambda n, t, d: f'<tr><td>{n + 1}</td><td><a href="{href(n)}">{t}</a></td><td>市民政局</td><td>{d:%Y/%m/%d}</td></tr>', "<table>", "</table>"),
    "the title cut, its whole in the item's own attribute": (
        lambda n, t, d: f'<li title="{t}"><a href="{href(n)}">{t[:10]}…</a><span>{d}</span></li>', "<ul>", "</ul>"),
    "the title cut, its whole on a span in the link": (
        lambda n, t, d: f'<li><a href="{href(n)}"><span title="{t}">{t[:10]}...</span></a><span>{d}</span></li>', "<ul>", "</ul>"),
    "a tooltip of several lines": (
        lambda n, t, d: f'<li><a href="{href(n)}" title="标题：{t}&#10;发布时间：{d}&#10;点击数：2024">{t[:9]}...</a><span>{d}</span></li>', "<ul>", "</ul>"),
    "a day in brackets before the title, without a year": (
        lambda n, t, d: f'<li><a href="{href(n)}">[{d:%m-%d}] {t}</a></li>', "<ul>", "</ul>"),
    "an address in a function's argument": (
        lambda n, t, d: f"""<li><a href="javascript:;" onclick="openWin('{href(n)}','_blank')">{t}</a><span>{d}</span></li>""", "<ul>", "</ul>"),
    "rows of tables that open on a click": (
        lambda n, t, d: f"""<tr onclick="location='{href(n)}'"><td>{t}</td><td>{d}</td></tr>""", "<table>", "</table>"),
    "views beside the day in one text": (
        lambda n, t, d: f'<li><a href="{href(n)}">{t}</a><span>{d} 浏览量：20{n}4</span></li>', "<ul>", "</ul>"),
    "counter before the day": (
        lambda n, t, d: f'<li><a href="{href(n)}">{t}</a><i>2024</i><i>{d}</i></li>', "<ul>", "</ul>"),
    "compact days": (
        lambda n, t, d: f'<li><a href="{href(n)}">{t}</a><span>{d:%Y%m%d}</span></li>', "<ul>", "</ul>"),
    "a detail link at the end": (
        lambda n, t, d: f'<li><h3><a href="{href(n)}">{t}</a></h3><p>为做好有关工作，现将2024年1月1日起施行的规定通知如下……<a href="{href(n)}">[详细]</a></p><span>{d}</span></li>', "<ul>", "</ul>"),
    "only a detail link": (
        lambda n, t, d: f'<div class=item><h3>{t}</h3><p>现将有关事项通知如下，请认真执行。</p><span>{d}</span><a href="{href(n)}">查看详情</a></div>', "<div>", "</div>"),
    "flat headings and days": (
        lambda n, t, d: f'<h4><a href="{href(n)}">{t}</a></h4><p>发布时间：{d}</p>', "<div>", "</div>"),
    "a heading line and its date in the second row of a table": (
        lambda n, t, d: f'<tr><td><a href="{href(n)}">{t}</a></td></tr><tr><td class=info>发布时间：{d}</td></tr>', "<table>", "</table>"),
    "font tags of an old portal": (
        lambda n, t, d: f'<font color=red>·</font><a href="{href(n)}"><font size=2>{t}</font></a> <font color=gray>({d:%Y-%m-%d})</font><br>', "<table><tr><td>", "</td></tr></table>"),
    "emphasised words in a title": (
        lambda n, t, d: f'<li><a href="{href(n)}">{t[:4]}<font color=red>{t[4:8]}</font>{t[8:]}</a><span>{d}</span></li>', "<ul>", "</ul>"),
    "spans for everything": (
        lambda n, t, d: f'<div><span><a href="{href(n)}">{t}</a></span><span>办公室</span><span>{d}</span></div>', "<div>", "</div>"),
    "days in Chinese numerals": (
        lambda n, t, d: f'<li><a href="{href(n)}">{t}</a><span>二〇二四年{"一二三四"[n]}月十五日</span></li>', "<ul>", "</ul>"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_rows_are_read(case: str) -> None:
    row, before, after = CASES[case]

    entries = read_list(page(row, before, after), URL, today=TODAY).entries

    days = [date(2024, n + 1, 15) for n in range(4)] if "numerals" in case else DAYS
    assert [
        (e.title, e.url, e.published_at.date() if isinstance(e.published_at, datetime) else e.published_at)
        for e in entries
    ] == [(t, URL + href(n), day) for (n, t), day in zip(enumerate(TITLES), days, strict=True)]


def test_blocks_of_one_column_under_headings_of_their_own_are_one_list() -> None:
    block = "<div class=block><h3>{name}<a href='./{n}/'>更多</a></h3><ul class=l>{rows}</ul></div>"
    rows = [
        f'<li><a href="./{n}/content_{n}9876.html">{t}</a><span>{DAYS[n]}</span></li>' for n, t in enumerate(TITLES)
    ]
    html = f"<title>政务公开</title>{block.format(name='规划计划', n=1, rows=rows[0] + rows[1])}{block.format(name='财政信息', n=2, rows=rows[2] + rows[3])}"

    assert [e.title for e in read_list(html, URL, today=TODAY).entries] == TITLES


def test_numbers_of_documents_are_read_from_their_own_column() -> None:
    rows = "".join(
        f"<tr><td>{n + 1}</td><td><a href='{href(n)}'>{t}</a></td><td>{['沪民规〔2024〕3号', '*', '', '市政府令第5号'][n]}</td><td>{DAYS[n]}</td></tr>"
        for n, t in enumerate(TITLES)
    )
    html = f"<table><tr><td>序号</td><td>文件名称</td><td>发文字号</td><td>发布日期</td></tr>{rows}</table>"

    assert [e.document_number for e in read_list(html, URL, today=TODAY).entries] == [
        "沪民规〔2024〕3号",
        None,
        None,
        "市政府令第5号",
    ]


def test_a_day_in_a_title_does_not_stand_for_the_rows_own() -> None:
    rows = "".join(
        f"<li><a href='{href(n)}'>关于2025年4月{5 + n}日停止办理业务的公告（2025-04-0{5 + n}）</a><span>2025-03-1{n}</span></li>"
        for n in range(4)
    )

    assert [e.published_at for e in read_list(f"<ul>{rows}</ul>", URL, today=TODAY).entries] == [
        date(2025, 3, 10 + n) for n in range(4)
    ]


def test_titles_keep_their_own_days_where_only_some_have_one() -> None:
    titles = ["关于放假安排的通知（2025年1月20日）", TITLES[0], TITLES[1], TITLES[2]]
    rows = "".join(f"<li><a href='{href(n)}'>{t}</a></li>" for n, t in enumerate(titles))

    assert [e.title for e in read_list(f"<title>通知公告</title><ul>{rows}</ul>", URL, today=TODAY).entries] == titles


def test_the_same_article_shown_twice_in_a_row_is_one_entry() -> None:
    rows = "".join(
        f"<li><a href='{href(n)}'><img src=1.jpg alt='{t}'></a><p><a href='{href(n)}'>{t}</a></p><i>{DAYS[n]}</i></li>"
        for n, t in enumerate(TITLES)
    )

    assert [e.title for e in read_list(f"<ul>{rows}</ul>", URL, today=TODAY).entries] == TITLES


def test_the_base_of_the_page_is_the_base_of_its_links() -> None:
    html = f"<head><base href='https://b.gov.cn/x/'></head><ul>{''.join(f'<li><a href={href(n)}>{t}</a><i>{DAYS[n]}</i></li>' for n, t in enumerate(TITLES))}</ul>"

    assert read_list(html, URL, today=TODAY).entries[0].url == "https://b.gov.cn/x/" + href(0)


DATED_TITLES = [
    ("关于某某事项的公告（报名截止2026年4月30日）", "关于另一事项的公告（报名截止2026年5月30日）"),
    ("关于某某事项的公告（2026年4月1日至2026年4月30日）", "关于另一事项的公告（截至2026年5月30日）"),
]


@pytest.mark.parametrize("titles", DATED_TITLES)
def test_a_day_with_words_in_brackets_stays_in_the_title(titles: tuple[str, str]) -> None:
    rows = "".join(f'<li><a href="show_100{n}.html">{title}</a></li>' for n, title in enumerate(titles))
    entries = read_list(f"<ul>{rows}</ul>", "https://a.gov.cn/tzgg/", today=date(2026, 3, 25)).entries

    assert [(e.title, e.published_at) for e in entries] == [(title, None) for title in titles]


def test_one_and_the_same_day_in_every_title_is_what_the_titles_are_about() -> None:
    titles = [f"关于{what}停止办公的公告（2025年12月2日）" for what in ("登记处", "服务大厅", "救助站", "福利院")]
    rows = "".join(f'<li><a href="show_100{n}.html">{title}</a></li>' for n, title in enumerate(titles))
    entries = read_list(f"<ul>{rows}</ul>", "https://a.gov.cn/tzgg/", today=date(2026, 3, 25)).entries

    assert [(e.title, e.published_at) for e in entries] == [(title, None) for title in titles]


def test_the_day_of_the_address_wins_over_one_in_the_title() -> None:
    rows = "".join(
        f'<li><a href="/art/2025/2/{n}/art_1_100{n}.html">关于第{n}批工作的公告 2025-03-{n}</a></li>'
        for n in (19, 18, 17)
    )
    entries = read_list(f"<ul>{rows}</ul>", "https://a.gov.cn/tzgg/", today=date(2026, 3, 25)).entries

    assert [e.published_at for e in entries] == [date(2025, 2, n) for n in (19, 18, 17)]


def test_a_day_without_a_year_is_marked_unless_the_address_states_the_year() -> None:
    def inferred(href: str, day: str) -> list[bool]:
        rows = "".join(
            f"<li><a href={href}{n}.html>关于第{n}批工作的公告</a><i>{day}{n}</i></li>" for n in (19, 18, 17)
        )
        page = read_list(f"<ul>{rows}</ul>", "https://a.gov.cn/tzgg/", today=date(2026, 3, 25))
        return [entry.year_inferred for entry in page.entries]

    assert inferred("show_10", "03-") == [True] * 3
    assert inferred("/art/202503/show_10", "03-") == [False] * 3
    assert inferred("show_10", "2025-03-") == [False] * 3


def test_a_page_beyond_the_limit_says_that_it_was_cut() -> None:
    row = '<li><a href="show_{0}.html">关于第{0}批工作的公告</a><i>2025-03-19</i></li>'
    html = "<ul>" + "".join(row.format(n) for n in range(1000, 16_000)) + "</ul>"
    today = date(2026, 3, 25)

    assert read_list(html, "https://a.gov.cn/tzgg/", today=today).cut
    assert not read_list(html[:200_000], "https://a.gov.cn/tzgg/", today=today).cut
