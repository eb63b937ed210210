"""What is due, and what became of it: nothing is missed that nobody watched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from desk.desk import Desk
from inspection.due import Due
from inspection.expected import Fate, Item
from inspection.occurrences import occurrences_between, occurrences_of
from inspection.people import Role
from inspection.plan_file import parse_plan
from schedulers.expected import publications
from schedulers.known_now import known_now
from tests.desk.conftest import NOW, PLAN, Now
from tests.desk.looked import article, looked, reading
from tests.desk.samples import issue_of, opened

QINGMING = date(2026, 3, 29)  # 4月5日, seven days before
AFTER = datetime(2026, 4, 2, 0, 30, tzinfo=UTC)
OURS = PLAN.replace("title: 清明,", "all_of: [清明],")
OLD = article(date(2024, 1, 1), "旧闻")


def _of(desk: Desk, now: datetime = NOW, year: int = 2026) -> Item:
    plan = parse_plan(OURS, "plan")
    known = known_now(desk.store, plan, now)
    (item,) = publications(known, date(year, 1, 1), date(year, 12, 31), [])
    return item


def test_an_article_in_time_is_the_evidence(desk: Desk) -> None:
    looked(desk, reading(article(date(2026, 3, 20), "清明祭扫须知"), OLD))

    item = _of(desk)

    assert (item.fate, item.day, item.title) == (Fate.DONE, date(2026, 3, 20), "清明祭扫须知")


def test_an_article_after_its_day_is_late_by_so_many_days(desk: Desk) -> None:
    looked(desk, reading(article(QINGMING + timedelta(days=3), "清明祭扫须知"), OLD))

    assert (_of(desk).fate, _of(desk).words) == (Fate.LATE, "迟发 3 天")


def test_what_nobody_watched_then_is_not_called_missed(desk: Desk) -> None:
    looked(desk, reading(OLD))

    assert _of(desk).fate is Fate.UNWATCHED


def test_what_a_round_looked_for_in_vain_is_missed(desk: Desk) -> None:
    looked(desk, reading(OLD), at=AFTER)
    looked(desk, reading(OLD))

    assert _of(desk).fate is Fate.MISSED


def test_while_it_is_owed_it_is_overdue(desk: Desk) -> None:
    looked(desk, reading(OLD), at=AFTER - timedelta(hours=1))

    assert (_of(desk, AFTER).fate, _of(desk, AFTER).words) == (Fate.OVERDUE, "未发布，已逾期 4 天")


def test_a_list_that_was_not_read_far_enough_leaves_it_open(desk: Desk) -> None:
    looked(desk, reading(article(date(2026, 4, 1), "近闻"), complete=False), at=AFTER - timedelta(hours=1))

    assert _of(desk, AFTER).fate is Fate.UNKNOWN


def test_a_column_last_read_before_its_day_leaves_it_open(desk: Desk) -> None:
    looked(desk, reading(OLD), at=AFTER - timedelta(days=6))
    looked(desk, at=AFTER - timedelta(hours=1))

    assert _of(desk, AFTER).fate is Fate.UNKNOWN


def test_a_match_without_a_date_leaves_it_open(desk: Desk) -> None:
    looked(desk, reading(article(None, "清明祭扫须知", name="x"), OLD), at=AFTER - timedelta(hours=1))

    assert "没有发布日期" in _of(desk, AFTER).why


def test_what_lies_ahead_is_pending_and_then_near(desk: Desk) -> None:
    looked(desk, reading(OLD))
    early, late = _of(desk, year=2027), _of(desk, datetime(2027, 3, 20, tzinfo=UTC), 2027)

    assert (early.fate, late.fate) == (Fate.PENDING, Fate.NEAR)


@given(
    st.sampled_from([{"monthly": 31}, {"quarterly": 10}, {"yearly": "02-29"}, {"before": "春节"}, {"before": "除夕"}]),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
def test_the_years_occurrences_hold_those_that_are_judged_on_any_day(rule: dict[str, object], day: date) -> None:
    due = Due.model_validate(rule)
    some = occurrences_between(due, date(day.year - 1, 1, 1), date(day.year + 1, 12, 31))

    judged = [one for one in occurrences_of(due, day) if abs(one.due_at.year - day.year) <= 1]

    assert set(judged) <= set(some)
    assert list(some) == sorted(set(some), key=lambda one: one.due_at)


def test_the_page_shows_the_month_with_its_evidence(
    client_of: Callable[..., TestClient], desk: Desk, plan_path: Path
) -> None:
    plan_path.write_text(OURS, encoding="utf-8")
    looked(desk, reading(article(date(2026, 3, 20), "清明祭扫<b>须知</b>"), OLD))

    page = client_of(Role.READER).get("/expectations?month=2026-03").text

    assert "提前 9 天" in page
    assert "清明祭扫&lt;b&gt;须知" in page


def test_the_issue_that_tells_of_it_is_one_click_away(
    client_of: Callable[..., TestClient], desk: Desk, clock: Now
) -> None:
    clock.at = AFTER
    looked(desk, reading(OLD), at=AFTER - timedelta(hours=1))
    told = issue_of("清明祭扫提示", "missing-publication", evidence={"due": QINGMING.isoformat()})
    (issue,) = opened(desk, told)

    assert f'href="/issues/{issue.id}"' in client_of(Role.READER).get("/expectations").text


@pytest.mark.parametrize("query", ["month=2026-13", "month=9999-01", "view=x&state=y", "unit=%00", "month=%ff"])
def test_odd_queries_show_the_present_month(client_of: Callable[..., TestClient], query: str) -> None:
    answer = client_of(Role.READER).get(f"/expectations?{query}")

    assert (answer.status_code, "2026年11月" in answer.text) == (200, True)


def test_a_plan_that_asks_for_nothing_says_what_to_do(client_of: Callable[..., TestClient], plan_path: Path) -> None:
    plan_path.write_text(PLAN.partition("expectations:")[0], encoding="utf-8")

    assert "方案里没有写应发布的内容" in client_of(Role.READER).get("/expectations").text
