"""A piece of a page's source around the fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.excerpts import AROUND, decoded, excerpt
from tests.desk.samples import issue_of


@pytest.mark.parametrize(
    "written",
    [
        "https://mzj.example.gov.cn/attach/gone.doc?a=1&b=2",
        "//mzj.example.gov.cn/attach/gone.doc?a=1&amp;b=2",
        "/attach/gone.doc?a=1&amp;b=2",
        "gone.doc?a=1&b=2",
        "/ATTACH/gone.doc?a=1&b=2",
    ],
)
def test_an_address_is_found_as_pages_write_it(written: str) -> None:
    issue = issue_of("https://mzj.example.gov.cn/attach/gone.doc?a=1&b=2", evidence={})

    found = excerpt(f'<p>\n<a href="{written}">申请表</a>', issue)

    assert found is not None
    assert "gone.doc" in found.at
    assert found.line == 2


def test_what_the_evidence_quotes_is_found_where_no_address_is() -> None:
    found = excerpt("<p>前文</p>某某博彩网站<p>后文</p>", issue_of("栏目", evidence={"words": ["某某博彩"]}))

    assert found is not None
    assert (found.before, found.at, found.after) == ("<p>前文</p>", "某某博彩", "网站<p>后文</p>")


def test_a_source_that_does_not_name_it_has_no_excerpt() -> None:
    assert excerpt("<p>别的内容</p>", issue_of()) is None


def test_an_excerpt_is_bounded_and_masks_numbers_of_people() -> None:
    source = "甲" * 5000 + " 手机 13800138000 gone.doc 身份证 11010519491231002X " + "乙" * 5000

    found = excerpt(source, issue_of("https://mzj.example.gov.cn/gone.doc", evidence={}))

    assert found is not None
    assert max(len(found.before), len(found.after)) <= AROUND
    assert "13800138000" not in found.before
    assert "11010519491231002X" not in found.after


def test_a_page_is_read_in_its_charset_and_in_an_unknown_one_as_utf_8() -> None:
    assert (decoded("中".encode("gbk"), "gbk"), decoded("中".encode(), "none-such")) == ("中", "中")


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=20))
def test_whatever_a_page_and_an_issue_say_an_excerpt_is_text_or_none(source: str, subject: str, words: str) -> None:
    found = excerpt(source, issue_of("s", evidence={"text": words, "parts": [{"a": subject}]}))

    assert found is None or found.line >= 1
