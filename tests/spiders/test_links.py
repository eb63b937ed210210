"""Links: all that a browser would follow or load, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.links import css_references, extract_links

PAGE = "http://portal.cn/tzgg/index.html"


def targets(html: str, charset: str = "utf-8") -> list[str]:
    return [link.url for link in extract_links(html, PAGE, charset)]


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ('<a href="a.html">甲</a>', "http://portal.cn/tzgg/a.html"),
        ('<area href="/map.html">', "http://portal.cn/map.html"),
        ('<img src="x.png">', "http://portal.cn/tzgg/x.png"),
        ('<img srcset="y.png 2x">', "http://portal.cn/tzgg/y.png"),
        ("<script src=/j.js></script>", "http://portal.cn/j.js"),
        ('<link rel="stylesheet" href="/s.css">', "http://portal.cn/s.css"),
        ('<iframe src="list.html"></iframe>', "http://portal.cn/tzgg/list.html"),
        ("<video><source src=/v.mp4></video>", "http://portal.cn/v.mp4"),
        ("<TABLE><TR><TD onClick=\"window.open('/w.html')\">", "http://portal.cn/w.html"),
        ("<TABLE><TR><TD BACKGROUND=/t.gif>", "http://portal.cn/t.gif"),
        ('<P STYLE="background:URL(/p.gif)">', "http://portal.cn/p.gif"),
        ("<a href=\"javascript:window.open('/j.html')\">", "http://portal.cn/j.html"),
        ("<a href=\"JavaScript:location.href='/k.html'\">", "http://portal.cn/k.html"),
        ("<select><option value='http://friend.cn/'>友情链接</select>", "http://friend.cn/"),
        ("<video><track src=/t.vtt></video>", "http://portal.cn/t.vtt"),
        ("<object data=/o.swf></object>", "http://portal.cn/o.swf"),
        ('<meta http-equiv="Refresh" content="3; URL=\'/new/\'">', "http://portal.cn/new/"),
        ("<style>h1{background:url( 'bg.gif' )}</style>", "http://portal.cn/tzgg/bg.gif"),
        ('<p style="background-image:url(/p.jpg)">', "http://portal.cn/p.jpg"),
        ("<table><tr><td onclick=\"window.open('/w.html','_blank')\">", "http://portal.cn/w.html"),
        ('<a href="javascript:;" onclick="location.href=\'/l.html\'">', "http://portal.cn/l.html"),
        ('<a href=" /附件/申请 表.doc ">', "http://portal.cn/%E9%99%84%E4%BB%B6/%E7%94%B3%E8%AF%B7%20%E8%A1%A8.doc"),
        ("<a href='//other.cn/x'>", "http://other.cn/x"),
        ('<a href="x.html#part">', "http://portal.cn/tzgg/x.html"),
    ],
)
def test_a_reference_becomes_one_absolute_address(html: str, target: str) -> None:
    assert targets(html) == [target]


@pytest.mark.parametrize(
    "html",
    [
        "<!-- <a href=/old.html>old</a> -->",
        "<script>var s = '<a href=\"/in-script.html\">';</script>",
        '<a href="javascript:void(0)">x</a>',
        '<a href="mailto:a@b.cn">x</a>',
        '<a href="tel:12345">x</a>',
        '<a href="#top">x</a>',
        '<a href="">x</a>',
        '<img src="data:image/png;base64,AAAA">',
        '<a href="{{ item.url }}">x</a>',
        "<a onclick=\"window.open('/x?id=' + id)\">x</a>",
        "<style>/* url(/gone.png) */</style>",
        '<link rel="dns-prefetch" href="//cdn.cn">',
        '<a href="http://[::1">x</a>',
    ],
)
def test_what_is_no_link_is_left_out(html: str) -> None:
    assert targets(html) == []


def test_base_href_moves_every_relative_reference() -> None:
    assert targets('<a href="x.html">x</a><base href="/other/">') == ["http://portal.cn/other/x.html"]


def test_a_query_on_a_gbk_page_is_sent_in_gbk() -> None:
    assert targets('<a href="/s?word=中">x</a>', "gb18030") == ["http://portal.cn/s?word=%D6%D0"]


def test_rows_shipped_as_xml_records_are_part_of_the_page() -> None:
    html = '<script type="text/xml"><record><![CDATA[<li><a href="/art/1.html">甲</a></li>]]></record></script>'

    assert targets(html) == ["http://portal.cn/art/1.html"]


def test_the_text_of_a_picture_link_is_its_alternative_text() -> None:
    link = extract_links('<a href="/x.html"><img src="/p.png" alt="专题"></a>', PAGE)[0]

    assert link.text == "专题"


def test_a_stylesheet_names_pictures_and_further_sheets() -> None:
    found = css_references('@import "b.css"; a{background:url(i.png)}', "http://portal.cn/css/a.css")

    assert [url for url, _, _ in found] == ["http://portal.cn/css/b.css", "http://portal.cn/css/i.png"]


@given(st.text(max_size=300))
def test_hostile_markup_never_raises(junk: str) -> None:
    for link in extract_links(f"<a href='{junk}'>{junk}<img srcset=\"{junk}\">", PAGE):
        assert link.url.startswith(("http://", "https://"))


def test_a_hundred_thousand_links_are_read() -> None:
    html = "".join(f'<a href="/{number}.html">x</a>' for number in range(100_000))

    assert len(targets(html)) == 100_000
