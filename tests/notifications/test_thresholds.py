"""The distance to a veto is what the indicators say."""

from __future__ import annotations

import pytest

from notifications.thresholds import near, standing, thresholds_of
from tests.notifications.samples import finding

WATCHED, ANY, BLANK = range(3)


def _stale(count):
    return [finding("stale-column", f"栏目{n}") for n in range(count)]


def _states(findings, kinds=None):
    return [(t["count"], t["left"], t["state"]) for t in thresholds_of(findings, kinds or {})]


def test_a_site_without_findings_is_clear_of_every_veto():
    assert _states([]) == [(0, 5, "clear"), (0, 10, "clear"), (0, 5, "clear")]


@pytest.mark.parametrize(
    ("count", "state"), [(2, "clear"), (3, "warning"), (4, "warning"), (5, "vetoed"), (9, "vetoed")]
)
def test_blank_columns_warn_above_two_and_veto_at_five(count, state):
    found = [finding("blank-column", f"栏目{n}") for n in range(count)]
    assert _states(found)[BLANK] == (count, max(0, 5 - count), state)


@pytest.mark.parametrize(("count", "state"), [(6, "clear"), (7, "warning"), (9, "warning"), (10, "vetoed")])
def test_stale_columns_warn_above_six_and_veto_at_ten(count, state):
    assert _states(_stale(count))[ANY] == (count, 10 - count, state)


@pytest.mark.parametrize(("kind", "counted"), [("动态要闻", 1), ("通知公告", 1), ("政策文件", 1), ("业务工作", 0)])
def test_only_news_notices_and_policies_count_for_the_stricter_veto(kind, counted):
    assert _states(_stale(1), {"栏目0": kind})[WATCHED][0] == counted


def test_a_column_counts_once():
    assert _states(_stale(1) * 3)[ANY][0] == 1


def test_what_vetoes_by_itself_is_no_number_of_columns():
    assert standing(0, 0, 1) == "尚未触及，一经出现即否决"
    assert standing(0, 2, 1) == "尚未触及，另有 2 个未能判定，一经出现即否决"
    assert near("首页不更新", 0, 1, ["首页不更新"]) == "首页不更新：临近单项否决线"
