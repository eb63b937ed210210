"""Consultations whose titles say little, menus that look like evidence, and text made to stall a reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from checks.consultations import is_consultation
from checks.copied import copied, source_of
from checks.guide_elements import DISCLOSURE, SERVICE, folded, names
from checks.missing_draft_interpretation import MissingDraftInterpretation
from checks.missing_feedback import MissingFeedback
from checks.outdated_rule import OutdatedRule
from checks.periods import period_of
from inspection.contents import Anchor, PageContent, pack
from inspection.observed import Observed
from tests.checks.rounds import address, article, observed, reading, said

TEXT = "现就《社区食堂管理办法（征求意见稿）》公开征求意见，截止时间：2025年4月10日。"
HOSTILE = (
    " \n" * 30_000,
    "征求意见至2024年5月" * 15_000,
    "收到意见" * 15_000,
    "规定“" * 20_000,
    "地址：" * 20_000,
    "《" * 60_000,
)


def portal(*titles: str, text: str = TEXT, links: tuple[Anchor, ...] = ()) -> Observed:
    """Two notices a week apart, then whatever else the column lists."""
    rows = [
        article("关于公开征求意见的公告", date(2025, 3, 10)),
        article("《助浴规范（征求意见稿）》公开征求意见", date(2025, 3, 20)),
    ]
    rows += [article(title, date(2025, 5, 1)) for title in titles]
    round_ = observed(
        reading("意见征集", *rows), today=date(2025, 9, 1), plan={"consultations": {"columns": ["意见征集"]}}
    )
    contents = {row.url: PageContent(url=row.url, title=row.title, links=links, packed=pack(text)) for row in rows[:2]}
    return replace(round_, contents=contents)


def test_a_title_that_names_nothing_is_about_what_its_text_names() -> None:
    round_ = portal("《社区食堂管理办法》意见采纳情况", "《助浴规范》意见采纳情况")
    assert said(MissingFeedback(), round_).subjects == []


def test_where_neither_names_anything_other_feedback_leaves_it_open() -> None:
    heard = said(MissingFeedback(), portal("《助浴规范》意见采纳情况", text="征求意见截止时间：2025年4月10日。"))
    assert (heard.subjects, [why for _, why in heard.reasons]) == ([], ["feedback-unclear"])


def test_the_site_s_menu_is_no_feedback() -> None:
    menu = (Anchor(address("/jg/"), "征集结果反馈"), Anchor(address("/jg/1.html"), "意见采纳情况"))
    assert len(said(MissingFeedback(), portal(links=menu)).subjects) == 2


def test_tabs_with_nothing_behind_them_tell_and_explain_nothing() -> None:
    text = f"{TEXT}\n征集公告\n草案解读\n起草说明\n采纳情况\n结果反馈\n联系我们"
    found = [said(check, portal(text=text)).subjects for check in (MissingFeedback(), MissingDraftInterpretation())]
    assert [len(subjects) for subjects in found] == [2, 2]


def test_a_heading_with_its_paragraph_explains_the_draft() -> None:
    text = f"{TEXT}\n起草说明\n近年来，社区食堂的需求快速增长，原有规定已经不能适应。"
    assert said(MissingDraftInterpretation(), portal(text=text)).subjects == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_takes_long(text: str) -> None:
    begun = process_time()
    period_of(text, date(2024, 5, 1))
    copied(text, source_of(text))
    assert not [e for e in (*DISCLOSURE, *SERVICE) if names(e, folded(text)) and e.name == "传真号码"]
    page = PageContent(url=address("/zn/"), title="信息公开指南", packed=pack(text))
    assert said(OutdatedRule(), replace(observed(), contents={page.url: page})).subjects == []
    assert said(MissingFeedback(), portal(text=text)).faults == []
    assert process_time() - begun < 2


@pytest.mark.parametrize(("notices", "found"), [(1, 0), (6, 6)])
def test_a_box_below_the_notice_tells_unless_the_same_stands_on_most(notices: int, found: int) -> None:
    rows = [article(f"关于公开征求《第{n}号办法》意见的公告", date(2025, 3, 10)) for n in range(notices)]
    plan = {"consultations": {"columns": ["意见征集"]}}
    told = ("共收到意见12条，采纳3条。",)
    pages = [
        PageContent(url=row.url, kind="article", title=row.title, outcomes=told, packed=pack("截止时间：2025年4月10日"))
        for row in rows
    ]
    round_ = observed(reading("意见征集", *rows), today=date(2025, 9, 1), plan=plan)
    heard = said(MissingFeedback(), replace(round_, contents={page.url: page for page in pages}))

    assert len(heard.subjects) == found


@pytest.mark.parametrize(
    ("title", "asks"),
    [
        ("【征求意见】某市养老护理员培训实施细则（征求意见稿）", True),
        ("志愿者服务记录办法（草案）公开征求意见", True),
        ("养老护理员培训实施细则（征求意见稿）起草说明", False),
        ("我局开展养老护理员培训实施细则（征求意见稿）培训", False),
    ],
)
def test_what_the_name_of_a_draft_says_is_no_news(title: str, asks: bool) -> None:
    assert is_consultation(title) is asks
