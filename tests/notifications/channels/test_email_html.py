"""The HTML of an e-mail: nothing that a mail reader strips or asks the net for, readable on a desk and in a hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from inspection.telling import Kind
from notifications.alert import Alert
from notifications.channels.email_html import html_body
from notifications.channels.email_words import words_of
from notifications.safe_text import link_target
from tests.notifications.channels.hostile import ID, alert, titles

_KNOWN = {"html", "head", "meta", "title", "body", "table", "tbody", "tr", "td", "span", "strong", "br", "a"}


def html(about: Alert) -> str:
    return html_body(words_of(about))


@settings(max_examples=60, deadline=None)
@given(found=st.lists(titles, max_size=4), other=titles, address=titles)
def test_no_title_becomes_markup_and_only_addresses_become_links(found: list[str], other: str, address: str) -> None:
    about = alert(*found, headline=other, because=other, unit=other, text=other, more=other, site=other)
    about = replace(about, lines=tuple(replace(one, address=address, note=other, person=other) for one in about.lines))
    tree = LexborHTMLParser(html(about))

    assert {node.tag for node in tree.css("*")} <= _KNOWN
    assert {node.attributes["href"] for node in tree.css("a")} <= {link_target(address), link_target(other)}


def test_a_sound_address_is_a_link() -> None:
    links = [node.attributes["href"] for node in LexborHTMLParser(html(alert("甲", more=""))).css("a")]

    assert links == ["https://mzj.example.gov.cn/tzgg/1_%281%29.html"]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_says_why_and_its_number(kind: Kind) -> None:
    said = LexborHTMLParser(html(alert("甲", kind=kind, text="一\n二"))).text()

    assert "首次发现" in said
    assert f"编号 {ID}" in said


def test_what_is_over_is_no_longer_due() -> None:
    about = alert("甲", "乙")
    about = replace(about, lines=(replace(about.lines[0], state="verified"), about.lines[1]))

    assert html(about).count("前整改") == 1


def test_styles_are_inline_and_no_picture_or_script_is_asked_for() -> None:
    assert re.search(r"<style|<script|<img|<link|url\(|@import|@media", html(alert("甲"))) is None


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_mail_fits_the_screen_and_asks_nobody(shown: Callable[[str, int], tuple[int, list[str]]], width: int) -> None:
    mail = html(alert("a" * 300, "通知" * 60, more="xunjian " + "b" * 200))

    wide, asked = shown(mail, width)

    assert wide <= width
    assert asked == []
