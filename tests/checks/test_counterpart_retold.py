"""Offices with many notices that accounts retell: contradictions found, look-alikes left alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.conflicting_facts import ConflictingFacts
from checks.counterpart_search import MatchedBy, Side
from checks.counterparts import compare
from inspection.records import Article
from tests.checks.retellings import LOOKALIKES, SERIES, Matter, a_matter, form, notice, post
from tests.checks.rounds import TODAY, Said, article, observed, reading, said

seeds = st.integers(0, 10**9)
ALL = [(series, which) for series, (_, names) in enumerate(SERIES) for which in range(len(names))]
MATTER = Matter("举办", "家庭照护技能公益课堂", date(2025, 3, 3), date(2025, 3, 10), date(2025, 3, 28), "62891234")


def page(told: tuple[str, str], day: date = MATTER.day, number: int = 1) -> Article:
    return article(told[0], day, url=f"/tzgg/{number}.html", text=told[1], read_in_full=True)


def sent(told: tuple[str, str], day: date = MATTER.day, number: int = 1) -> Article:
    made = article(told[0], day, text=told[1], read_in_full=True)
    return replace(made, url=f"https://mp.weixin.qq.com/s/abcdefgh{number}")


def judged(pages: list[Article], posts: list[Article]) -> Said:
    plan: dict[str, Any] = {"accounts": [{"name": "上海民政", "platform": "wechat"}]}
    round_ = observed(reading("通知公告", *pages), reading("上海民政", *posts), plan=plan)
    return said(ConflictingFacts(), round_)


def how(pages: list[Article], posts: list[Article]) -> list[MatchedBy]:
    plan_zone = observed(reading("通知公告")).plan.zone
    return [c.by for c in compare(Side(pages, plan_zone), Side(posts, plan_zone)).get(pages[0].url, ())]


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_of_an_offices_notices_those_that_are_told_otherwise_are_found_and_no_others(seed: int) -> None:
    rng = random.Random(seed)
    pages, posts, wrong = [], [], []
    for number, (series, which) in enumerate(rng.sample(ALL, 12)):
        day = TODAY - timedelta(days=rng.randint(10, 70))
        matter = a_matter(rng, day, series, which)
        pages.append(page(notice(matter, rng), day, number))
        if rng.random() < 0.75:
            told = matter.wrong(rng) if rng.random() < 0.5 else matter
            posts.append(sent(post(told, rng), day + timedelta(days=rng.randint(0, 6)), number))
            wrong += [pages[-1].url] * (told != matter)
    assert sorted(judged(pages, posts).subjects) == sorted(wrong)


@settings(max_examples=120, deadline=None)
@given(seeds, st.sampled_from(LOOKALIKES))
def test_notices_of_one_form_contradict_nothing(seed: int, like: tuple[str, str, tuple[str, ...]]) -> None:
    rng = random.Random(seed)
    one, two = rng.sample(like[2], 2)
    phone = str(rng.randint(3 * 10**7, 7 * 10**7 - 1))
    day = TODAY - timedelta(days=rng.randint(10, 60))
    pages = [page((like[0].format(x=one), form(rng, day, phone)), day)]
    posts = [sent((like[1].format(x=two), form(rng, day, phone)), day + timedelta(days=rng.randint(0, 8)))]
    assert judged(pages, posts).faults == []


TITLES = ("关于举办家庭照护技能公益课堂的通知", "家庭照护技能公益课堂开班啦")
HERE = "报名时间自3月10日起，截止时间为3月28日。咨询电话：62891234。"


def test_a_rewritten_title_is_backed_by_what_both_bodies_state() -> None:
    there = "3月10日开始报名。报名截止：3月28日。有疑问请拨打电话62891243。"
    assert how([page((TITLES[0], HERE))], [sent((TITLES[1], there))]) == [MatchedBy.SUBJECT]
    assert len(judged([page((TITLES[0], HERE))], [sent((TITLES[1], there))]).faults) == 1


def test_where_nothing_agrees_people_are_asked_to_compare() -> None:
    there = "报名截止：4月2日。有疑问请拨打电话62891243。"
    heard = judged([page((TITLES[0], HERE))], [sent((TITLES[1], there))])
    assert (heard.faults, [reason for _, reason in heard.reasons]) == ([], ["not-surely-same"])


def test_where_nothing_agrees_and_nothing_contradicts_nothing_is_said() -> None:
    heard = judged([page((TITLES[0], HERE))], [sent((TITLES[1], "家人们来学习，老师手把手教，名额不多。"))])
    assert (heard.faults, heard.untold) == ([], [])


@pytest.mark.parametrize("side", ["pages", "posts"])
def test_a_rival_on_either_side_leaves_the_pair_open(side: str) -> None:
    there = "3月10日开始报名。报名截止：3月31日。有疑问请拨打电话62891234。"
    pages, posts = [page((TITLES[0], HERE))], [sent((TITLES[1], there))]
    again = MATTER.day + timedelta(days=12)
    if side == "pages":
        pages.append(page(("关于开展家庭照护技能公益课堂的公告", HERE.replace("3月", "4月")), again, 2))
    else:
        posts.append(sent(("家庭照护技能公益课堂来了", there.replace("3月", "4月")), again, 2))
    assert MatchedBy.SUBJECT not in how(pages, posts)
    assert judged(pages, posts).faults == []


@pytest.mark.parametrize(("apart", "told"), [(15, True), (16, False)])
def test_an_account_retells_a_notice_within_two_weeks(apart: int, told: bool) -> None:
    there = "3月10日开始报名。报名截止：3月31日。有疑问请拨打电话62891234。"
    posts = [sent(("家庭照护技能公益课堂，干货满满", there), MATTER.day + timedelta(days=apart))]
    assert bool(judged([page((TITLES[0], HERE))], posts).faults) is told
