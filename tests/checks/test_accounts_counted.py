"""Accounts in interpretations and expectations: they count as the plan says, and where unread nothing is proved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checks.missing_interpretation import MissingInterpretation
from checks.missing_publication import MissingPublication
from checks.obligations import pairings
from checks.unlinked_interpretation import UnlinkedInterpretation
from inspection.observed import Observed
from inspection.records import Article, ColumnReading, ColumnState, PairedBy, Related
from tests.checks.policies import MONDAY, NAME, P, policy
from tests.checks.rounds import address, article, observed, reading, said

LONG_AGO = date(2024, 1, 1)
POST = "https://mp.weixin.qq.com/s?__biz=A&mid=22&idx=1&sn=b"
QINGMING = {
    "name": "清明祭扫",
    "due": {"before": "清明", "lead": "14d", "window": "60d"},
    "all_of": ["清明", "祭扫"],
    "columns": ["上海民政"],
}


def post(title: str, day: date = MONDAY, **more: Any) -> Article:
    return replace(article(title, day, **more), url=POST)


def account(*posts: Article, since: date | None = LONG_AGO, **more: Any) -> ColumnReading:
    return reading("上海民政", *posts, covers_since=since, **{"complete": False, **more})


def round_(told: ColumnReading | None, document: Article | None = None, **plan: Any) -> Observed:
    rule = {"policies": ["政策文件"], "interpretations": ["上海民政"], "within": "3 workdays"}
    whole = {"accounts": [{"name": "上海民政", "platform": "wechat"}], "interpretation": rule, **plan}
    column = reading("政策文件", document or policy())
    return observed(column, *([told] if told else []), plan=whole)


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        (f"《{NAME}》解读", True),
        (f"一图读懂｜{NAME}", True),
        (f"关于印发《{NAME}》的通知", False),
        (f"我局印发《{NAME}》", False),
        ("这些老人可以领补贴", False),
    ],
)
def test_an_accounts_article_interprets_where_its_title_says_so(title: str, counts: bool) -> None:
    assert bool(said(MissingInterpretation(), round_(account(post(title)))).faults) is not counts


def test_a_free_title_interprets_what_it_gives_as_its_original() -> None:
    told = account(post("这些老人可以领补贴", original_url=address(P)))
    assert [p.reason for p in pairings(round_(told))] == [PairedBy.LINK]


@pytest.mark.parametrize(
    "written", [POST, POST.replace("https", "http").replace("&", "&amp;") + "&amp;scene=1#wechat_redirect"]
)
def test_a_free_title_interprets_the_policy_whose_page_links_to_it(written: str) -> None:
    document = replace(policy(), related=(Related("解读", written),))
    assert len(pairings(round_(account(post("这些老人可以领补贴")), document))) == 1


def test_a_copy_of_the_policy_is_no_interpretation_though_it_links_to_it() -> None:
    told = account(post(f"关于印发《{NAME}》的通知", original_url=address(P)))
    assert pairings(round_(told)) == ()


@pytest.mark.parametrize(
    ("told", "certain"),
    [
        (None, False),
        (account(state=ColumnState.BLOCKED, reason="captcha"), False),
        (account(post("别的"), since=None), False),
        (account(post("别的"), since=MONDAY), False),
        (account(post("别的"), since=MONDAY - timedelta(days=7)), True),
        (account(*(post("很久以前", LONG_AGO) for _ in range(5)), since=None), False),
    ],
)
def test_absence_proves_something_where_the_account_was_read_back_to_the_week_before(
    told: ColumnReading | None, certain: bool
) -> None:
    heard = said(MissingInterpretation(), round_(told))
    assert bool(heard.faults) is certain
    assert heard.reasons == ([] if certain else [(address(P), "interpretations-not-read")])


def test_an_interpretation_on_an_account_need_not_be_linked() -> None:
    heard = said(UnlinkedInterpretation(), round_(account(post(f"《{NAME}》解读")), policy(read_in_full=True)))
    assert (heard.faults, heard.untold) == ([], [])


def test_an_expectation_may_name_an_account() -> None:
    kept = round_(account(post("2025年清明祭扫这样安排", date(2025, 3, 12))), expectations=[QINGMING])
    assert said(MissingPublication(), kept).faults == []
    assert said(MissingPublication(), round_(account(), expectations=[QINGMING])).subjects == ["清明祭扫"]


@pytest.mark.parametrize(
    "told",
    [
        None,
        account(state=ColumnState.BLOCKED, reason="cookie-wall"),
        account(state=ColumnState.UNREACHABLE, reason="http-404"),  # the feed is gone, not the account
        account(post("别的"), since=date(2025, 3, 1)),
    ],
)
def test_an_expectation_of_an_account_that_was_not_read_is_left_open(told: ColumnReading | None) -> None:
    heard = said(MissingPublication(), round_(told, expectations=[QINGMING]))
    assert (heard.faults, heard.reasons) == ([], [("清明祭扫", "columns-not-read")])


def test_an_accounts_article_fulfils_an_expectation_that_names_no_place() -> None:
    anywhere = {key: value for key, value in QINGMING.items() if key != "columns"}
    kept = round_(account(post("2025年清明祭扫这样安排", date(2025, 3, 12))), expectations=[anywhere])
    assert said(MissingPublication(), kept).faults == []
