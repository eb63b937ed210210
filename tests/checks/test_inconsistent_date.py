"""inconsistent-date, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.inconsistent_date import InconsistentDate
from inspection.contents import StatedBy, StatedDay
from inspection.findings import Severity
from inspection.observed import Observed
from inspection.records import Article, DateFrom
from tests.checks.contents import content
from tests.checks.rounds import TODAY, Said, address, article, observed, reading, said

ZONE = ZoneInfo("Asia/Shanghai")
LISTED = date(2025, 3, 20)


def at(day: date) -> datetime:
    return datetime.combine(day, time(8), ZONE)


def told(days: dict[StatedBy, date], listed: date | None = LISTED, **more: Any) -> Observed:
    return of([article("关于年检的通知", listed, url="/1.html")], {"/1.html": days}, **more)


def of(
    articles: list[Article],
    pages: dict[str, dict[StatedBy, date]],
    *,
    lacked: date | None = None,
    seen: date | None = None,
    plan: dict[str, Any] | None = None,
    fields: dict[str, str] | None = None,
    **reading_: Any,
) -> Observed:
    round_ = observed(reading("通知公告", *articles, **reading_), plan=plan)
    contents = {
        address(path): replace(
            content(address(path), {"信息表": fields or {}}), days=tuple(StatedDay(day, by) for by, day in days.items())
        )
        for path, days in pages.items()
    }
    urls = [one.url for one in articles] if lacked and seen else []
    return replace(
        round_,
        contents=contents,
        first_seen={url: at(seen) for url in urls if seen},
        lacked_at={url: at(lacked) for url in urls if lacked},
    )


def judged(*args: Any, **more: Any) -> Said:
    return said(InconsistentDate(), told(*args, **more))


@given(st.integers(-400, 5))
def test_list_and_page_may_differ_by_as_much_as_the_plan_says(days: int) -> None:
    shown = LISTED + timedelta(days=days)
    assert bool(judged({StatedBy.SHOWN: shown}).faults) == (abs(days) > 3)


@pytest.mark.parametrize("by", [StatedBy.META, StatedBy.ADDRESS])
def test_labels_and_addresses_that_differ_are_no_fault_by_themselves(by: StatedBy) -> None:
    assert judged({StatedBy.SHOWN: LISTED, by: date(2025, 3, 1)}).faults == []


def test_the_days_document_was_formed_on_is_no_day_of_publication() -> None:
    day = date(2024, 12, 31)
    assert judged({StatedBy.TABLE: day}, fields={"成文日期": day.isoformat()}).faults == []


def test_one_agreeing_place_on_the_page_is_enough() -> None:
    assert judged({StatedBy.SHOWN: LISTED, StatedBy.TABLE: date(2025, 1, 1)}).faults == []


def test_a_day_out_of_a_title_or_an_address_is_not_what_the_list_states() -> None:
    for where in (DateFrom.TITLE, DateFrom.ADDRESS, DateFrom.META):
        own = article("年检", LISTED, url="/1.html", date_from=where)
        round_ = of([own], {"/1.html": {StatedBy.SHOWN: date(2025, 1, 1)}})
        assert said(InconsistentDate(), round_).faults == []


def test_a_list_that_states_no_year_is_not_compared_by_years() -> None:
    assert judged({StatedBy.SHOWN: date(2024, 3, 20)}, by_day=True).faults == []


def test_a_wrong_year_of_a_list_that_states_it_is_a_fault() -> None:
    assert len(judged({StatedBy.SHOWN: date(2024, 3, 20)}).faults) == 1


def test_an_article_that_claims_a_day_long_before_it_was_there_is_an_error() -> None:
    claimed = date(2025, 2, 1)
    heard = judged({StatedBy.SHOWN: claimed}, listed=claimed, lacked=date(2025, 3, 18), seen=date(2025, 3, 19))
    assert [fault.severity for fault in heard.faults] == [Severity.ERROR]


@pytest.mark.parametrize("lacked", [date(2025, 2, 1), date(2025, 2, 4), date(2025, 1, 20)])
def test_what_came_between_two_looks_is_no_fault(lacked: date) -> None:
    claimed = date(2025, 2, 1)
    heard = judged({StatedBy.SHOWN: claimed}, listed=claimed, lacked=lacked, seen=date(2025, 3, 19))
    assert heard.faults == []


def test_an_address_that_names_the_claimed_day_speaks_for_a_late_release() -> None:
    claimed = date(2025, 2, 1)
    days = {StatedBy.SHOWN: claimed, StatedBy.ADDRESS: claimed}
    assert judged(days, listed=claimed, lacked=date(2025, 3, 18), seen=date(2025, 3, 19)).faults == []


def test_an_address_of_later_speaks_against_the_claim() -> None:
    claimed = date(2025, 2, 1)
    days = {StatedBy.SHOWN: claimed, StatedBy.ADDRESS: date(2025, 3, 19)}
    assert len(judged(days, listed=claimed, lacked=date(2025, 3, 18), seen=date(2025, 3, 19)).faults) == 1


def test_a_policy_of_last_year_that_is_put_up_late_is_no_fault() -> None:
    day = date(2024, 6, 3)
    more: dict[str, Any] = {
        "lacked": date(2025, 3, 18),
        "seen": date(2025, 3, 19),
        "fields": {"成文日期": "2024年6月3日"},
    }
    assert judged({StatedBy.META: date(2025, 3, 19)}, listed=day, **more).faults == []


def test_the_evidence_says_which_days_stand_where() -> None:
    fault = judged({StatedBy.SHOWN: date(2025, 2, 1), StatedBy.META: date(2025, 3, 21)}).faults[0]
    assert fault.evidence["stated_days"] == ["列表：2025-03-20", "稿件页面：2025-02-01", "网页标签：2025-03-21"]


def many(count: int, **more: Any) -> Said:
    articles = [article(f"第{n}号通知", date(2024, 1, 1) + timedelta(days=n), url=f"/{n}.html") for n in range(count)]
    pages = {
        f"/{n}.html": {StatedBy.SHOWN: date(2024, 1, 1) + timedelta(days=n + 60 * (not more))} for n in range(count)
    }
    return said(InconsistentDate(), of(articles, pages, **more))


@pytest.mark.parametrize(("count", "faults"), [(9, 9), (10, 1), (300, 1)])
def test_a_template_that_shows_another_day_is_one_fault(count: int, faults: int) -> None:
    assert len(many(count).faults) == faults


@pytest.mark.parametrize(("count", "faults"), [(9, 9), (10, 1), (59, 1), (60, 0), (300, 0)])
def test_articles_that_were_moved_in_bulk_are_one_hint_or_none(count: int, faults: int) -> None:
    assert len(many(count, lacked=date(2025, 3, 18), seen=date(2025, 3, 19)).faults) == faults


def test_exempt_and_older_articles_are_left_out() -> None:
    for dating in ({"exempt": ["年检"]}, {"since": "2025-03-21"}):
        assert judged({StatedBy.SHOWN: date(2025, 2, 1)}, plan={"dating": dating}).faults == []


def test_a_page_that_was_not_read_and_a_column_that_was_not_are_in_doubt() -> None:
    round_ = of([article("年检", LISTED, url="/1.html")], {}, complete=False, most_before=40)
    assert said(InconsistentDate(), round_).reasons == [
        ("通知公告", "incomplete"),
        (address("/1.html"), "page-not-read"),
    ]


def test_a_future_day_is_another_checks() -> None:
    ahead = TODAY + timedelta(days=30)
    heard = judged({StatedBy.SHOWN: ahead}, listed=ahead, lacked=date(2025, 3, 18), seen=date(2025, 3, 19))
    assert heard.faults == []


@pytest.mark.parametrize("kind", ["静态", "其他"])
def test_of_a_column_that_is_not_read_because_it_stays_as_it_is_nothing_is_said(kind: str) -> None:
    seen = told({StatedBy.SHOWN: LISTED})
    more = seen.plan.columns[0].model_copy(update={"name": "机构职能", "kind": kind})
    seen = replace(seen, plan=seen.plan.model_copy(update={"columns": (*seen.plan.columns, more)}))

    assert bool(said(InconsistentDate(), seen).reasons) == (kind == "其他")
