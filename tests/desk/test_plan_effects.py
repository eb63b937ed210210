"""What an edited plan ends: every issue is counted, and no check is passed over that the edit concerns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

import pytest
from starlette.testclient import TestClient

from desk.desk import Desk
from desk.plan_effects import MOST, SHOWN, concerned, effects
from inspection.asking import no_longer_asked
from inspection.issue import Issue
from inspection.people import Role
from inspection.plan import Plan
from inspection.plan_file import digest_of, parse_plan
from notifications.wording import CHECK_NAMES
from tests.desk.conftest import PLAN
from tests.desk.samples import HOME, issue_of, opened

TODAY = date(2026, 11, 23)
LONE = "site: {name: 某局, home: 'https://mzj.example.gov.cn/'}\n"
BARE = f"{LONE}columns: [{{name: 通知公告, url: /tzgg/, update_within: 14d}}]\n"
PARTS = (
    f"{LONE}columns: [{{name: 工作动态, url: /gzdt/, update_within: 14d}}]\n",
    f"{BARE}crawl: {{exclude: [/attach/]}}\n",
    f"{BARE}crawl: {{browser: never}}\n",
    f"{BARE}browser: {{pages: 0, leaving_notice: false}}\n",
    f"{BARE}availability: {{enabled: false}}\n",
    f"{BARE}availability: {{ipv6: true, https: true}}\n",
    f"{BARE}suspicion: {{trusted: [other.example.com], exempt: [某词]}}\n",
    f"{BARE}accounts: [{{name: 工作动态, platform: weibo, update_within: 7d}}]\n",
    BARE.replace("https:", "http:"),
    BARE,
)


def plans() -> Iterator[tuple[Plan, Plan]]:
    read = [parse_plan(text) for text in PARTS]
    return product(read, read)


def issues() -> list[Issue]:
    """Of every check, about whatever the plans above ask for."""
    about = ("工作动态", f"{HOME}/attach/1.doc", "https://other.example.com/")
    evidence = {"account": "工作动态", "words": ["某词"], "published": "2026-11-20"}
    return [issue_of(subject, check, evidence=evidence) for subject in about for check in CHECK_NAMES]


def test_no_check_is_passed_over_whose_issues_an_edit_ends() -> None:
    overlooked = {
        one.check
        for before, after in plans()
        for one in issues()
        if no_longer_asked(one, after, TODAY) and not no_longer_asked(one, before, TODAY)
        if one.check not in concerned(before, after)
    }

    assert overlooked == set()


def test_an_edit_of_what_issues_do_not_rest_on_looks_at_none() -> None:
    before, after = parse_plan(BARE), parse_plan(f"{BARE}units: [办公室]\n")

    assert concerned(before, after) == frozenset()


def test_all_that_lapse_are_counted_and_the_first_are_shown() -> None:
    before, after = parse_plan(PARTS[0]), parse_plan(BARE)
    many = (issue_of("工作动态", "stale-column") for _ in range(6000))

    found = effects(many, before, after, TODAY)

    assert (found.count, len(found.lapsing), found.whole) == (6000, SHOWN, True)


def test_what_was_not_looked_through_is_told() -> None:
    one, plan = issue_of(check="blank-page"), parse_plan(BARE)

    found = [effects((one for _ in range(many)), plan, plan, TODAY).whole for many in (MOST, MOST + 1)]

    assert found == [True, False]


@pytest.mark.parametrize("before_them", [0, 600])
def test_the_review_counts_issues_of_little_weight_behind_many(
    desk: Desk, client_of: Callable[..., TestClient], before_them: int
) -> None:
    heavy = [issue_of(f"{HOME}/{n}", "conflicting-facts", column="工作动态") for n in range(before_them)]
    light = [issue_of(f"{HOME}/gzdt/{n}", "future-date", column="养老服务", due_at=None) for n in range(7)]
    opened(desk, *heavy, *light)
    text = PLAN.replace("name: 养老服务", "name: 为老服务")
    form = {"text": text, "base": digest_of(PLAN), "why": "", "step": "review"}

    page = client_of(Role.TRIAGE).post("/plan/edit", data=form).text

    assert "有 <strong>7</strong> 张未办结的不再要求" in page
