"""broken-link, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from checks.broken_link import BrokenLink
from inspection.findings import Fault
from inspection.observed import Target
from inspection.records import Article, Link, Probe, Verdict
from inspection.sources import Known
from tests.checks.rounds import HOME, TODAY, Said, address, observed, reading, said, target


def link(page: str, url: str, text: str = "", element: str = "a") -> Link:
    return Link(address(page), address(url), element, text)


def judged(*targets: Target, home: Probe | None = None) -> Said:
    columns = {"通知公告": {"unit": "办公室"}}
    round_ = observed(reading("通知公告"), columns=columns, plan={"units": ["办公室"]}, targets=targets, home=home)
    return said(BrokenLink(), round_)


def test_the_subject_is_the_target_not_the_page() -> None:
    broken = target("/附件.doc", Verdict.FAULTY, "http-404", link("/a.html", "/附件.doc"))
    assert judged(broken).subjects == ["https://example.gov.cn/%E9%99%84%E4%BB%B6.doc"]


def test_every_page_that_links_to_it_is_named_once() -> None:
    links = [link(page, "/x") for page in ("/a", "/b", "/a")]
    assert judged(target("/x", Verdict.FAULTY, "dns", *links)).faults[0].found_on == (address("/a"), address("/b"))


def test_no_more_pages_are_shown_than_the_option_says() -> None:
    links = [link(f"/{n}", "/x") for n in range(30)]
    round_ = observed(targets=(target("/x", Verdict.FAULTY, "dns", *links),))
    fault = said(BrokenLink(pages_shown=4), round_).faults[0]
    assert (len(fault.found_on), fault.evidence["link_count"]) == (4, 30)


@pytest.mark.parametrize(
    ("url", "element", "text", "reason", "title"),
    [
        ("/f/1.doc", "a", "附件：申请表", "http-404", "附件“附件：申请表”打不开：服务器回答 404（找不到）"),
        ("/f/申请表.pdf", "a", "", "timeout", "附件“申请表.pdf”打不开：超时未应答"),
        ("/i/logo.png", "img", "", "reset", "图片“logo.png”打不开：连接被中断"),
        ("/p/1.html", "a", "  上级\n部门 ", "soft-404", "链接“上级 部门”打不开：页面打得开，但内容是“找不到页面”"),
        ("/p/2.html", "iframe", "", "http-599", f"内嵌页面“{HOME}p/2.html”打不开：服务器回答 599"),
        ("/p/3.html", "a", "某页", "strange-thing", "链接“某页”打不开：strange-thing"),
    ],
)
def test_the_title_says_what_does_not_open_and_why(url: str, element: str, text: str, reason: str, title: str) -> None:
    broken = target(url, Verdict.FAULTY, reason, link("/a", url, text, element))
    assert judged(broken).faults[0].title == title


def test_the_unit_is_that_of_the_column_that_links_to_it() -> None:
    broken = target("/x", Verdict.FAULTY, "dns", link("/a", "/x"), columns=("没有这个栏目", "通知公告"))
    assert (judged(broken).faults[0].unit, judged(broken).faults[0].column) == ("办公室", "通知公告")


@pytest.mark.parametrize(("page", "home"), [("/", True), ("/a", False)])
def test_a_link_on_the_home_page_is_marked(page: str, home: bool) -> None:
    assert judged(target("/x", Verdict.FAULTY, "dns", link(page, "/x"))).faults[0].evidence["home"] is home


def test_an_undecided_target_is_no_fault() -> None:
    heard = judged(target("/x", Verdict.UNDECIDED, "blocked-by-firewall", link("/a", "/x")))
    assert (heard.faults, heard.reasons) == ([], [(address("/x"), "blocked-by-firewall")])


@pytest.mark.parametrize("reason", ["dns", "refused", "timeout", "tls", "http-503"])
def test_while_the_site_gives_no_answer_its_links_are_undecided(reason: str) -> None:
    home = Probe(HOME, Verdict.FAULTY, reason)
    heard = judged(target("/x", Verdict.FAULTY, "timeout"), target(HOME, Verdict.FAULTY, reason), home=home)
    assert (heard.faults, {r for _, r in heard.reasons}) == ([], {"site-down"})


def test_where_the_home_page_alone_is_missing_other_links_are_judged() -> None:
    home = Probe(HOME, Verdict.FAULTY, "http-404")
    heard = judged(target("/x", Verdict.FAULTY, "http-404"), target(HOME, Verdict.FAULTY, "http-404"), home=home)
    assert heard.subjects == [address("/x")]


def test_a_target_without_any_link_is_still_named() -> None:
    assert judged(target("/x", Verdict.FAULTY, "http-404")).faults[0].found_on == ()


def test_the_basis_is_called_practice() -> None:
    assert BrokenLink.basis.startswith("工作惯例")


ACCOUNT = "某某民政"
SEEN = datetime.fromisoformat("2025-03-24T09:00:00+08:00")


def post(number: int) -> str:
    return f"https://mp.weixin.qq.com/s/{number}"


def known(number: int, title: str, days: int | None, url: str = "") -> Known:
    published = None if days is None else TODAY - timedelta(days=days)
    return Known(Article(ACCOUNT, title, url or post(number), published), SEEN, SEEN, "r1")


def in_articles(*every: Known, pages: list[str] | None = None, count: int | None = None, text: str = "") -> Fault:
    """The fault about a link that stands in these articles, or on these pages."""
    links = [Link(page, address("/x"), "a", text) for page in pages or [one.article.url for one in every]]
    broken = target("/x", Verdict.FAULTY, "http-404", *links, columns=(ACCOUNT, "通知公告"))
    broken = replace(broken, link_count=count or broken.link_count)
    plan = {"units": ["宣传处"], "accounts": [{"name": ACCOUNT, "platform": "wechat", "unit": "宣传处"}]}
    round_ = replace(observed(reading("通知公告"), plan=plan, targets=(broken,)), known={ACCOUNT: every})
    (fault,) = said(BrokenLink(), round_).faults
    return fault


def test_a_link_in_an_accounts_article_is_the_accounts_and_its_units() -> None:
    fault = in_articles(known(1, "预约指南", 3), text="阅读原文")

    assert (fault.column, fault.unit, fault.found_on) == (ACCOUNT, "宣传处", (post(1),))
    assert fault.title == "“某某民政”发布的“预约指南”中的链接“阅读原文”打不开：服务器回答 404（找不到）"
    assert fault.evidence["in_articles"] == ["预约指南"]


@pytest.mark.parametrize(("days", "day"), [(3, "2025-03-22"), (None, "2025-03-24")])
def test_the_day_of_the_article_is_kept_with_the_fault(days: int | None, day: str) -> None:
    evidence = in_articles(known(1, "预约指南", days)).evidence

    assert (evidence["account"], evidence["article_day"]) == (ACCOUNT, day)


def test_of_several_articles_the_newest_is_named_and_how_many_there_are() -> None:
    fault = in_articles(known(1, "旧文", 30), known(2, "新文", 2), known(3, "中间", 9), count=25)

    assert fault.title.startswith("“某某民政”发布的“新文”等 25 篇中的链接")
    assert (fault.evidence["in_articles"], fault.evidence["article_day"]) == (["新文", "中间", "旧文"], "2025-03-23")


def test_a_long_post_is_named_by_its_beginning() -> None:
    assert in_articles(known(1, "长" * 80, 3)).title.startswith(f"“某某民政”发布的“{'长' * 40}…”中的")


@pytest.mark.parametrize("page", ["/", "/tzgg/1.html"])
def test_where_the_portal_links_there_too_it_is_the_portals_link(page: str) -> None:
    fault = in_articles(known(1, "预约指南", 3), pages=[address(page), post(1)])

    assert fault.title.startswith("链接")
    assert fault.evidence["in_articles"] == ["预约指南"]
    assert fault.evidence.keys().isdisjoint({"account", "article_day"})


def test_what_an_account_lists_of_the_portal_is_a_page_of_the_portal() -> None:
    fault = in_articles(known(1, "预约指南", 3, url=address("/tzgg/1.html")))

    assert fault.title.startswith("链接")
    assert "in_articles" not in fault.evidence


def test_without_articles_nothing_is_said_of_them() -> None:
    assert "in_articles" not in judged(target("/x", Verdict.FAULTY, "dns", link("/a", "/x"))).faults[0].evidence
