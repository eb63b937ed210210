"""Parts of pages: http:// on https://, images without words, rules of accessibility, notices, ways off the site."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.check import Check
from checks.inaccessible_page import InaccessiblePage
from checks.missing_alt import MissingAlt
from checks.missing_leaving_notice import MissingLeavingNotice
from checks.mixed_content import MixedContent
from checks.stale_popup import StalePopup
from checks.volatile import lasting
from inspection.visits import Floating, Insecure, Leaving, NoAlt, Violation, Visit
from tests.checks.rounds import HOME, Said, address, article, observed, reading, said
from tests.checks.visited import visit, visited

ROUND = observed(reading("tzgg", article("2024年清明祭扫公告", url="/tzgg/qm.html")))
AT = ROUND.as_of - timedelta(hours=1)


def hear(check: Check, *visits: Visit, plan: dict[str, Any] | None = None) -> Said:
    round_ = observed(plan=plan) if plan else ROUND
    home = [] if any(one.url == HOME for one in visits) else [visit("/", at=AT)]
    return said(check, visited(round_, *home, *visits))


def page(url: str = "/a/1.html", **facts: Any) -> Visit:
    return visit(url, at=AT, **facts)


def asked(url: str, kind: str = "script") -> Insecure:
    return Insecure(url, kind, kind != "image")


@pytest.mark.parametrize("url", ["http://127.0.0.1:16081/ukey", "http://localhost:8000/a", "http://[::1]/a"])
def test_a_control_on_the_visitors_own_machine_is_not_mixed_content(url: str) -> None:
    assert hear(MixedContent(), page(insecure=(asked(url, "xhr"),))).faults == []


def test_a_page_that_is_not_of_https_mixes_nothing() -> None:
    plain = {"site": {"name": "某某局", "home": "http://example.gov.cn/"}}
    visits = visit("http://example.gov.cn/", at=AT, insecure=(asked("http://example.gov.cn/a.js"),))

    assert said(MixedContent(), visited(observed(plan=plain), visits)).faults == []


@given(moment=st.integers(10**9, 10**10))
def test_the_same_part_of_many_pages_is_one_fault(moment: int) -> None:
    part = asked(f"http://example.gov.cn/js/a.js?t={moment}")

    (fault,) = hear(MixedContent(), *[page(f"/a/{n}.html", insecure=(part,)) for n in range(9)]).faults

    assert (fault.subject, len(fault.found_on)) == ("http://example.gov.cn/js/a.js", 9)


def test_many_parts_of_one_folder_are_one_fault() -> None:
    pages = [page(f"/a/{n}.html", insecure=(asked(f"http://x.example.com/{n}.png", "image"),)) for n in range(9)]

    (fault,) = hear(MixedContent(), *pages).faults

    assert (fault.subject, len(fault.found_on)) == (address("/a/"), 9)


@pytest.mark.parametrize(
    ("src", "told"),
    [
        ("/images/fuwu.png", True),
        ("/images/2024/w020240325.jpg", True),
        ("/images/spacer.gif", False),
        ("/images/line-1.png", False),
        ("/images/loading.gif", False),
        ("/images/online.png", True),
        ("/images/footer_bg.jpg", False),
    ],
)
def test_an_image_that_only_decorates_needs_no_words(src: str, told: bool) -> None:
    assert bool(hear(MissingAlt(), page(no_alt=(NoAlt(address(src), "img"),))).faults) is told


def test_an_image_drawn_in_place_is_its_pages() -> None:
    assert hear(MissingAlt(), page(no_alt=(NoAlt("data:image/png;base64,AAAA", "img"),))).subjects == [
        address("/a/1.html")
    ]


def test_an_image_of_the_template_is_one_fault() -> None:
    badge = NoAlt(address("/images/badge.png"), "#footer img", link="https://example.com/")

    (fault,) = hear(MissingAlt(), *[page(f"/{n}/1.html", no_alt=(badge,)) for n in range(30)]).faults

    assert (fault.subject, len(fault.found_on), fault.evidence["pages"]) == (badge.src, 20, 30)


def broken(*rules: str, impact: str = "serious", tags: tuple[str, ...] = ("wcag2a",)) -> tuple[Violation, ...]:
    return tuple(Violation(rule, impact, tags, f"规则 {rule}", 2) for rule in rules)


def test_what_home_breaks_is_not_told_again_of_every_page() -> None:
    visits = [page("/", violations=broken("label", "link-name")), page(violations=broken("label", "button-name"))]

    heard = hear(InaccessiblePage(), *visits)

    assert heard.subjects == [HOME, address("/a/1.html")]
    assert heard.faults[0].found_on == (HOME, address("/a/1.html"))
    assert "button-name" in heard.faults[1].title


def test_many_pages_of_one_folder_are_one_fault_of_it() -> None:
    assert hear(InaccessiblePage(), *[page(f"/a/{n}.html", violations=broken("label")) for n in range(4)]).subjects == [
        address("/a/")
    ]


@pytest.mark.parametrize(
    "rules",
    [
        broken("label", impact="moderate"),
        broken("region", tags=("best-practice",)),
        broken("image-alt", impact="critical"),
        broken("target-size", tags=("wcag22aa",)),
    ],
)
def test_what_weighs_little_or_is_told_elsewhere_is_not_told(rules: tuple[Violation, ...]) -> None:
    assert hear(InaccessiblePage(), page(violations=rules)).faults == []


def test_a_check_of_home_that_did_not_end_is_left_open() -> None:
    assert hear(InaccessiblePage(), page("/", axe=False)).reasons == [(HOME, "not-measured")]


def notice(text: str = "2024年清明祭扫预约须知", **more: Any) -> Floating:
    return Floating(text, "div.float", **more)


def test_a_notice_is_known_by_what_it_leads_to_wherever_it_floats() -> None:
    floating = notice(links=(address("/zt/qm/"),), images=(address("/qm.png"),))

    (fault,) = hear(StalePopup(), *[page(f"/a/{n}.html", floating=(floating,)) for n in range(5)]).faults

    assert (fault.subject, len(fault.found_on)) == (address("/zt/qm/"), 5)


def test_a_notice_without_a_link_is_known_by_its_picture_else_by_its_page() -> None:
    pictured, plain = notice(images=(address("/qm.png"),)), notice()

    assert hear(StalePopup(), page(floating=(pictured, plain))).subjects == [address("/qm.png"), address("/a/1.html")]


def test_a_picture_is_read_by_its_words_or_by_the_title_that_it_leads_to() -> None:
    worded, leading = notice("", alts=("2024年国庆放假通知",)), notice("", links=(address("/tzgg/qm.html"),))

    assert len(hear(StalePopup(), page(floating=(worded, leading))).faults) == 2


@pytest.mark.parametrize("more", [{"role": "nav"}, {"role": "tools"}, {"links": tuple(f"{HOME}{n}" for n in range(9))}])
def test_a_bar_or_a_menu_is_no_notice(more: dict[str, Any]) -> None:
    assert hear(StalePopup(), page(floating=(notice(**more),))).faults == []


def pressed(url: str, announced: bool | None) -> Leaving:
    return Leaving(url, announced)


@pytest.mark.parametrize(
    ("links", "faults", "doubts"),
    [
        ([("https://www.example.com/", False)], 1, 0),
        ([("https://www.example.com/", True)], 0, 0),
        ([("https://www.example.com/", None)], 0, 1),
        ([("https://www.example.com/", True), ("https://b.example.org/", False)], 1, 0),
        ([("https://www.example.com/", True), ("https://b.example.org/", None)], 0, 0),
        ([("https://www.gov.cn/", False), ("http://sz.other.gov.cn:8080/", False)], 0, 0),
        ([("https://bszs.example.gov.cn/", False)], 0, 0),
        ([("https://www.gov.cn.example.com/", False)], 1, 0),
        ([], 0, 0),
    ],
)
def test_leaving_without_a_word_is_one_fault_of_the_site(
    links: list[tuple[str, bool | None]], faults: int, doubts: int
) -> None:
    heard = hear(MissingLeavingNotice(), page(leaving=tuple(pressed(*one) for one in links)))

    assert (heard.subjects, len(heard.untold)) == (["某某局"] * faults, doubts)


def test_a_plan_that_asks_for_no_notice_misses_none() -> None:
    leaving = (pressed("https://www.example.com/", False),)

    assert hear(MissingLeavingNotice(), page(leaving=leaving), plan={"browser": {"leaving_notice": False}}).faults == []


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/a.js?v=20250321", "/a.js"),
        ("/a.js?_=1711330000000&id=3", "/a.js?id=3"),
        ("/img?fileid=0123456789abcdef0123456789abcdef", "/img?fileid=0123456789abcdef0123456789abcdef"),
        ("/img?token=0123456789abcdef0123456789abcdef", "/img"),
        ("/a;jsessionid=AB12.node1?id=1", "/a?id=1"),
        ("/a?1711330000000", "/a"),
        ("/a?page=2", "/a?page=2"),
    ],
)
def test_an_address_is_known_without_what_changes(url: str, kept: str) -> None:
    assert lasting(f"https://example.com{url}") == f"https://example.com{kept}"


def test_what_floats_in_an_earlier_look_is_of_that_day() -> None:
    old = replace(page("/", floating=(notice(),)), visited_at=AT - timedelta(days=2))

    (fault,) = hear(StalePopup(), old).faults

    assert "3月23日" in fault.title


@pytest.mark.parametrize(("links", "told"), [(1, 0), (2, 1)])
def test_an_image_link_without_words_is_told_once(links: int, told: int) -> None:
    image = NoAlt("https://a.example/banner.png", "img", "https://a.example/x/")
    violation = Violation(
        "link-name", "serious", ("wcag2a",), "链接应当有名称", links, ('<a href="/x/"><img src="b.png"></a>',)
    )

    faults = hear(InaccessiblePage(), page("/", no_alt=(image,), violations=(violation,))).faults

    assert len(faults) == told
