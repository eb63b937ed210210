"""overdue-reply, sentence by sentence, and over boards of seeded layouts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checks.deadline import deadline
from checks.letters import masked
from checks.overdue_reply import OverdueReply
from inspection.calendar import Workdays
from inspection.durations import WorkdaySpan
from inspection.findings import Severity
from spiders.contents.reader import read_content
from tests.checks.contents import told_contents
from tests.checks.rounds import Said, observed, said
from tests.spiders.contents.board_pages import HOST, TODAY, Written, board

SEEDS = range(300 if os.environ.get("XUNJIAN_SLOW") else 25)
BOARD = {"name": "局长信箱", "url": "/jzxx/", "reply_within": "15 workdays"}


def judged(pages: Mapping[str, Any], today: date = date(2025, 3, 25), **board: Any) -> Said:
    round_ = observed(today=today, plan={"messages": [{**BOARD, **board}]})
    return said(OverdueReply(), replace(round_, contents=told_contents(pages)))


def of(*letters: dict[str, Any]) -> dict[str, Any]:
    return {"/jzxx/": {"类型": "列表", "标题": "局长信箱", "留言": list(letters)}}


def letter(asked: str, answered: str | None = None, n: int = 1, **more: Any) -> dict[str, Any]:
    told = {"标题": f"关于养老院收费的问题{n}", "地址": f"/jzxx/{n}.html", "来信": asked, **more}
    return {**told, "答复": answered, "有无答复": "有"} if answered else {**told, "有无答复": "没有"}


def is_late(one: Written, on: date) -> bool:
    return bool(deadline(one.asked, WorkdaySpan(15), Workdays()).passed(on))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_board_of_any_layout_tells_who_waits_and_who_waited_too_long(seed: int) -> None:
    made = board(seed)
    contents = {url: read_content(html.encode(made.charset), url) for url, html in made.pages.items()}
    plan = {"site": {"name": "某局", "home": f"{HOST}/"}, "messages": [{**BOARD, "url": "/hdjl/lyb/"}]}

    heard = said(OverdueReply(), replace(observed(today=TODAY, plan=plan), contents=contents))

    late = [fault for fault in heard.faults if fault.subject.endswith("：逾期答复")]
    waiting = {(fault.evidence["asked"], fault.severity) for fault in heard.faults if fault not in late}
    truly = [one for one in made.letters if one.answered is None and is_late(one, TODAY)]
    veto = {(one.asked.isoformat(), Severity.CRITICAL if (TODAY - one.asked).days > 92 else None) for one in truly}
    assert (waiting, len(heard.faults) - len(late)) == (veto, len(truly))
    assert sum(int(str(fault.evidence["count"])) for fault in late) == sum(
        one.answered is not None and is_late(one, one.answered) for one in made.letters
    )


def test_the_last_day_in_time_is_still_in_time() -> None:
    due = deadline(date(2025, 3, 3), WorkdaySpan(15), Workdays()).day

    assert judged(of(letter("2025-03-03")), due).faults == []
    assert len(judged(of(letter("2025-03-03")), due + timedelta(days=1)).faults) == 1


def test_more_than_three_months_is_a_veto() -> None:
    heard = judged(of(letter("2024-12-01"), letter("2025-02-01", n=2)))

    assert [fault.severity for fault in heard.faults] == [Severity.CRITICAL, None]
    assert heard.faults[0].basis is None
    assert "方案" in (heard.faults[1].basis or "")


def test_answers_that_came_late_are_one_warning_with_their_number() -> None:
    heard = judged(
        of(
            letter("2025-01-02", "2025-03-01"),
            letter("2025-01-02", "2025-02-28", n=2),
            letter("2025-02-10", "2025-02-12", n=3),
        )
    )

    (fault,) = heard.faults
    assert (fault.subject, fault.severity, fault.evidence["count"]) == ("局长信箱：逾期答复", Severity.WARNING, 2)


def test_what_is_older_than_the_plan_looks_back_is_left_alone() -> None:
    assert judged(of(letter("2023-01-02")), back="365d").faults == []


def test_of_many_unanswered_the_oldest_stand_alone_and_the_rest_together() -> None:
    heard = judged(of(*(letter("2025-01-02", n=n) for n in range(25))))

    assert len(heard.faults) == 21
    assert (heard.faults[-1].subject, heard.faults[-1].evidence["count"]) == ("局长信箱：其余未答复", 5)


def test_the_answer_on_the_letters_own_page_counts() -> None:
    pages = of({"标题": "关于养老院收费的问题", "地址": "/jzxx/1.html", "来信": "2025-01-02"})
    pages["/jzxx/1.html"] = {"标题": "来信", "留言": [{"标题": "来信", "答复": "2025-01-08", "有无答复": "有"}]}

    assert judged(pages).faults == []


def test_a_page_without_an_answer_among_pages_that_have_one_is_unanswered() -> None:
    pages = of(*({"标题": f"关于低保的问题{n}", "地址": f"/jzxx/{n}.html", "来信": "2025-01-02"} for n in range(4)))
    for n in range(4):
        answer = {"答复": "2025-01-08", "有无答复": "有"} if n else {}
        pages[f"/jzxx/{n}.html"] = {
            "标题": f"关于低保的问题{n}",
            "留言": [{"标题": "来信", "来信": "2025-01-02", **answer}],
        }

    assert judged(pages).subjects == ["https://example.gov.cn/jzxx/0.html"]


def test_further_pages_of_the_list_are_read() -> None:
    pages = {**of(letter("2025-03-20")), "/jzxx/index_2.html": {"类型": "列表", "留言": [letter("2025-01-02", n=9)]}}

    assert judged(pages).subjects == ["https://example.gov.cn/jzxx/9.html"]


def test_another_board_is_not_this_one() -> None:
    pages = {**of(letter("2025-03-20")), "/lyb/": {"类型": "列表", "留言": [letter("2025-01-02", n=9)]}}

    assert judged(pages).faults == []


def test_letters_without_days_are_counted_and_not_accused() -> None:
    heard = judged(
        of(
            {"标题": "关于低保的咨询", "地址": "/jzxx/1.html", "状态": "已回复", "有无答复": "有"},
            letter("2025-03-20", n=2),
        )
    )

    assert (heard.faults, heard.reasons) == ([], [("局长信箱", "letters-undated")])


def test_a_board_that_was_not_read_or_shows_no_letters_is_undecided() -> None:
    at = "https://example.gov.cn/jzxx/"

    assert judged({}).reasons == [(at, "page-not-read")]
    assert judged(of()).reasons == [(at, "letters-not-found")]


def test_where_nobody_read_pages_it_is_said_once() -> None:
    round_ = observed(plan={"messages": [BOARD, {**BOARD, "name": "留言板"}]})

    assert said(OverdueReply(), round_).reasons == [("某某局", "pages-not-read")]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("王小明反映养老院收费", "王**反映养老院收费"),
        ("关于李晓红女士低保申请", "关于李**女士低保申请"),
        ("关于高龄老人津贴的咨询", "关于高龄老人津贴的咨询"),
        ("市民反映墓地收费", "市民反映墓地收费"),
    ],
)
def test_people_are_not_named(title: str, shown: str) -> None:
    assert masked(title) == shown
