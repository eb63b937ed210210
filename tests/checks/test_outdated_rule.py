"""outdated-rule: sentences that state the rule of 2007, and those that rightly name the same numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.outdated_rule import OutdatedRule
from inspection.contents import PageContent, pack
from tests.checks.rounds import Said, address, article, observed, reading, said

OUTDATED = (
    "行政机关收到政府信息公开申请，能够当场答复的，应当当场予以答复；不能当场答复的，应当自收到申请之日起15个工作日内予以答复。",
    "本机关收到申请后，应当自登记之日起十五个工作日内作出答复。",
    "答复时限：自受理申请之日起１５个工作日内答复申请人，特殊情况可延长。",
    "依申请公开的办理期限为15个工作日。",
    "我局将在15个工作日内予以书面答复。",
    "如需延长答复期限的，经信息公开工作机构负责人同意并告知申请人，延长答复的期限最长不得超过15个工作日。",
    "如需延长，可延长 15 个工作日。",
    "本机关依申请提供政府信息，收取检索、复制、邮寄等成本费用，标准按照价格主管部门的规定执行。",
    "申请人应当缴纳检索费、复印费、邮寄费。",
    "公民、法人或者其他组织可以根据自身生产、生活、科研等特殊需要，向本机关申请获取相关政府信息。",
    "根据《中华人民共和国政府信息公开条例》（国务院令第492号），编制本指南。",
    "通过信函方式提出申请的，自收到申请之日起15个工作日内答复。",
    "信息公开申请受理机构收到《申请表》后，将在15个工作日之内回复。",
)
FAIR = (
    "行政机关应当自收到申请之日起20个工作日内予以答复；需要延长的，延长的期限最长不得超过20个工作日。",
    "第三方应当自收到征求意见书之日起15个工作日内提出意见；逾期未提出意见的，由行政机关依照本条例的规定决定是否公开。",
    "涉及第三方权益的，第三方应在收到征求意见书之日起15个工作日内答复是否同意公开。",
    "申请内容不明确的，7个工作日内一次性告知补正，补正期限一般不超过15个工作日。",
    "新条例将答复申请的期限由15个工作日延长为20个工作日。",
    "修订前的条例规定，行政机关应当自收到申请之日起15个工作日内答复。",
    "行政机关依申请提供政府信息，不收取费用，不再收取检索、复制、邮寄等成本费。",
    "申请公开的数量、频次明显超过合理范围的，可以收取信息处理费。",
    "新条例取消了自身生产、生活、科研等特殊需要的限制。",
    "依据《中华人民共和国政府信息公开条例》（2007年国务院令第492号公布，2019年国务院令第711号修订）编制本指南。",
    "对信息公开工作的投诉举报，自受理之日起15个工作日内答复。",
    "申请人可以自收到答复之日起60日内申请行政复议，行政复议机关应当自收到申请之日起5个工作日内审查。",
    "信访事项自受理之日起15个工作日内告知办理情况。",
    "政府信息自形成或者变更之日起20个工作日内公开。",
    "办理婚姻登记档案查询申请，自收到申请之日起15个工作日内答复。",
)
FRAME = "为了方便公众获取政府信息，编制本指南。\n{}\n受理机构：办公室。地址：某路1号。"


def guide(text: str, title: str = "政府信息公开指南", kind: str = "other", path: str = "/gk/zn/") -> Said:
    page = PageContent(url=address(path), kind=kind, title=title, packed=pack(text))
    return said(OutdatedRule(), replace(observed(), contents={page.url: page}))


@pytest.mark.parametrize("sentence", OUTDATED)
def test_a_guide_that_states_the_old_rule_is_found(sentence: str) -> None:
    assert guide(FRAME.format(sentence)).subjects == [address("/gk/zn/")]


@pytest.mark.parametrize("sentence", FAIR)
def test_the_same_numbers_in_their_right_place_are_no_fault(sentence: str) -> None:
    assert guide(FRAME.format(sentence)).subjects == []


@pytest.mark.parametrize(
    "text",
    [
        "办理行政许可申请，自受理申请之日起15个工作日内答复。",
        "低保申请自受理之日起15个工作日内作出决定并告知申请人。",
        "申请人应当缴纳复印费。",
    ],
)
def test_what_is_not_about_disclosure_is_not_judged(text: str) -> None:
    assert guide(text, "办理社会团体登记").subjects == []


def test_the_finding_quotes_the_words_and_says_how_it_is_now() -> None:
    fault = guide(FRAME.format(OUTDATED[0])).faults[0]
    told = str(fault.evidence["outdated"])
    assert ("15个工作日内予以答复" in told, "20个工作日" in told) == (True, True)


def of_day(day: date | None, title: str, column: str = "通知公告", kind: str = "其他", **more: Any) -> list[str]:
    row = article(title, day, url="/a/1.html")
    page = PageContent(
        url=row.url, kind="article", title=title, columns=(column,), packed=pack(FRAME.format(OUTDATED[0])), **more
    )
    round_ = observed(reading(column, row), kinds={column: kind})
    return said(OutdatedRule(), replace(round_, contents={page.url: page})).subjects


def test_documents_of_before_the_change_are_left_alone() -> None:
    assert of_day(date(2012, 5, 1), "政府信息公开申请办理规定") == []


def test_what_was_published_since_is_judged() -> None:
    assert of_day(date(2022, 5, 1), "政府信息公开申请须知") != []


def test_a_guide_of_a_static_column_is_judged_whatever_its_day() -> None:
    assert of_day(date(2012, 5, 1), "信息公开指南", "公开指南", "静态") != []


@pytest.mark.parametrize(
    "title", ["2020年政府信息公开工作年度报告", "信息公开条例修订亮点解读", "一起信息公开行政复议案例"]
)
def test_reports_cases_and_interpretations_tell_what_was(title: str) -> None:
    assert of_day(date(2021, 1, 20), title) == []


def test_a_page_that_says_that_it_is_repealed_is_no_fault() -> None:
    assert of_day(date(2020, 5, 1), "信息公开申请须知", notices=("本文件已废止",)) == []


def test_many_pages_with_one_sentence_are_one_finding() -> None:
    pages = {
        address(f"/gk/{n}/"): PageContent(
            url=address(f"/gk/{n}/"), kind="other", title=f"信息公开{n}", packed=pack(FRAME.format(OUTDATED[0]))
        )
        for n in range(30)
    }
    faults = said(OutdatedRule(), replace(observed(), contents=pages)).faults
    assert [(fault.evidence["pages"], len(fault.found_on)) for fault in faults] == [(30, 20)]


def test_where_nobody_read_pages_it_is_said_once() -> None:
    assert said(OutdatedRule(), observed()).reasons == [("某某局", "pages-not-read")]
