"""Tests of paging: the next page in every way that portals write it, on first, middle and last pages."""

# ruff: noqa: E501

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.reading.paging import find_pager
from spiders.reading.tree import plant

FOLDER = "https://a.gov.cn/tzgg/"


def next_page(html: str, url: str = FOLDER) -> str | None:
    return find_pager(plant(html, url)).next_page


def name(stem: str, number: int, extension: str, first: int) -> str:
    """The file of a page: pages count from 1; the second one is called stem_{first}."""
    return f"{stem}.{extension}" if number == 1 else f"{stem}_{number - 2 + first}.{extension}"


pages = st.integers(1, 30).flatmap(lambda total: st.tuples(st.integers(1, total), st.just(total)))
stems = st.sampled_from(["index", "list", "common_list", "xlist"])
extensions = st.sampled_from(["html", "shtml", "htm", "jsp"])


@given(pages, stems, extensions, st.booleans())
def test_trs_counts_from_nought_and_calls_the_second_page_1(
    page: tuple[int, int], stem: str, extension: str, in_folder: bool
) -> None:
    number, total = page
    here = FOLDER if in_folder and number == 1 else FOLDER + name(stem, number, extension, 1)
    script = f'<script>createPageHTML({total}, {number - 1}, "{stem}", "{extension}");</script>'

    expected = FOLDER + name(stem, number + 1, extension, 1) if number < total else None
    assert next_page(script, here) == expected


@given(pages, stems, extensions)
def test_kaipu_counts_from_one_and_calls_the_second_page_2(page: tuple[int, int], stem: str, extension: str) -> None:
    number, total = page
    script = f"<script>createPageHTML('page_div',{total}, {number},'{stem}','{extension}',{total * 15});</script>"

    expected = FOLDER + name(stem, number + 1, extension, 2) if number < total else None
    assert next_page(script, FOLDER + name(stem, number, extension, 2)) == expected


@given(
    pages,
    stems,
    extensions,
    st.sampled_from(["下一页", "下页", "下一页>", "后一页", "下一页 »", "Next", "&gt;", "[下一页]"]),
)
def test_a_word_or_an_arrow_leads_on_until_the_last_page(
    page: tuple[int, int], stem: str, extension: str, word: str
) -> None:
    number, total = page
    files = [name(stem, n, extension, 2) for n in range(1, total + 1)]
    numbers = "".join(
        f"<b>{n}</b>" if n == number else f'<a href="{files[n - 1]}">{n}</a>'
        for n in range(max(1, number - 3), min(total, number + 3) + 1)
    )
    back = f'<a href="{files[number - 2]}">上一页</a>' if number > 1 else "<span>上一页</span>"
    on = f'<a href="{files[number]}">{word}</a>' if number < total else f"<span>{word}</span>"

    expected = FOLDER + files[number] if number < total else None
    assert next_page(f"<div>{back}{numbers}{on}</div>", FOLDER + files[number - 1]) == expected


@given(pages, st.sampled_from(["page", "pageNum", "cur_page", "pageIndex"]))
def test_numbers_alone_lead_on(page: tuple[int, int], parameter: str) -> None:
    number, total = page
    url = f"https://a.gov.cn/list.jsp?id=5&{parameter}={number}"
    links = "".join(
        f'<li class="{"active" if n == number else ""}"><a href="list.jsp?id=5&amp;{parameter}={n}">{n}</a></li>'
        for n in range(1, total + 1)
    )

    expected = f"https://a.gov.cn/list.jsp?id=5&{parameter}={number + 1}" if number < total else None
    assert next_page(f"<ul>{links}</ul>", url) == expected


