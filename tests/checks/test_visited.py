"""Looks of a browser: which may be judged, whose they are, and what is gathered into one fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checks.blank_page import BlankPage
from checks.slow_page import SlowPage
from checks.visited import gathered, is_own, looks_of, registered, told
from inspection.observed import Observed
from inspection.records import Verdict
from inspection.visits import View, Visit
from tests.checks.rounds import HOME, address, article, observed, reading, said, target
from tests.checks.visited import visit, visited

COLUMN = reading("tzgg", article("关于申报的通知", url="/zz/1.html"))
ROUND = observed(COLUMN, columns={"tzgg": {"unit": "办公室"}}, plan={"units": ["办公室"]})
AT = ROUND.as_of - timedelta(hours=1)


def seen(*visits: Visit, of: Observed = ROUND) -> Observed:
    return visited(of, visit("/", at=AT), *visits)


def slow(url: str = "/zz/1.html", **more: Any) -> Visit:
    return visit(more.pop("url", url), at=AT, **{"paint": 9.0, **more})


@pytest.mark.parametrize(
    "more",
    [
        {"reason": "timeout"},
        {"status": 404},
        {"final_url": "https://login.example.com/"},
        {"url": "https://elsewhere.example.com/"},
        {"url": "/search/?q=1"},
    ],
)
def test_what_is_no_page_of_ours_is_not_judged(more: dict[str, Any]) -> None:
    round_ = observed(plan={"crawl": {"exclude": ["/search/"]}})

    assert said(SlowPage(), seen(slow(**more), of=round_)).faults == []


def test_a_page_that_is_gone_since_is_not_judged_by_an_earlier_look() -> None:
    gone = replace(ROUND, targets=(target("/zz/1.html", Verdict.FAULTY, "http-404"),))

    assert said(SlowPage(), seen(slow(), of=gone)).faults == []


def test_facts_that_nobody_can_read_cost_no_other_page() -> None:
    odd = replace(slow("/zz/2.html"), facts={"text": "many"})

    assert said(SlowPage(), seen(odd, slow())).subjects == [address("/zz/1.html")]


def test_a_fault_is_its_columns() -> None:
    (fault,) = said(SlowPage(), seen(slow())).faults

    assert (fault.column, fault.unit, fault.found_on) == ("tzgg", "办公室", (address("/zz/1.html"),))


def test_a_look_of_an_earlier_day_is_said_to_be_of_that_day() -> None:
    earlier = visit("/zz/1.html", at=AT - timedelta(days=4), paint=9.0)

    (fault,) = said(SlowPage(), seen(earlier)).faults

    assert fault.title.endswith("（3月21日用浏览器打开时所见）")


def test_a_look_of_today_needs_no_date() -> None:
    (fault,) = said(SlowPage(), seen(slow())).faults

    assert "用浏览器打开时" not in fault.title


def test_pages_that_this_round_saw_are_named_first() -> None:
    old = visit("/zz/1.html", at=AT - timedelta(days=2), round_="r0")
    new = visit("/zz/9.html", at=AT)
    round_ = visited(ROUND, old, new)

    fault = told(round_, "x", looks_of(round_).of(View.DESK)[::-1], "有问题", {})

    assert fault.found_on == (address("/zz/9.html"), address("/zz/1.html"))


@pytest.mark.parametrize(
    ("url", "place"),
    [("/", "/"), ("/tzgg/", "/tzgg/"), ("/zz/1.html", "/tzgg/"), ("/a/b/2.html", "/a/"), ("/3.html", "/")],
)
def test_faults_are_gathered_at_home_columns_and_folders(url: str, place: str) -> None:
    assert looks_of(seen()).place(address(url)) == address(place)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("mzj.sh.gov.cn", "sh.gov.cn"),
        ("sh.gov.cn", "sh.gov.cn"),
        ("a.b.example.com", "example.com"),
        ("example.com", "example.com"),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
        ("[::1]:80", "[::1]:80"),
        ("localhost", "localhost"),
        ("cdn.example.com:8443", "example.com"),
    ],
)
def test_a_host_is_known_by_the_name_that_was_registered(host: str, name: str) -> None:
    assert registered(host) == name


def test_hosts_under_the_same_name_are_ours() -> None:
    plan = ROUND.plan

    assert is_own("https://static.example.gov.cn/a.js", plan)
    assert not is_own("https://example.com/a.js", plan)


def test_few_are_told_one_by_one_and_many_as_one() -> None:
    known = looks_of(seen(slow()))
    page = [look for look in known.of(View.DESK) if look.url != HOME]

    few, many = ({f"{HOME}{n}.png": page for n in range(count)} for count in (3, 4))

    assert [subject for subject, _, _ in gathered(known, few, 3)] == list(few)
    assert [(subject, len(of)) for subject, of, _ in gathered(known, many, 3)] == [(address("/tzgg/"), 4)]


def test_what_several_places_share_is_the_sites() -> None:
    known = looks_of(seen(slow(), slow("/a/1.html")))
    pages = [look for look in known.of(View.DESK) if look.url != HOME]

    assert [subject for subject, _, _ in gathered(known, {"p": pages, "q": pages}, 1)] == [HOME]


def test_an_unopened_page_of_a_column_is_left_open_and_any_other_waits_its_turn() -> None:
    heard = said(
        BlankPage(), seen(visit("/tzgg/", at=AT, reason="timeout"), visit("/a/1.html", at=AT, reason="timeout"))
    )

    assert heard.reasons == [(address("/tzgg/"), "timeout")]


@pytest.mark.parametrize(
    ("plan", "open_"), [({}, 1), ({"crawl": {"browser": "never"}}, 0), ({"browser": {"pages": 0}}, 0)]
)
def test_where_no_browser_looked_it_is_said_once_if_one_was_wanted(plan: dict[str, Any], open_: int) -> None:
    heard = said(BlankPage(), observed(plan=plan))

    assert heard.reasons == [("某某局", "not-looked-at")] * open_


def test_where_only_other_pages_were_opened_the_home_page_is_left_open() -> None:
    assert said(BlankPage(), visited(ROUND, visit("/a/1.html", at=AT))).reasons == [(HOME, "not-looked-at")]
