"""personal-data: told where it is to be taken down, masked, and not for what the office publishes on purpose."""

from __future__ import annotations

from dataclasses import replace

from checks.personal_data import PersonalData
from inspection.contents import Anchor, PageContent, Personal, PersonalDatum
from inspection.findings import Severity
from inspection.observed import Observed, Unlinked
from inspection.visits import Visit
from tests.checks.files import file_visit
from tests.checks.rounds import Said, address, observed, said

ID = PersonalDatum(Personal.ID, "310999********0012", "姓名：张*，身份证号：310999********0012", "身份证号")
PHONE = PersonalDatum(Personal.MOBILE, "138****0000", "姓名：张*，联系电话：138****0000", "联系电话")


def page(path: str, *data: PersonalDatum, kind: str = "article", title: str = "名单公示") -> PageContent:
    return PageContent(address(path), kind=kind, title=title, personal=data)


def judged(*pages: PageContent, visits: list[Visit] | None = None, **privacy: object) -> Said:
    base = observed(plan={"privacy": privacy})
    return said(PersonalData(), told(base, pages, visits))


def told(base: Observed, pages: tuple[PageContent, ...], visits: list[Visit] | None) -> Observed:
    return replace(base, contents={one.url: one for one in pages}, visits=visits)


def file(path: str, **more: object) -> Visit:
    return file_visit({"地址": path, **more}, observed().as_of)


def test_a_page_is_told_once_with_all_that_it_gives_away() -> None:
    found = judged(page("/a/1.html", ID, PHONE)).faults

    assert [fault.title for fault in found] == ["“名单公示”公开了 1 个身份证号、1 个手机号（如 310999********0012）"]
    assert found[0].evidence["samples"] == [ID.context, PHONE.context]


def test_id_numbers_and_cards_are_critical_and_mobile_numbers_alone_are_not() -> None:
    faults = judged(page("/a/1.html", ID), page("/a/2.html", PHONE)).faults

    assert [fault.severity for fault in faults] == [None, Severity.ERROR]


def test_a_list_that_repeats_an_articles_words_is_not_told_besides() -> None:
    assert judged(page("/a/1.html", ID), page("/a/", ID, kind="list")).subjects == [address("/a/1.html")]


def test_what_stands_in_a_template_is_told_once() -> None:
    found = judged(*(page(f"/a/{n}.html", PHONE) for n in range(8)))

    assert found.subjects == [address("/a/0.html")]
    assert found.faults[0].title.startswith("有 8 个网页都公开了 1 个手机号")


def test_two_articles_with_one_persons_number_are_both_told() -> None:
    assert len(judged(page("/a/1.html", ID), page("/a/2.html", ID)).faults) == 2


def test_numbers_that_the_office_publishes_and_pages_that_it_exempts_are_left_out() -> None:
    pages = page("/a/1.html", PHONE), page("/a/2.html", ID, title="信用红榜")

    assert judged(*pages, public_numbers=["138 0000 0000"], exempt=["红榜"]).faults == []


def test_a_file_is_told_with_the_page_that_offers_it_and_the_pages_column() -> None:
    data = [{"种类": "身份证号", "遮盖后": ID.masked, "上下文": ID.context}]
    visit = file("/f/a.xlsx", 名称="附件1：名单.xlsx", 个人信息=data, 来自="/tz/1.html")
    base = observed(plan={"columns": [{"name": "通知", "url": "/tz/", "unit": "救助处"}], "units": ["救助处"]})
    offering = replace(page("/tz/1.html"), columns=("通知",))

    fault = said(PersonalData(), told(base, (offering,), [visit])).faults[0]

    assert (fault.unit, fault.column, fault.found_on) == ("救助处", "通知", (address("/tz/1.html"),))
    assert fault.title == "附件“名单.xlsx”公开了 1 个身份证号（如 310999********0012）"


def test_files_that_were_not_read_are_told_once_for_each_reason() -> None:
    visits = [file(f"/f/{n}.pdf", 名称=f"{n}.pdf", 未读="scanned") for n in range(5)]
    visits.append(file("/f/x.doc", 名称="x.doc", 未读="no-tool"))

    assert judged(page("/a/1.html"), visits=visits).reasons == [("某某局", "scanned"), ("某某局", "no-tool")]


def test_attachments_whose_turn_has_not_come_are_told() -> None:
    offering = replace(page("/a/1.html"), attachments=(_anchor("/f/late.pdf"), _anchor("/f/pic.jpg")))

    assert judged(offering).untold[0].detail == "附件没有查个人信息（还没有轮到通读）：“附件”"


def _anchor(path: str) -> Anchor:
    return Anchor(address(path), "附件")


def test_what_could_be_read_of_a_file_in_part_is_told_although_the_rest_is_in_doubt() -> None:
    data = [{"种类": "身份证号", "遮盖后": ID.masked}]
    found = judged(page("/a/1.html"), visits=[file("/f/a.zip", 名称="a.zip", 个人信息=data, 未读="part-unread")])

    assert (len(found.faults), found.reasons) == (1, [("某某局", "part-unread")])


def test_what_nobody_links_to_is_told_with_that_and_what_could_not_be_had_is_in_doubt() -> None:
    here, there = address("/a/1.html"), address("/a/2.html")
    unlinked = [Unlinked("personal-data", url, url, reason) for url, reason in ((here, None), (there, "http-500"))]
    found = said(PersonalData(), replace(told(observed(), (page("/a/1.html", ID),), None), unlinked=tuple(unlinked)))

    assert found.faults[0].title.endswith("；已没有网页链接到它，但仍能打开")
    assert found.reasons == [(there, "http-500")]


def test_where_nobody_read_pages_that_is_said_once() -> None:
    assert said(PersonalData(), observed()).reasons == [("某某局", "pages-not-read")]
