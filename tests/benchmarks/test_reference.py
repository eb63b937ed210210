"""The reference is no straw man: it finds every hard fault."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks.reference import Crawl, css_references, references
from tests.benchmarks.conftest import Served


@pytest.fixture(scope="module")
def crawl(served: Served) -> Crawl:
    """One crawl of the small portal."""
    one = Crawl(served.portal.addresses.home, concurrency=32, timeout=1.5)
    asyncio.run(one.run())
    return one


def test_every_hard_fault_is_found(served: Served, crawl: Crawl) -> None:
    hard = {url for url, fact in served.truth.items() if fact["kind"] in ("hard", "hidden")}
    assert hard - crawl.broken.keys() == set()


def test_nothing_sound_is_called_broken_but_what_needs_a_second_look(served: Served, crawl: Crawl) -> None:
    invented = {served.truth.get(url, {}).get("what", url) for url in crawl.broken}
    sound = {fact["what"] for fact in served.truth.values() if fact["verdict"] == "sound"}
    assert invented & sound <= {"flaky-once", "flaky-twice"}


def test_nothing_is_called_broken_that_the_truth_does_not_name(served: Served, crawl: Crawl) -> None:
    assert crawl.broken.keys() - served.truth.keys() == set()


def test_links_in_comments_and_script_text_are_not_followed() -> None:
    html = "<!-- <a href='/a'>x</a> --><script>var l='<a href=\"/b\">';</script><a href='/c'>x</a>"
    assert references(html) == ["/c"]


def test_links_in_styles_srcsets_and_handlers_are_read() -> None:
    html = """<div style="background:url('/a')"></div><img src="/b" srcset="/c 1x, /d 2x">
    <style>.x{background:url(/e)}</style><i onclick="window.open('/f')"></i>"""
    assert sorted(set(references(html))) == ["/a", "/b", "/c", "/d", "/e", "/f"]


def test_what_a_style_sheet_has_commented_out_is_not_loaded() -> None:
    assert css_references("/* url(/a) */ b{background:url('/c')}") == ["/c"]
