"""Marks of suspicion, weighed: hijacked pages are seen through their disguises, ordinary ones are left alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given

from checks.suspicious import Level, weigh
from inspection.plan import Plan
from inspection.suspicion import Category, marks_of, to_facts
from spiders.reading.charset import decode
from spiders.suspicion.marks import Body
from spiders.suspicion.watcher import Watcher
from tests.spiders.suspicion import landing
from tests.spiders.suspicion.judged import PLAN, WATCHER, few, level, own

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real"


@few(15)
@given(landing.hijacked())
def test_a_hijacked_page_is_found_however_it_is_written(html: str) -> None:
    assert level(html) >= Level.LIKELY


@few(10)
@given(landing.written_by_script())
def test_what_a_script_spells_out_is_read(html: str) -> None:
    assert level(html) >= Level.LIKELY


@few(8)
@given(landing.parked())
def test_a_domain_for_sale_is_found(html: str) -> None:
    assert level(html) >= Level.LIKELY


@few(15)
@given(landing.ordinary())
def test_an_ordinary_page_is_no_fault(html: str) -> None:
    assert level(html) <= Level.DOUBTFUL
    assert own(html) <= Level.DOUBTFUL


@few(8)
@given(landing.hijacked())
def test_the_same_title_on_our_own_page_is_tampering(html: str) -> None:
    assert own(html) >= Level.LIKELY


@pytest.mark.parametrize(
    "title",
    [
        "关于开展打击网络赌博专项行动的通知",
        "警方捣毁“澳门新葡京娱乐”网上赌场",
        "法院判决一起利用百家乐平台开设赌场案",
        "某市2024年福利彩票公益金使用情况公告",
        "远离“真人荷官”骗局——反诈宣传",
    ],
)
def test_who_speaks_about_it_does_not_offer_it(title: str) -> None:
    body = f"<h1>{title}</h1><p>近日，公安机关打掉一个网上赌场，抓获犯罪嫌疑人多名。{landing.FILLER * 5}</p>"

    assert own(landing.document(title, body)) is Level.NOTHING


def test_a_page_in_gbk_is_read_as_what_it_is() -> None:
    html = landing.document("澳门金沙娱乐_在线赌场", "注册送彩金")
    text, charset = decode(html.encode("gb18030"), "text/html")
    marks = WATCHER.foreign(Body("https://www.example.com/", text, b"", charset))

    assert marks is not None
    assert weigh(marks, PLAN).level is Level.SURE


def test_the_words_of_the_plan_count_and_those_it_exempts_do_not() -> None:
    asked = {"words": ["某某神油"], "exempt": ["在线赌场"]}
    plan = Plan.model_validate({**PLAN.model_dump(exclude_unset=True), "suspicion": asked})
    html = landing.document("某某神油 在线赌场", "某某神油")
    marks = Watcher(plan).foreign(Body("https://www.example.com/", html))

    assert marks is not None
    assert {word.word for word in marks.words} == {"某某神油"}
    assert weigh(marks, plan).category is Category.OWN


def test_facts_outlive_the_program_that_found_them() -> None:
    html = landing.document("澳门金沙娱乐_在线赌场", "注册送彩金")
    marks = WATCHER.foreign(Body("https://www.example.com/", html))

    assert marks is not None
    assert marks_of(to_facts(marks)) == marks


def test_a_hostile_page_is_done_with_soon() -> None:
    hostile = (
        "<title>" + "&#28595;" * 50_000 + "<a " + "澳*" * 100_000 + "fromCharCode(" + "1," * 50_000 + "\\u6fb3" * 50_000
    )
    began = time.process_time()
    level(hostile)

    assert time.process_time() - began < 2


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="pages that nobody here wrote are not at hand")
def test_pages_that_nobody_here_wrote_are_clean() -> None:
    for path in sorted(REAL.glob("*/*.html"))[::6]:
        text, _ = decode(path.read_bytes())
        assert (level(text), own(text)) == (Level.NOTHING, Level.NOTHING), path.name
