"""How far back an account's articles matter."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from inspection.plan_file import load_plan
from spiders.accounts.reach import how_far_back

AS_OF = datetime.fromisoformat("2025-03-25T09:00:00+08:00")
PLAN = """
site: {name: 甲市民政局, home: "https://mzj.example.org/"}
columns: [{name: 政策文件, url: /zcwj/, kind: 政策文件}, {name: 政策解读, url: /zcjd/}]
accounts: [{name: 甲市民政, platform: wechat, update_within: 14d%s}]
"""


@pytest.mark.parametrize(
    ("account", "more", "since"),
    [
        ("", "", "2024-09-26"),
        (", originality: {share: 0.3, within: 240d}", "", "2024-07-28"),
        (", replying: {back: 190d}", "", "2024-09-16"),
        ("", "interpretation: {policies: [政策文件], interpretations: [政策解读], since: 2024-06-01}", "2024-09-26"),
        ("", "interpretation: {policies: [政策文件], interpretations: [甲市民政], since: 2024-06-01}", "2024-03-03"),
        ("", "interpretation: {policies: [政策文件], interpretations: [甲市民政]}", "2024-02-19"),
        ("", "crossposts: [{name: 同步, from: [政策文件], to: [甲市民政], since: 2024-12-01}]", "2024-09-02"),
        ("", "crossposts: [{name: 同步, from: [甲市民政], to: [政策文件]}]", "2024-02-19"),
        (
            "",
            "expectations: [{name: 清明, due: {before: 清明, window: 200d}, title: 清明, columns: [甲市民政]}]",
            "2024-09-16",
        ),
        ("", "expectations: [{name: 清明, due: {before: 清明, window: 200d}, title: 清明}]", "2024-09-26"),
    ],
)
def test_as_far_as_anything_in_the_plan_looks_and_at_most_four_hundred_days(
    account: str, more: str, since: str
) -> None:
    plan = load_plan(PLAN % account + more)

    assert how_far_back(plan, plan.accounts[0], AS_OF, "full") == date.fromisoformat(since)


def test_a_watch_round_looks_at_freshness_alone() -> None:
    plan = load_plan(PLAN % ", originality: {share: 0.3}")

    assert how_far_back(plan, plan.accounts[0], AS_OF, "watch") == date(2025, 2, 25)
