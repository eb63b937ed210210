"""Marks of identity are found in feet of every make, and not in what only speaks of them."""

from __future__ import annotations

import os
import random
from collections import Counter

import pytest

from inspection.contents import Mark
from spiders.contents.reader import read_content
from tests.spiders.contents.portal_feet import CODE, other_page, page

MANY = 3000 if os.environ.get("XUNJIAN_SLOW") else 150
ARTICLE, LIST = "https://mz.example.gov.cn/tzgg/t20250320_1.html", "https://mz.example.gov.cn/tzgg/"


def test_feet_of_every_make_are_read_with_a_recall_and_a_precision_above_ninety_nine_in_a_hundred() -> None:
    seen = Counter[str]()
    for seed in range(MANY):
        rng = random.Random(seed)
        without = frozenset(mark for mark in Mark if rng.random() < 0.2)
        body, feet = (page if seed % 2 else other_page)(rng, without)
        shown = set(read_content(body, ARTICLE if seed % 2 else LIST).marks)
        seen["right"] += len(set(Mark) - shown - feet.shown)  # missing, and said so
        seen["wolf"] += len(feet.shown - shown)
        seen["calm"] += len(shown - feet.shown)

    assert seen["wolf"] <= 0.01 * (seen["right"] + seen["wolf"])
    assert seen["calm"] <= 0.01 * (seen["right"] + seen["calm"])


def html(foot: str, more: str = "") -> bytes:
    return f"<html><title>通知公告</title><body><p>正文正文正文。</p>{more}{foot}</body></html>".encode()


@pytest.mark.parametrize(
    "foot",
    [
        f"<div>网站标识码：{CODE}</div>",
        f"<div>网站标识码：<b>{CODE}</b></div>",
        f"<table><tr><td>网站标识码：</td><td>{CODE}</td></tr></table>",
        f"<p>政府网站标识码 {CODE} 示ICP备00000000号</p>",
    ],
)
def test_the_code_is_read_however_it_is_laid_out(foot: str) -> None:
    assert read_content(html(foot), LIST).id_codes == (CODE,)


@pytest.mark.parametrize("gone", ["<!-- {} -->", "<div style='display:none'>{}</div>", "<template>{}</template>"])
def test_what_the_markup_hides_is_not_shown(gone: str) -> None:
    said = f"主办单位：甲市民政局 网站标识码：{CODE} 示ICP备00000000号 示公网安备00000000000000号"

    assert read_content(html(gone.format(f"<p>{said}</p>")), LIST).marks == {}


@pytest.mark.parametrize(
    ("foot", "source"),
    [
        ("<iframe src='/foot.html'></iframe>", "https://mz.example.gov.cn/foot.html"),
        ("<script src='/js/footer.js'></script>", "https://mz.example.gov.cn/js/footer.js"),
        ("<script>$('#x').load('/inc/bottom.html')</script>", "https://mz.example.gov.cn/inc/bottom.html"),
        ("<div class='footer'></div>", "<div footer>"),
    ],
)
def test_a_foot_that_comes_from_elsewhere_is_said_to(foot: str, source: str) -> None:
    assert source in read_content(html(foot), LIST).foot_from


def test_a_page_that_shows_its_foot_comes_from_nowhere_else() -> None:
    body, _ = page(random.Random(1))

    assert read_content(body.replace(b"</body>", b"<div class='footer-line'></div></body>"), ARTICLE).foot_from == ()
