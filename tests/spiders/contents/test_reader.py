"""What one page says is read of its bytes: labels as written, days with where they are stated, facts, notices, text."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.contents import StatedBy, from_facts, to_facts
from spiders.contents.reader import read_content

URL = "https://mz.example.gov.cn/tzgg/t20250320_1.html"
REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"
TEXT = "<p>为做好有关工作，现将有关事项通知如下，请认真组织实施。</p>" * 4
PAGE = (
    '<html><head><title>{head}</title>{metas}</head><body><div>您的位置：<a href="/">首页</a></div>'
    "<h1>关于做好清明祭扫工作的通知</h1>{info}<div id='zoom'>{text}</div>{below}</body></html>"
)


def page(
    info: str = "<div>发布日期：2025-03-20　来源：办公室</div>",
    metas: str = "",
    below: str = "",
    text: str = TEXT,
    charset: str = "utf-8",
) -> bytes:
    html = PAGE.format(head="关于做好清明祭扫工作的通知_甲市民政局", metas=metas, info=info, text=text, below=below)
    return html.encode(charset)


def test_labels_are_kept_as_they_are_written_even_without_space_between_attributes() -> None:
    metas = '<meta name="ColumnName"content="通知公告"><META NAME=SiteIDCode CONTENT="9900000001"><meta name="x">'

    assert read_content(page(metas=metas), URL).metas == {"ColumnName": "通知公告", "SiteIDCode": "9900000001", "x": ""}


def test_each_day_says_where_it_is_stated() -> None:
    content = read_content(page(metas='<meta name="pubdate" content="2025-03-21 10:00">'), URL)

    assert {(day.by, day.day) for day in content.days} == {
        (StatedBy.SHOWN, date(2025, 3, 20)),
        (StatedBy.META, date(2025, 3, 21)),
        (StatedBy.ADDRESS, date(2025, 3, 20)),
    }


def test_a_lists_rows_are_not_its_own_days() -> None:
    rows = "".join(
        f"<li><a href='/tzgg/t2025030{n}_{n}.html'>关于第{n}批救助工作的通知</a><i>2025-03-0{n}</i></li>"
        for n in range(1, 8)
    )
    content = read_content(f"<title>通知公告</title><ul>{rows}</ul>".encode(), "https://mz.example.gov.cn/tzgg/")

    assert (content.kind, content.days, len(content.links)) == ("list", (), 7)


@pytest.mark.parametrize(
    ("info", "below", "said"),
    [
        ("<div class='zt'>本文件已废止</div>", "", ("本文件已废止",)),
        ("<img src='/i/a.png' alt='已失效'>", "", ("已失效",)),
        ("<div>注：该文件已于2024年12月31日失效</div>", "", ("注：该文件已于2024年12月31日失效",)),
        ("<div>有效性：失效</div>", "", ("有效性：失效",)),
        ("<div><a href='/fz/'>已废止文件</a></div>", "", ()),
        ("", "<div><a href='/fz/1.html'>关于宣布部分文件失效的通知</a></div>", ()),
        ("", "<p>附件下载</p>", ()),
    ],
)
def test_what_became_of_a_document_is_read_outside_its_text(info: str, below: str, said: tuple[str, ...]) -> None:
    assert read_content(page(info=info, below=below), URL).notices == said


def test_a_text_that_repeals_another_document_is_no_notice_of_its_own_end() -> None:
    text = TEXT + "<p>本办法自2025年5月1日起施行，《某办法》同时废止。</p>"

    assert read_content(page(text=text), URL).notices == ()


def test_the_shown_title_is_not_believed_from_the_label_alone() -> None:
    metas = '<meta name="ArticleTitle" content="关于开展社会组织年检的通知">'
    below = "<div>下一篇：<a href='/tzgg/t20250319_2.html'>关于开展社会组织年检的通知</a></div>"

    assert read_content(page(metas=metas, below=below), URL).heading == "关于做好清明祭扫工作的通知"


@pytest.mark.parametrize("label", ["甲市民政局", "通知公告"])
def test_a_site_or_a_column_that_a_label_gives_for_the_title_is_not_what_the_page_shows(label: str) -> None:
    metas = f'<meta name="ColumnName" content="通知公告"><meta name="ArticleTitle" content="{label}">'

    shown = read_content(page(metas=metas, info="<div>通知公告 发布日期：2025-03-20</div>"), URL)

    assert shown.heading == "关于做好清明祭扫工作的通知"


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb18030", "utf-16"])
def test_a_page_says_the_same_in_every_charset(charset: str) -> None:
    plain, other = read_content(page(), URL), read_content(page(charset=charset), URL)

    assert (other.title, other.text, other.days) == (plain.title, plain.text, plain.days)


def test_what_is_kept_of_a_page_is_what_was_read() -> None:
    content = read_content(page(metas="<meta name='SiteName' content='甲'>"), URL)

    assert from_facts(to_facts(content), URL, "") == content


PIECES = st.sampled_from(
    [
        "<div>",
        "</div>",
        "<table><tr><td>",
        "<meta name=",
        "<a href='",
        "\0",
        "主办单位：",
        "标识码：",
        "已废止",
        "发布日期：",
        "2025-03-20",
        "公网安备",
        "<script>",
        "</script>",
        "<iframe src=x>",
        "&#xD800;",
        "电话：",
        "<!--",
        "《",
        "021-00000000",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=40), st.binary(max_size=40))
def test_broken_markup_never_raises(pieces: list[str], noise: bytes) -> None:
    body = "".join(pieces).encode("utf-8", "surrogatepass") + noise

    assert to_facts(read_content(body, URL)) is not None


HOSTILE = (
    "<div>" * 60_000,
    "主办单位：" * 40_000,
    "电话：" + "0" * 200_000,
    "本文件" * 60_000,
    "<a title='" + "x" * 300_000,
    "<td>标识码：" * 20_000,
    "a@" * 100_000,
    "由" * 200_000 + "主办",
)


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_body_takes_no_longer_than_its_size(body: str) -> None:
    began = time.process_time()
    read_content(f"<html><title>甲</title>{body}".encode(), URL)

    assert time.process_time() - began < 2.0


@pytest.mark.skipif(not REAL.is_dir(), reason="real pages are not here")
@pytest.mark.parametrize(
    ("file", "marks", "code"),
    [
        ("gov_detail/shanxi_gov_news.html", 7, "1400000045"),
        ("gov_detail/yichun_2022_tjgb.html", 7, "3609000002"),
        ("gov_detail/wanzai_2015_tjgb.html", 7, "3609220011"),
        ("gov_detail/govcn_gongbao_2007_23.html", 7, "bm01000001"),
        ("gov_home/yichun_home_2023.html", 6, "3609000002"),  # it shows no way to reach the office
    ],
)
def test_the_feet_of_real_pages_are_read(file: str, marks: int, code: str) -> None:
    content = read_content((REAL / file).read_bytes(), URL)

    assert (len(content.marks), content.id_codes) == (marks, (code,))


def test_what_became_of_opinions_is_read_below_the_notice_too() -> None:
    title = "关于公开征求《社区食堂管理办法（征求意见稿）》意见的公告"
    below = (
        "<div><h3>结果反馈</h3><p>截止公示期结束，未收到任何意见建议反馈。</p><a href=/jg/1.html>意见采纳情况</a>"
        "<a href=/jg/2.html>《助浴服务规范》意见采纳情况</a></div>"
    )
    content = read_content(page(below=below).replace("关于做好清明祭扫工作的通知".encode(), title.encode()), URL)

    assert content.outcomes == ("截止公示期结束，未收到任何意见建议反馈。",)
    assert [anchor.url for anchor in content.links] == ["https://mz.example.gov.cn/jg/1.html"]
    assert read_content(page(below=below), URL).outcomes == ()
