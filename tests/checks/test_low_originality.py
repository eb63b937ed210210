"""low-originality, sentence by sentence."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.low_originality import LowOriginality
from tests.checks.account_rounds import NAME, heard, posts
from tests.checks.rounds import TODAY, Said

LONG_AGO = date(2024, 1, 1)
ORIGINS: dict[str, dict[str, str]] = {"own": {"原创": "是"}, "taken": {"原创": "否"}, "unknown": {}}
kinds = st.lists(st.sampled_from(sorted(ORIGINS)), max_size=9)


def judged(asked: dict[str, Any], **account: Any) -> Said:
    return heard(LowOriginality(), 原创=asked, **{"看全自": LONG_AGO, **account})


def of(*origins: str, ages: tuple[int, ...] | None = None) -> list[dict[str, Any]]:
    days = ages or tuple(range(1, len(origins) + 1))
    return [{**post, **ORIGINS[origin]} for post, origin in zip(posts(*days), origins, strict=True)]


def shares(origins: list[str]) -> set[float]:
    """The share for every way in which what is unknown may turn out."""
    unknown = origins.count("unknown")
    ways = product([0, 1], repeat=unknown)
    return {(origins.count("own") + sum(way)) / len(origins) for way in ways}


@given(kinds, st.integers(1, 100), st.integers(1, 9))
def test_it_is_a_fault_only_if_it_is_one_however_the_unknown_turns_out(
    origins: list[str], percent: int, least: int
) -> None:
    told = judged({"share": percent / 100, "least": least}, 稿件=of(*origins))

    if len(origins) < least:
        assert told.reasons == [(NAME, "too-few-articles")]
    else:
        low = {share < percent / 100 for share in shares(origins)}
        assert told.subjects == [NAME] * (low == {True})
        assert told.reasons == ([(NAME, "origin-unknown")] if len(low) == 2 else [])


@given(kinds, kinds, st.integers(1, 100))
def test_what_is_older_than_the_period_or_in_the_future_does_not_count(
    now: list[str], then: list[str], percent: int
) -> None:
    asked = {"share": percent / 100, "least": 1, "within": "30d"}
    old = of(*then, ages=tuple(31 + n if n % 2 else -1 - n for n in range(len(then))))

    alone, among = judged(asked, 稿件=of(*now)), judged(asked, 稿件=of(*now) + old)

    assert (alone.subjects, alone.reasons) == (among.subjects, among.reasons)


@given(kinds, kinds, st.integers(1, 100))
def test_an_article_without_a_date_leaves_open_only_what_it_can_change(
    dated: list[str], undated: list[str], percent: int
) -> None:
    asked = {"share": percent / 100, "least": 1}
    without = [{**post, "日期": None} for post in of(*undated)]

    told = judged(asked, 稿件=of(*dated) + without)

    if told.faults:
        assert judged(asked, 稿件=of(*dated)).faults
    if not told.faults and not told.untold:
        assert not judged(asked, 稿件=of(*dated)).faults


@pytest.mark.parametrize("covered", [None, TODAY - timedelta(days=89)])
def test_a_period_that_was_not_read_to_its_start_is_not_judged(covered: date | None) -> None:
    told = judged({"share": 0.9, "least": 1}, 稿件=of("taken", "taken"), 看全自=covered)

    assert told.reasons == [(NAME, "incomplete")]


def test_the_first_day_of_the_period_is_enough() -> None:
    assert judged({"share": 0.9, "least": 1}, 稿件=of("taken"), 看全自=TODAY - timedelta(days=90)).faults


def test_an_account_that_was_not_read_is_not_judged() -> None:
    assert judged({"share": 0.9}, 状态="受阻", 原因="captcha").reasons == [(NAME, "captcha")]


def test_an_account_of_which_the_plan_asks_nothing_is_not_judged() -> None:
    told = heard(LowOriginality(), 看全自=LONG_AGO, 稿件=of(*["taken"] * 20))

    assert (told.faults, told.untold) == ([], [])


def test_the_fault_tells_the_share_and_what_was_asked() -> None:
    fault = judged({"share": 0.5, "least": 4}, 稿件=of("own", "taken", "taken", "taken")).faults[0]

    assert fault.title == "账号“上海民政”2024-12-25 以来 4 篇文章的原创比例为 25%，低于要求的 50%"