@given(pages)
def test_a_choice_of_pages_leads_to_the_one_after_the_chosen(page: tuple[int, int]) -> None:
    number, total = page
    options = "".join(
        f'<option value="{name("index", n, "html", 2)}"{" selected" if n == number else ""}>{n}</option>'
        for n in range(1, total + 1)
    )

    expected = FOLDER + name("index", number + 1, "html", 2) if number < total else None
    assert next_page(f"<select>{options}</select>", FOLDER + name("index", number, "html", 2)) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            """<a onclick="queryArticleByCondition(this,'/zjt/74-2.shtml')" tagname="/zjt/74-2.shtml">下一页</a>""",
            "https://a.gov.cn/zjt/74-2.shtml",
        ),
        ("""<a href="javascript:goPage('/x/list_2.html')">下一页</a>""", "https://a.gov.cn/x/list_2.html"),
        ("""<a href="javascript:void(0)" data-url="list_2.html">下一页</a>""", FOLDER + "list_2.html"),
        (
            """<script>function go(n){ window.location.href = "?page=" + n; }</script><a onclick="go(2)">下一页</a>""",
            FOLDER + "?page=2",
        ),
        ("""<a onclick="toPage(2)">下一页</a><a href="index_3.html">3</a>""", FOLDER + "index_2.html"),
        ("""<link rel="next" href="/tzgg/index_2.html">""", FOLDER + "index_2.html"),
        ("""<a rel="next" href="index_2.html">older</a>""", FOLDER + "index_2.html"),
        ("""<a href="?uid=303271&pageNum=2">下一页</a>""", FOLDER + "?uid=303271&pageNum=2"),
        ("""<a href="index_2.html"><img src="n.gif" alt="下一页"></a>""", FOLDER + "index_2.html"),
        ("""<input type="button" value="下一页" onclick="location.href='index_2.html'">""", FOLDER + "index_2.html"),
        ("""<a href=index_2.html>下一页</a><a href=index_9.html>尾页</a>""", FOLDER + "index_2.html"),
        (
            """<script>var currentPage = 0;var countPage = 9;for(i=0;i<countPage;i++){document.write('<a href="'+"index_"+i+".html"+'">')}</script>""",
            FOLDER + "index_1.html",
        ),
    ],
)
def test_ways_of_leading_on(html: str, expected: str) -> None:
    assert next_page(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<a href='content_2.html'>下一篇</a><p>上一篇：<a href='content_1.html'>某通知</a></p>",
        "<a class='disabled' href='index_2.html'>下一页</a>",
        "<a href='#'>下一页</a>",
        "<a href='/tzgg/'>下一页</a>",
        "<a href='index.html'>下一页</a>",
        "<a href='https://other.example.org/index_2.html'>下一页</a>",
        "<a tagname='[NEXTPAGE]' title='下一页'>下一页</a>",
        "<script>createPageHTML(1, 0, 'index', 'html');</script>",
        "<script>// createPageHTML(9, 0, 'index', 'html');</script>",
        "<span>共1页</span><b>1</b>",
        "<p>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk/'>政务公开</a> &gt; 通知公告</p>",
        "<ul><li><a href='/1/'>1</a></li></ul>",
        "",
    ],
)
def test_what_is_no_next_page(html: str) -> None:
    assert next_page(html) is None


@pytest.mark.parametrize(
    ("url", "html"),
    [
        (FOLDER + "index_8.html", "<script>createPageHTML(9, 8, 'index', 'html');</script>"),
        (FOLDER + "list_9.shtml", "<script>createPageHTML('p',9,9,'list','shtml',120);</script>"),
        (FOLDER + "index_3.html", "<a href='index.html'>1</a><a href='index_2.html'>2</a><b>3</b>"),
    ],
)
def test_the_last_page_leads_nowhere(url: str, html: str) -> None:
    assert next_page(html, url) is None


def test_the_arrow_of_a_breadcrumb_is_no_paging() -> None:
    crumb = "<div><a href=/>首页</a> &gt; <a href=/x/>通知</a></div>"
    tree = plant(
        f"{crumb}<p>text</p><p><a href=index.html>1</a> <b class=cur>2</b></p>", "https://a.gov.cn/x/index_2.html"
    )

    assert (find_pager(tree).at or 0) > tree.text.index("text")


@pytest.mark.parametrize("sign", ["²", "③", "፩", "２"])
def test_a_sign_that_stands_for_a_number_and_is_none_does_no_harm(sign: str) -> None:
    row = '<a href="index_1.html">1</a> <a href="index_2.html">2</a>'
    html = f'<div>{row} <a href="x.html">{sign}</a> <a href="#" onclick="go(3)">下一页</a></div>'

    assert next_page(html, FOLDER + "index_2.html") in {None, FOLDER + "index_3.html"}
