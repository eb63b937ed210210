"""The page is safe whatever was found, complete, and made in time."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from hypothesis import given, settings
from lxml import html

from inspection.findings import Severity, Undecided
from notifications.html import render_html
from notifications.outline import GROUP_CAP
from tests.notifications import samples
from tests.notifications.samples import document, facts, finding

_STRUCTURE = "html head meta title style body header main section footer details summary h1 h2 h3 p a br"
_ALLOWED = set(f"{_STRUCTURE} ul ol li dl dt dd div span bdi i strong table thead tbody tr th td".split())


def _page(*args, **more):
    return html.fromstring(render_html(document(*args, **more)))


@settings(max_examples=40, deadline=None)
@given(samples.findings, samples.undecided, samples.WORDS)
def test_hostile_words_make_no_markup_and_no_link_that_runs(findings, undecided, site):
    page = _page(findings, undecided, site=site, facts=facts(complete=False, missing=(site,)))
    hrefs = page.xpath("//@href")
    assert {e.tag for e in page.iter() if isinstance(e.tag, str)} <= _ALLOWED
    assert {urlsplit(h).scheme for h in hrefs if not h.startswith("#")} <= {"http", "https"}
    assert not [a for e in page.iter() for a in e.attrib if a.startswith("on") or a == "src"]


def test_nothing_is_fetched_from_anywhere():
    page = render_html(document([finding()]))
    assert not re.search(r"<link|@import|url\(|src=|<script", page)


def test_links_tell_the_other_side_nothing():
    links = _page([finding(found_on=("http://h.example/b",))]).xpath("//a[starts-with(@href, 'http')]")
    assert links
    assert all("noreferrer" in a.get("rel") for a in links)


def test_a_finding_shows_its_evidence_its_places_and_its_basis():
    found = finding(
        title="附件打不开",
        unit="残福处",
        column="通知公告",
        found_on=tuple(f"http://h.example/p{n}" for n in range(7)),
        evidence={"reason": "http-404", "looks": 3, "link_count": 12},
        basis="工作惯例：链接应可用",
    )
    text = _page([found]).text_content()
    told = (
        "附件打不开",
        "残福处",
        "通知公告",
        "服务器回答 404（找不到）",
        "检测次数",
        "另有 7 处",
        "工作惯例：链接应可用",
    )
    assert [t for t in told if t not in text] == []


def test_a_round_without_findings_says_so_and_lists_none():
    page = _page()
    assert "本轮巡检未发现问题" in page.text_content()
    assert not page.xpath("//li[@class='finding']")


def test_what_could_not_be_judged_is_neither_fault_nor_sound():
    text = _page([], [Undecided("broken-link", "http://f.example/", "blocked-by-firewall")]).text_content()
    assert "检测受阻：被防火墙拦截" in text
    assert "既不算问题，也不算正常" in text


def test_an_unfinished_round_says_what_is_missing():
    text = _page(facts=facts(complete=False, missing=("栏目“救助”没有读完",))).text_content()
    assert "本轮巡检没有做完" in text
    assert "栏目“救助”没有读完" in text


def test_the_distance_to_the_veto_is_written_out():
    blank = [finding("blank-column", f"栏目{n}") for n in range(3)]
    assert "空白栏目已有 3 个，距单项否决还差 2 个" in _page(blank).text_content()


def test_a_site_that_is_down_is_the_first_thing_said():
    down = finding("site-down", "站", severity=Severity.CRITICAL)
    assert _page([down]).xpath("string(//p[@class='first'])") == "网站无法访问，须立即处置。"


def test_five_thousand_findings_are_rendered_in_time_capped_and_counted():
    many = [
        finding(subject=f"http://h.example/{n}", unit=f"处室{n % 5}", evidence={"reason": "http-404", "looks": 3})
        for n in range(5000)
    ]
    made = document(many)
    began = time.perf_counter()
    page = html.fromstring(render_html(made))
    assert time.perf_counter() - began < 2
    assert len(page.xpath("//li[@class='finding']")) == 5 * GROUP_CAP
    assert page.text_content().count("另有 900 项未在此列出") == 5
