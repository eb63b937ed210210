"""expiring-document, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.expiring_document import ExpiringDocument
from inspection.findings import Severity
from inspection.observed import Observed
from inspection.records import Article, ColumnState
from tests.checks.contents import content
from tests.checks.rounds import Said, address, article, observed, reading, said

TITLE = "上海市养老机构服务管理办法"
OVER = "第十二条 本办法自2020年1月1日起施行，有效期5年。"


def told(
    pages: dict[str, dict[str, Any]], *articles: Article, today: date = date(2025, 3, 25), **plan: Any
) -> Observed:
    round_ = observed(reading("政策文件", *articles), today=today, kinds={"政策文件": "政策文件"}, plan=plan)
    return replace(round_, contents={address(path): content(address(path), page) for path, page in pages.items()})


def judged(text: str = OVER, today: date = date(2025, 3, 25), *others: Article, **page: Any) -> Said:
    own = article(TITLE, date(2020, 1, 3), url="/1.html")
    pages = {"/1.html": {"标题": TITLE, "正文": text, **page}}
    return said(ExpiringDocument(), told(pages, own, *others, today=today))


def severities(heard: Said) -> list[Severity | None]:
    return [fault.severity for fault in heard.faults]


def test_a_term_that_is_over_is_an_error() -> None:
    assert severities(judged()) == [None]


@pytest.mark.parametrize(("today", "faults"), [(date(2024, 12, 31), 1), (date(2024, 10, 2), 1), (date(2024, 10, 1), 0)])
def test_before_the_end_there_is_a_warning_from_ninety_days_on(today: date, faults: int) -> None:
    assert severities(judged(today=today)) == [Severity.WARNING] * faults


def test_the_last_day_is_still_valid() -> None:
    assert "还有 0 天" in judged(today=date(2024, 12, 31)).faults[0].title


@pytest.mark.parametrize(
    "page", [{"标注": ["本文件已失效"]}, {"信息表": {"有效性": "废止"}}, {"标题": f"{TITLE}（已失效）"}]
)
def test_a_document_that_is_marked_is_none(page: dict[str, Any]) -> None:
    assert judged(**page).faults == []


def test_a_page_that_shows_it_as_valid_says_so_in_evidence() -> None:
    assert judged(信息表={"有效性": "有效"}).faults[0].evidence["validity_shown"] == "有效"


def test_a_new_document_of_the_same_title_makes_it_a_warning() -> None:
    anew = article(f"关于印发《{TITLE}》的通知", date(2024, 12, 20), url="/2.html")
    heard = judged(OVER, date(2025, 3, 25), anew)
    assert [f.severity for f in heard.faults if f.subject.endswith("1.html")] == [Severity.WARNING]


def test_the_same_document_in_another_column_is_no_new_one() -> None:
    copy = article(TITLE, date(2020, 1, 6), url="/2.html")
    assert severities(judged(OVER, date(2025, 3, 25), copy)) == [None]


def test_a_notice_that_prolongs_it_makes_it_a_warning_as_long_as_it_lasts() -> None:
    notice = article(f"关于延长《{TITLE}》有效期的通知", date(2024, 12, 20), url="/3.html")
    own = article(TITLE, date(2020, 1, 3), url="/1.html")
    pages = {
        "/1.html": {"标题": TITLE, "正文": OVER},
        "/3.html": {"标题": notice.title, "正文": f"经评估，《{TITLE}》有效期延长至2025年6月30日。"},
    }
    early, late = (
        said(ExpiringDocument(), told(pages, own, notice, today=d)) for d in (date(2025, 3, 25), date(2025, 7, 1))
    )
    assert (severities(early), severities(late)) == ([Severity.WARNING], [None])


def test_before_the_end_a_prolonged_document_is_sound() -> None:
    notice = article(f"关于继续执行《{TITLE}》的通知", date(2024, 11, 20), url="/3.html")
    assert judged(OVER, date(2024, 12, 1), notice).faults == []


def test_a_document_that_a_notice_repeals_must_be_marked_without_any_term() -> None:
    notice = article(f"关于废止《{TITLE}》的通知", date(2023, 6, 1), url="/3.html")
    assert len(judged("本办法自2020年1月1日起施行。", date(2025, 3, 25), notice).faults) == 1


def test_what_a_notice_of_repeal_cites_as_its_ground_is_not_repealed() -> None:
    notice = article("关于废止《某旧规定》的通知", date(2023, 6, 1), url="/3.html")
    pages = {
        "/1.html": {"标题": TITLE, "正文": "本办法自2020年1月1日起施行。"},
        "/3.html": {"标题": notice.title, "正文": f"根据《{TITLE}》，决定废止《某旧规定》。"},
    }
    own = article(TITLE, date(2020, 1, 3), url="/1.html")
    assert said(ExpiringDocument(), told(pages, own, notice)).faults == []


@pytest.mark.parametrize("title", [f"《{TITLE}》政策解读", f"一图读懂《{TITLE}》", f"市民政局印发《{TITLE}》"])
def test_interpretations_and_news_of_it_have_no_term(title: str) -> None:
    pages = {"/9.html": {"标题": title, "正文": OVER}}
    assert said(ExpiringDocument(), told(pages, article(title, date(2020, 1, 3), url="/9.html"))).faults == []


def test_a_term_without_a_start_is_undecided() -> None:
    pages = {"/1.html": {"标题": TITLE, "正文": "本办法有效期五年。"}}
    heard = said(ExpiringDocument(), told(pages, article(TITLE, url="/1.html")))
    assert [reason for _, reason in heard.reasons] == ["term-without-start"]


def test_a_page_that_was_not_read_is_undecided() -> None:
    heard = said(ExpiringDocument(), told({}, article(TITLE, date(2020, 1, 3), url="/1.html")))
    assert heard.reasons == [(address("/1.html"), "page-not-read")]


def test_an_article_that_no_list_shows_any_more_is_judged_by_its_column() -> None:
    pages = {"/zcwj/1.html": {"标题": TITLE, "正文": OVER, "栏目": ["政策文件"]}}
    assert said(ExpiringDocument(), told(pages, article("其他", url="/2.html", read_in_full=True))).subjects == [
        address("/zcwj/1.html")
    ]


def test_where_nobody_read_pages_it_is_said_once() -> None:
    round_ = observed(reading("政策文件", article(TITLE)), kinds={"政策文件": "政策文件"})
    assert said(ExpiringDocument(), round_).reasons == [("某某局", "pages-not-read")]


def test_only_the_columns_of_the_plan_are_looked_at() -> None:
    pages = {"/1.html": {"标题": TITLE, "正文": OVER}}
    own = article(TITLE, date(2020, 1, 3), url="/1.html")
    round_ = told(pages, own, validity={"columns": ["政策文件"], "exempt": ["养老"]})
    assert said(ExpiringDocument(), round_).faults == []


def test_a_blank_column_is_silent() -> None:
    round_ = observed(reading("政策文件", state=ColumnState.BLANK), kinds={"政策文件": "政策文件"})
    assert said(ExpiringDocument(), round_).untold == []
