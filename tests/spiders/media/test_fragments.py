"""HTML inside fields: what is shown is read, line by line, whatever else stands in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.media.fragments import body_of

BASE = "https://a.example/2025/1.html"
words = st.text("民政局通知公告abc123。，", min_size=1, max_size=12)


@given(
    st.lists(words, min_size=1, max_size=6), st.sampled_from(["p", "div", "section", "li", "h2", "tr", "blockquote"])
)
def test_each_block_is_a_line(lines: list[str], tag: str) -> None:
    cell = "td" if tag == "tr" else "span"
    markup = "".join(f"<{tag}>\n  <{cell}>{line}</{cell}>\n</{tag}>" for line in lines)
    markup = f"<table>{markup}</table>" if tag == "tr" else markup

    assert body_of(markup, BASE).text.split("\n") == lines


@given(st.lists(words, min_size=2, max_size=6))
def test_a_text_without_tags_keeps_its_lines(lines: list[str]) -> None:
    assert body_of("&amp;\n" + "\n".join(lines), BASE).text == "&\n" + "\n".join(lines)


@pytest.mark.parametrize(
    "unseen",
    [
        "<!-- 注释 -->",
        "<script>var a = '脚本'</script>",
        "<style>p{}</style>",
        '<p style="display: none">隐藏</p>',
        "<?xml version='1.0'?>",
        "<![CDATA[数据]]>",
    ],
)
def test_what_a_reader_does_not_see_is_no_text(unseen: str) -> None:
    assert body_of(f"{unseen}<p>甲{unseen}</p>{unseen}", BASE).text == "甲"


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\x1f", "\ud83d"])
def test_a_character_that_no_text_has_does_not_end_the_text(odd: str) -> None:
    assert body_of(f"<p>甲{odd}乙</p><p>丙</p>", BASE).text == "甲乙\n丙"


def test_a_charset_in_the_markup_changes_nothing() -> None:
    assert body_of('<meta charset="gbk"><p>甲乙😀</p>', BASE).text == "甲乙😀"


def test_links_and_pictures_are_absolute_and_each_once() -> None:
    markup = (
        '<a href="/1.html"><img src="a.png"></a><a href=" /1.html ">二</a><a href="#top">上</a>'
        '<a href="javascript:void(0)">空</a><img data-src="//img.example/b.png"><img src="dot.gif" width="1">'
    )

    body = body_of(markup, BASE)
    assert body.links == ("https://a.example/1.html",)
    assert body.images == ("https://a.example/2025/a.png", "https://img.example/b.png")


@pytest.mark.parametrize(
    "opening", ["<p>甲", "<b>甲", "<!-- ", "<a b='", "</a", "<![CDATA[", "<?", "&amp", "<td>甲", "<"]
)
def test_whatever_is_repeated_without_end_is_read_in_time(opening: str) -> None:
    began = time.process_time()
    body_of(opening * (1_000_000 // len(opening)) + "<p>", BASE)

    assert time.process_time() - began < 4


def test_beyond_the_tags_that_are_read_words_are() -> None:
    text = body_of("<p>甲</p>" * 30_000 + "<p>末尾</p>", BASE).text

    assert text.endswith("末尾")
    assert text.count("甲") == 30_000
