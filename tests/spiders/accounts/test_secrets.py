"""Secrets are shown in nothing that is kept, however they come back."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.media import Comment, Origin
from inspection.records import Article, ColumnState
from inspection.sources import ArticleLook, SourceReading
from spiders.accounts.secrets import Secrets

NAME = "KEY"
TOKEN = "2.00aB-cd9F/ghij+klmn"
COOKIE = 'SUB=_2A25LxYz9"w&e; SUBP=003%3Dabc; uid=1234567890'
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def secrets(value: str = TOKEN) -> Secrets:
    return Secrets({NAME: value}, [NAME])


def reading(said: str) -> SourceReading:
    article = Article(
        "甲", said, f"https://a.example/{said}", NOW, text=said, body_links=(said,), origin=Origin.ORIGINAL
    )
    comment = Comment("甲", article.url, "1", said, NOW)
    return SourceReading("甲", "feed", ColumnState.READ, articles=(article,), comments=(comment,), gone=((said, "x"),))


@given(st.text(alphabet="甲乙 ,;:&", max_size=8), st.integers(8, len(TOKEN)), st.text(alphabet="甲乙 ,;", max_size=8))
def test_a_secret_that_was_cut_off_is_not_shown_either(before: str, length: int, after: str) -> None:
    """Long messages are cut before anybody looks for secrets in them."""
    assert secrets().redact(f"{before}{TOKEN[:length]}{after}") == f"{before}***{after}"


@pytest.mark.parametrize("written", [quote(TOKEN, safe=""), quote(TOKEN, safe="").lower(), TOKEN.replace("+", "%2B")])
def test_a_secret_is_known_as_an_address_writes_it(written: str) -> None:
    assert TOKEN[:10] not in secrets().redact(f"/x?access_token={written}")


@pytest.mark.parametrize("written", ["SUB=_2A25LxYz9&quot;w&amp;e", 'SUB=_2A25LxYz9\\"w&e', "003%3dabc", "003=abc"])
def test_a_cookie_is_known_as_a_page_or_an_answer_writes_it(written: str) -> None:
    assert "***" in secrets(COOKIE).redact(written)


def test_what_a_platform_writes_into_articles_comments_and_addresses_is_blotted_out() -> None:
    kept = secrets().redact_all(reading(f"前 {TOKEN} 后"))

    assert TOKEN not in repr(kept)
    assert kept.articles[0].title == "前 *** 后"
    assert kept.articles[0].origin is Origin.ORIGINAL


def test_a_look_at_an_article_is_blotted_out_as_well() -> None:
    assert TOKEN not in repr(secrets().redact_all(ArticleLook("甲", f"https://a.example/?{TOKEN}", NOW)))


@given(st.text(max_size=30))
def test_what_holds_no_secret_stays_the_very_same(said: str) -> None:
    found = reading(said)

    assert secrets().redact_all(found) is found


@pytest.mark.parametrize(
    "value", ["1234567890", base64.b64encode(b"3070376195").decode(), "weixin", "government-notices"]
)
def test_an_accounts_number_and_a_word_stay_in_addresses(value: str) -> None:
    """A feed's secret address may name the account: all its articles would lose their addresses."""
    found = reading(f"https://mp.weixin.qq.com/s?__biz={quote(value)}&u={value}")

    assert secrets(value).redact_all(found) is found


def test_bytes_that_are_no_text_can_be_a_secret() -> None:
    """An environment may hold anything."""
    mine = secrets("k3y\udcff\udcfe-4f9c")

    assert mine.redact("x k3y\udcff\udcfe-4f9c") == "x ***"
    assert mine.redact_bytes(b"x k3y\xff\xfe-4f9c") == b"x ***"
    assert mine.digest(NAME, "scope")
