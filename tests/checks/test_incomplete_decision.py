"""incomplete-decision: which matters lack which stage, and what excuses them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from checks.incomplete_decision import IncompleteDecision
from inspection.contents import Anchor, Matter, MatterLink, PageContent, pack
from inspection.findings import Severity
from inspection.observed import Observed
from inspection.records import Verdict
from tests.checks.rounds import Said, address, article, observed, reading, said, target

NAME, TITLE = "2024年度重大行政决策目录", "2024年度重大行政决策事项目录"
WORDS = {"征求意见": "公开征求意见", "意见采纳": "意见采纳情况", "会议": "会议审议", "结果": "决策结果"}


def matter(*stages: str, **more: str) -> Matter:
    links = tuple(MatterLink(address(f"/jc/{stage}.html"), WORDS[stage]) for stage in stages)
    return Matter("社区食堂管理办法", links, more)


def directory(
    *matters: Matter, targets: tuple[Any, ...] = (), pages: tuple[PageContent, ...] = (), **rule: Any
) -> Observed:
    round_ = observed(plan={"decisions": [{"name": NAME, "url": "/jc/", **rule}]}, targets=targets)
    own = PageContent(url=address("/jc/"), kind="article", title=TITLE, matters=matters)
    return replace(round_, contents={page.url: page for page in (own, *pages)})


def judged(*matters: Matter, **more: Any) -> Said:
    return said(IncompleteDecision(), directory(*matters, **more))


def test_a_matter_that_leads_to_every_stage_is_complete() -> None:
    assert judged(matter(*WORDS)).faults == []


def test_what_is_missing_is_named() -> None:
    fault = judged(matter("征求意见", "结果")).faults[0]
    assert "缺意见采纳、会议" in fault.title


def test_one_directory_is_one_finding() -> None:
    fault = judged(*[replace(matter("征求意见"), name=f"第{n}项规划方案") for n in range(30)]).faults
    assert [(one.subject, one.evidence["matters"]) for one in fault] == [(NAME, 30)]


def test_a_link_that_does_not_open_is_a_stage_that_is_missing() -> None:
    broken = target("/jc/结果.html", Verdict.FAULTY, "http-404")
    fault = judged(matter(*WORDS), targets=(broken,)).faults[0]
    assert "结果的链接打不开" in fault.title


def test_a_link_of_which_it_is_not_known_decides_nothing() -> None:
    unsure = target("/jc/结果.html", Verdict.UNDECIDED, "blocked-by-firewall")
    heard = judged(matter(*WORDS), targets=(unsure,))
    assert (heard.faults, heard.reasons) == ([], [(NAME, "links-undecided")])


def test_a_stage_that_does_not_apply_is_not_asked_for() -> None:
    assert judged(matter("征求意见", "意见采纳", "结果", 会议="不涉及")).faults == []


def test_a_matter_that_was_taken_off_is_not_judged() -> None:
    assert judged(matter("征求意见", 备注="经区政府同意调出目录")).faults == []


def severities(due: str | None, **more: str) -> list[Severity | None]:
    rule = {"due": due} if due else {}
    return [fault.severity for fault in judged(matter("征求意见", **more), **rule).faults]


def test_what_is_under_way_is_only_warned_of() -> None:
    assert severities(None, 状态="进行中") == [Severity.WARNING]


def test_what_is_under_way_beyond_its_day_is_a_fault() -> None:
    assert severities("2025-01-31", 状态="进行中") == [None]


def test_before_the_day_everything_is_only_warned_of() -> None:
    assert severities("2025-12-31") == [Severity.WARNING]


def test_stages_may_stand_on_the_matter_s_own_page() -> None:
    own = MatterLink(address("/jc/1/"), "社区食堂管理办法")
    page = PageContent(
        url=address("/jc/1/"),
        title="社区食堂管理办法",
        links=tuple(Anchor(address(f"/x/{n}.html"), words) for n, words in enumerate(WORDS.values())),
        packed=pack("决策事项"),
    )
    assert judged(Matter("社区食堂管理办法", (own,)), pages=(page,)).faults == []


def test_a_link_that_only_says_look_is_known_by_where_it_leads() -> None:
    titles = (
        "关于公开征求《社区食堂管理办法》意见的公告",
        "《社区食堂管理办法》意见采纳情况",
        "局长办公会审议社区食堂管理办法",
    )
    pages = tuple(PageContent(url=address(f"/t/{n}.html"), title=title) for n, title in enumerate(titles))
    links = tuple(MatterLink(page.url, "查看") for page in pages)
    fault = judged(Matter("社区食堂管理办法", links), pages=pages).faults[0]
    assert "缺结果" in fault.title


def found_by_title(*titles: str) -> Said:
    rows = [article(title, date(2024, 4, 20 + n)) for n, title in enumerate(titles)]
    round_ = observed(reading("通知公告", *rows), plan={"decisions": [{"name": NAME}]})
    pages = {row.url: PageContent(url=row.url, title=row.title, matters=(matter("征求意见"),)) for row in rows}
    return said(IncompleteDecision(), replace(round_, contents=pages))


def test_without_an_address_the_directory_is_found_by_its_title() -> None:
    assert found_by_title("某市民政局2024年度重大行政决策事项目录").subjects == [NAME]


def test_another_year_s_directory_a_call_for_proposals_and_an_interpretation_are_not_it() -> None:
    heard = found_by_title(
        "2023年度重大行政决策事项目录",
        "关于征集2024年度重大行政决策事项目录建议的公告",
        "《2024年度重大行政决策事项目录》解读",
    )
    assert heard.reasons == [(NAME, "directory-not-found")]


def test_a_directory_that_is_but_an_attachment_is_said_to_be_unread() -> None:
    assert judged().reasons == [(NAME, "matters-not-found")]


def test_a_page_that_was_not_read_is_said() -> None:
    round_ = directory(matter(*WORDS))
    assert said(IncompleteDecision(), replace(round_, contents={})).reasons == [(NAME, "page-not-read")]


def test_words_of_two_stages_do_not_stand_in_for_a_link_of_its_own_that_is_broken() -> None:
    words = {**WORDS, "征求意见": "公开征求意见情况"}
    links = tuple(MatterLink(address(f"/jc/{stage}.html"), said_) for stage, said_ in words.items())
    broken = target("/jc/意见采纳.html", Verdict.FAULTY, "http-404")
    fault = judged(replace(matter(), links=links), targets=(broken,)).faults[0]
    assert "意见采纳的链接打不开" in fault.title


def test_a_matter_that_was_ended_says_so_where_its_links_would_stand() -> None:
    assert judged(matter("征求意见", 意见采纳="已终止", 会议="已终止", 决策结果="已终止")).faults == []


def test_a_column_of_the_menu_is_no_part_of_the_matter_s_own_page() -> None:
    own = address("/jc/1.html")
    one = Matter("社区食堂管理办法", (MatterLink(own, "社区食堂管理办法"),))
    anchors = tuple(Anchor(address(f"/jc/{stage}.html"), WORDS[stage]) for stage in ("征求意见", "会议", "结果"))
    round_ = directory(one)
    pages = [
        PageContent(
            url=own, kind="other", title=one.name, links=anchors, packed=pack("意见征集结果\n社区食堂管理办法")
        ),
        PageContent(url=round_.plan.site.home_url, kind="home", packed=pack("意见征集结果\n通知公告")),
    ]
    heard = said(IncompleteDecision(), directory(one, pages=tuple(pages)))
    assert "缺意见采纳" in heard.faults[0].title
