"""Foreign words are made safe, and stay readable."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.readable import address, clickable, moment, plain, size, value
from tests.notifications.samples import HOSTILE

_TURNS = {chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x61C)}


@given(HOSTILE)
def test_no_control_and_no_direction_mark_is_left(text):
    shown = plain(text)
    assert not _TURNS & set(shown)
    assert {unicodedata.category(c) for c in shown}.isdisjoint({"Cc", "Cs"})


@given(st.text(min_size=161, max_size=1000))
def test_a_long_title_is_cut(text):
    assert len(plain(text)) <= 160 + len("…（全长 1000 字）")


def test_a_title_that_was_cut_says_how_long_it_was():
    assert plain("长" * 500).endswith("…（全长 500 字）")


@pytest.mark.parametrize(
    ("written", "may"),
    [
        ("http://a.example/", True),
        ("https://a.example/附件.doc", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT://a.example/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("//a.example/", False),
        ("http:///etc/passwd", False),
        ("http://a.example/\u202egnp", False),
        ("file:///etc/passwd", False),
        ("http://[::1", False),
        ("媒体关注", False),
        ("HTTPS://A.Example:443/x", True),
        ("http://a.example:8080", True),
        ("http://[::1]:8080/", True),
        ("http://民政.中国/x", True),
        ("https://a.example\\@evil.example/", False),
        ("https://a.example\\.evil.example/", False),
        ("https://a.example@evil.example/", False),
        ("https://user:secret@a.example/", False),
        ("https://%65vil.example/", False),
        ("http://2130706433/", False),
        ("https://аpple.example/", False),  # a Cyrillic letter
        ("https://a。example/", False),
        ("https://a.example:99999/", False),
    ],
)
def test_only_web_addresses_become_links(written, may):
    assert clickable(written) is may


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://h/%E9%99%84%E4%BB%B6%202.doc", "http://h/附件 2.doc"),
        ("http://h/?wd=%B5%CD%B1%A3", "http://h/?wd=%B5%CD%B1%A3"),  # GBK: not to be guessed
        ("http://h/%E2%80%AEgnp", "http://h/%E2%80%AEgnp"),  # a direction mark stays encoded
        ("http://h/a%0Ab", "http://h/a%0Ab"),
    ],
)
def test_addresses_are_shown_as_people_read_them(url, shown):
    assert address(url) == shown


def test_a_time_is_shown_as_offices_write_it():
    assert moment("2025-03-25T09:00:00+08:00") == "2025-03-25 09:00"


@pytest.mark.parametrize("other", ["2025-03-25", "2025-13-45T99:99", "昨天", ""])
def test_what_is_no_time_is_left_alone(other):
    assert moment(other) == other


@pytest.mark.parametrize(
    ("key", "thing", "shown"),
    [
        ("reason", "http-404", "服务器回答 404（找不到）"),
        ("within", "3 workdays", "3 个工作日"),
        ("update_within", "14d", "14 天"),
        ("element", "css", "样式表中引用"),
        ("looks", 3, "3"),
        ("home", True, "是"),
        ("dates", ["2025-03-01", "2025-03-02"], "2025-03-01；2025-03-02"),
        ("dates", list(range(9)), "0；1；2；3；4；另 4 项"),
        ("candidate", {"title": "年报", "url": "http://h/%E5%B9%B4"}, "年报，http://h/年"),
    ],
)
def test_evidence_is_put_into_words(key, thing, shown):
    assert value(key, thing) == shown


@pytest.mark.parametrize(("count", "shown"), [(0, "0 B"), (2048, "2.0 KB"), (5 * 1024**2, "5.0 MB")])
def test_sizes_are_for_people(count, shown):
    assert size(count) == shown
