"""An article whose links were changed: what is told anew counts, what was only not told again stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.records import Article
from inspection.sources import Known
from spiders.media.completing import Piece, complete
from spiders.media.weibo_text import CUT
from tests.spiders.media.listed import LABELS, NOON, Publication

OLD, NEW = "https://mzj.example.gov.cn/old.html", "https://mzj.example.gov.cn/new.html"
TEXT = "请携带身份证到窗口办理，也可以在网上预约。" * 4
ONE = Publication(1, "预约指南", NOON)


def told(*links: str, text: str = TEXT, original: str | None = None) -> Article:
    return ONE.told(text=text, body_links=links, original_url=original)


def known(*links: str, sources: tuple[str, ...] = ("feed",), looked: bool = False) -> Piece:
    article = replace(told(*links), sources=sources)
    return Piece(article, known=Known(article, NOON, NOON, "r1", looked_at=NOON if looked else None))


def links_of(*pieces: Piece) -> tuple[str, ...]:
    return complete(pieces, "某市民政").body_links


@given(
    label=st.sampled_from(LABELS),
    links=st.sampled_from([(), (NEW,), (NEW, f"{NEW}?2")]),
    shorter=st.integers(0, len(TEXT) // 5 - 1),
)
def test_what_the_same_source_tells_anew_replaces_its_links(label: str, links: tuple[str, ...], shorter: int) -> None:
    fresh = Piece(told(*links, text=TEXT[: len(TEXT) - shorter]), label)

    assert links_of(known(OLD, sources=(label,)), fresh) == links


@pytest.mark.parametrize("links", [(), (NEW,)])
def test_what_the_articles_own_page_says_replaces_its_links(links: tuple[str, ...]) -> None:
    assert links_of(known(OLD, looked=True), Piece(told(*links))) == links


@pytest.mark.parametrize(
    "fresh",
    [
        Piece(told(text=""), "feed"),  # the list alone
        Piece(told(text=TEXT[:30]), "feed"),  # a summary
        Piece(told(text=TEXT + CUT), "feed"),
        Piece(told(), "export"),  # another source
    ],
)
def test_what_was_not_told_again_is_still_there(fresh: Piece) -> None:
    assert links_of(known(OLD), fresh) == (OLD,)


def test_a_source_does_not_take_away_what_the_page_had() -> None:
    assert links_of(known(OLD, looked=True), Piece(told(), "feed")) == (OLD,)


@pytest.mark.parametrize("original", [None, NEW])
def test_the_address_of_the_original_is_the_one_that_is_told_now(original: str | None) -> None:
    before = replace(told(original=OLD), sources=("wechat-api",))
    pieces = [Piece(before, known=Known(before, NOON, NOON, "r1")), Piece(told(original=original), "wechat-api")]

    assert complete(pieces, "某市民政").original_url == original
