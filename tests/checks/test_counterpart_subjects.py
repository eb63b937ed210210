"""Titles that an account rewrites, and titles that only look like them."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.counterpart_subjects import Alike, alike, exchanged, spoken
from checks.counterpart_titles import variants
from tests.checks.retellings import NOTICES, SERIES, a_matter, notice, post

seeds = st.integers(0, 10**9)
DAY = date(2025, 3, 10)
LINES = range(len(SERIES))


def titles(one: str, two: str) -> Alike:
    return alike(spoken(one, variants(one)), spoken(two, variants(two)))


@settings(max_examples=200)
@given(seeds, st.sampled_from(LINES), st.integers(0, 3))
def test_a_rewritten_title_speaks_of_the_same_matter(seed: int, series: int, which: int) -> None:
    rng = random.Random(seed)
    matter = a_matter(rng, DAY, series, which)
    here, there = notice(matter, rng)[0], post(matter, rng)[0]
    assert titles(here, there) >= Alike.ASIDE
    assert titles(there, here) >= Alike.ASIDE


@settings(max_examples=200)
@given(seeds, st.sampled_from(LINES), st.integers(0, 3), st.integers(1, 2))
def test_another_matter_of_one_series_is_another(seed: int, series: int, which: int, other: int) -> None:
    rng = random.Random(seed)
    one, two = a_matter(rng, DAY, series, which), a_matter(rng, DAY, series, which + other)
    if one.name != two.name:
        assert titles(notice(one, rng)[0], post(two, rng)[0]) is Alike.NOT


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("关于举办养老护理员初级培训的通知", "养老护理员中级培训开始报名啦"),
        ("关于东墓区祭扫预约安排的公告", "西墓区祭扫预约开始"),
        ("关于开展浦东新区老年认知障碍筛查的通知", "青浦区老年认知障碍筛查开始啦"),
        ("关于开展老年认知障碍筛查的通知", "青浦区｜老年认知障碍筛查开始啦"),
        ("关于举办养老护理职业技能竞赛的通知", "养老护理职业技能竞赛获奖名单出炉"),
        ("关于举办养老护理职业技能竞赛的通知", "圆满落幕！养老护理职业技能竞赛"),
        ("关于准予上海晨光公益基金会成立登记的公告", "上海启明公益基金会成立登记"),
        ("关于征集移风易俗倡议标语的公告", "移风易俗倡议标语评选"),
        ("关于3月5日婚姻登记系统升级维护的公告", "3月12日婚姻登记系统升级维护"),
        ("关于调整服务时间的通告", "殡仪馆接待大厅服务时间"),
    ],
)
def test_what_is_said_besides_may_make_it_another_matter(here: str, there: str) -> None:
    assert titles(here, there) < Alike.ASIDE


def test_one_that_says_more_is_the_same_only_in_part() -> None:
    assert titles("关于举办社会工作者督导技能培训班的通知", "社会工作者督导技能培训班干货满满") is Alike.PART


@pytest.mark.parametrize(
    ("here", "there", "apart"),
    [
        ("关于申报社会组织培育项目的通知", "社区公益金项目申报啦", True),
        ("关于举办养老护理职业技能竞赛的通知", "养老护理职业技能竞赛精彩回顾", True),
        ("关于做好清明祭扫工作的通知", "清明祭扫，春暖花开时", False),
        ("关于做好清明祭扫工作的通知", "思念有期", False),
    ],
)
def test_titles_of_one_frame_with_other_words_are_exchanged(here: str, there: str, apart: bool) -> None:
    assert (exchanged(spoken(here, variants(here)), spoken(there, variants(there))) is not None) is apart


def test_every_act_has_its_notices() -> None:
    assert {act for act, _ in SERIES} == set(NOTICES)
