"""Tests of what streams tell: how far a round is, in words; issues once each; what a look came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from desk.live_facts import STALLED, brief_of, issue_event, look_event, round_event, share, words_of
from inspection.issue import Act
from store.news import News
from store.progress import ProgressRow
from store.second_looks import LookOutcome, SecondLook

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
ROW = ProgressRow("r1", "甲", "full", NOW, 0, "sweep", 30, 70, 20, 1, "", "7", NOW, "机器")


def test_a_sweep_is_told_by_what_is_known_of_it() -> None:
    assert (share(ROW), words_of(ROW, NOW)) == (30, "逐页访问，已查 30，待查 70，20 个网页")


def test_how_far_reading_is_cannot_be_said() -> None:
    assert share(replace(ROW, stage="read")) is None


def test_a_sweep_that_is_not_over_is_never_wholly_done() -> None:
    assert share(replace(ROW, done=10_000, waiting=1)) == 99


def test_a_round_that_nobody_has_in_hand_is_said_to_wait() -> None:
    assert words_of(replace(ROW, machine=None), NOW) == STALLED


def test_a_round_of_which_nothing_is_heard_is_said_to_wait() -> None:
    assert words_of(ROW, NOW + timedelta(minutes=5)) == STALLED


def test_what_a_round_waits_for_is_told() -> None:
    assert words_of(replace(ROW, note="a.example.org要求放慢"), NOW).endswith("a.example.org要求放慢")


def test_the_header_is_told_no_more_than_how_far_it_is() -> None:
    said = [brief_of(row, NOW) for row in (ROW, replace(ROW, stage="judge"), replace(ROW, note="某主机要求放慢"))]

    assert said == ["30%", "判断", "30%，等待中"]


def test_no_round_is_told_as_none() -> None:
    assert round_event([], NOW) == {"rounds": []}


def test_an_issue_that_took_two_steps_is_told_once_by_the_newer() -> None:
    steps = [News(2, 7, "甲", 3, "李", Act.CLAIM), News(1, 7, "甲", 3, "张", Act.ACCEPT)]

    told = issue_event(steps)["issues"]

    assert told == [{"id": 7, "site": "甲", "version": 3, "who": "李", "act": "已整改"}]


def test_a_round_that_moved_a_thousand_issues_names_none_of_them() -> None:
    steps = [News(n, n, "甲", 2, "", Act.VERIFY) for n in range(1, 1001)]

    assert issue_event(steps) == {"issues": [], "many": True}


def test_a_look_under_way_has_no_outcome() -> None:
    look = SecondLook(1, 7, "张", NOW, None, None, "")

    assert (look_event(look)["outcome"], look_event(look)["words"]) == (None, "正在准备")


def test_a_look_that_is_over_says_what_it_came_to() -> None:
    look = SecondLook(1, 7, "张", NOW, NOW, LookOutcome.GONE, "本次未见这个问题")

    assert (look_event(look)["outcome"], look_event(look)["said"]) == ("gone", "本次未见")
