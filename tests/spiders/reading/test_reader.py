"""Tests of reading one page whole: a list or an article, whatever stands beside it."""

from __future__ import annotations

import pytest

from spiders.reading.reader import kind_of
from tests.spiders.reading.article_pages import make

ROWS = "".join(
    f"<li><a href=/xw/content_20250{n}.html>关于第{n}批工作情况的通报</a><i>2025-03-0{n}</i></li>" for n in range(1, 7)
)


@pytest.mark.parametrize("heading", ["最新公开", "热点推荐", "通知公告"])
def test_a_sidebar_of_six_rows_makes_no_list_of_an_article(heading: str) -> None:
    side = f"<div class=right><h3>{heading}</h3><ul>{ROWS}</ul></div>"
    kinds = [kind_of(make(seed).html.replace("</body>", f"{side}</body>"), make(seed).url) for seed in range(100)]

    assert kinds.count("article") >= 98


def test_a_short_list_alone_in_its_frame_is_a_list() -> None:
    rows = "".join(
        f"<tr><td>·</td><td><a href=show.asp?id=60135{n}>关于第{n}批先进单位的通告</a></td></tr>" for n in range(4)
    )

    assert kind_of(f"<title>养老服务</title><table>{rows}</table>", "http://a.gov.cn/inner.asp?id=14") == "list"
