"""Daily rounds equal full ones, watch rounds are cheap and right, and every link has its turn."""

import datetime as dt
import os
from pathlib import Path

import pytest

from tests.service_blackbox.chain import chain
from tests.service_blackbox.days import Days
from tests.service_blackbox.rounds import FAKETIME, findings

pytestmark = pytest.mark.skipif(
    os.environ.get("XUNJIAN_SLOW") != "1" or not FAKETIME.exists(), reason="slow, and needs libfaketime: XUNJIAN_SLOW=1"
)


@pytest.mark.parametrize("seed", range(1, 11))
def test_a_daily_round_finds_what_a_full_one_finds(seed: int, tmp_path: Path) -> None:
    different = [day for day in chain(seed, 5, tmp_path, 600) if day.only_daily or day.only_full or day.undecided]
    assert not different


@pytest.mark.parametrize("articles", [2000, 5000])
def test_a_daily_round_costs_a_tenth(articles: int, tmp_path: Path) -> None:
    (day,) = chain(3, 1, tmp_path, articles, larges=False)
    assert day.requests[0] <= 0.1 * day.requests[1]
    assert day.cpu[0] <= 0.1 * day.cpu[1]


def test_a_watch_round_on_forty_columns_takes_about_fifty_requests(tmp_path: Path) -> None:
    days = Days(5, tmp_path, 1200, 40)
    days.round("full")
    _, _, quiet = days.round("watch")
    slug = next(c.slug for c in days.portal.columns.values() if c.kind == "动态要闻")
    days.portal.publish(slug, days.portal.today)
    _, _, busy = days.round("watch")
    assert quiet <= 60
    assert busy <= 65


def test_a_watch_round_sees_that_a_column_has_news(tmp_path: Path) -> None:
    days = Days(6, tmp_path, 600, 20)
    column = next(c for c in days.portal.columns.values() if c.kind == "动态要闻" and not c.blank)
    for one in days.portal.in_column(column.slug):
        one.date -= dt.timedelta(days=30)
    stale = ("stale-column", column.name, "error")
    before = {finding[:2] for finding in findings(days.round("full")[0])}
    watched = {finding[:2] for finding in findings(days.round("watch")[0])}
    days.portal.publish(column.slug, days.portal.today)
    after = {finding[:2] for finding in findings(days.round("watch")[0])}
    assert (stale[:2] in before, stale[:2] in watched, stale[:2] in after) == (True, True, False)


def test_every_link_has_its_turn_within_the_days_of_the_plan(tmp_path: Path) -> None:
    days = Days(7, tmp_path, 600, 20, "rounds: {verify_within: 4d}")
    days.round("full")
    asked: set[str] = set()
    for _ in range(4):
        days.portal.day += 1
        asked |= days.round("daily")[1]
    assert not days.everything() - asked
