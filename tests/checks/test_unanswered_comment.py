"""unanswered-comment, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.unanswered_comment import UnansweredComment
from inspection.calendar import Workdays
from inspection.media import Counts
from tests.checks.account_rounds import NAME, a_round, heard
from tests.checks.rounds import TODAY, Said, said

POST, OTHER = "https://mp.weixin.qq.com/s/1", "https://mp.weixin.qq.com/s/2"
NOW = datetime.combine(TODAY, datetime.min.time()).replace(hour=9)
QUESTION = "请问骨灰寄存怎么预约？"


def comment(age: timedelta, text: str = QUESTION, answer: Any = "无", under: str = POST) -> dict[str, Any]:
    told = {"稿件": under, "内容": text, "时间": NOW - age}
    return told if answer is None else {**told, "回复": answer}


def judged(*comments: dict[str, Any], asked: dict[str, Any] | None = None, published: int = 20, **more: Any) -> Said:
    article = {"标题": "清明祭扫这样安排", "日期": TODAY - timedelta(days=published), "地址": POST}
    return heard(UnansweredComment(), 回复=asked or {}, 稿件=[article], 留言=list(comments), **more)


@given(st.integers(0, 19))
def test_an_answer_is_late_after_so_many_working_days(age: int) -> None:
    said_on = TODAY - timedelta(days=age)
    late = Workdays().add(said_on, 3) < TODAY

    assert bool(judged(comment(timedelta(days=age))).faults) == late


@given(st.integers(0, 200), st.integers(1, 100))
def test_an_answer_is_late_after_so_many_hours(waiting: int, within: int) -> None:
    assert bool(judged(comment(timedelta(hours=waiting)), asked={"within": f"{within}h"}).faults) == (waiting > within)


@given(st.lists(st.sampled_from(["无", "有", None]), min_size=1, max_size=6))
def test_answered_comments_are_no_fault_and_untold_answers_are_left_open(answers: list[str | None]) -> None:
    told = judged(*(comment(timedelta(days=10), answer=answer) for answer in answers))

    assert told.subjects == [POST] * ("无" in answers)
    assert told.reasons == ([(POST, "replies-not-told")] if None in answers and "无" not in answers else [])


@pytest.mark.parametrize(("questions_only", "found"), [(True, False), (False, True)])
def test_praise_waits_for_an_answer_only_where_the_plan_says_so(questions_only: bool, found: bool) -> None:
    told = judged(comment(timedelta(days=10), "辛苦了，点赞👍"), asked={"questions_only": questions_only})

    assert bool(told.faults) == found


@given(st.integers(1, 60), st.integers(1, 60))
def test_only_articles_of_the_last_days_are_looked_at(back: int, published: int) -> None:
    told = judged(
        comment(timedelta(days=min(published, 12) + 5)), asked={"back": f"{back}d", "within": "1d"}, published=published
    )

    assert bool(told.faults) == (published <= back)


def test_one_fault_is_said_for_each_article() -> None:
    more = [comment(timedelta(days=n), under=OTHER) for n in range(8, 15)]
    told = judged(comment(timedelta(days=9)), *more)

    assert sorted(told.subjects) == [POST, OTHER]


def test_the_longest_waiting_are_shown_shortened_and_without_their_writers() -> None:
    comments = [comment(timedelta(days=n), f"请问{'很' * 90}怎么办？") for n in range(7, 16)]
    fault = judged(*comments).faults[0]
    shown = fault.evidence["comments"]

    assert fault.title == "账号“上海民政”“清明祭扫这样安排”下有 9 条留言超过 3 个工作日没有回复，最久的已等 15 天"
    assert isinstance(shown, list)
    assert [sorted(c) for c in shown if isinstance(c, dict)] == [["said_at", "text"]] * 5
    assert [str(c["said_at"])[:10] for c in shown if isinstance(c, dict)][:2] == ["2025-03-10", "2025-03-11"]
    assert {len(str(c["text"])) for c in shown if isinstance(c, dict)} == {61}


def test_a_comment_of_after_the_hour_of_judgement_is_not_looked_at() -> None:
    told = judged(comment(timedelta(days=-1)))

    assert (told.faults, told.untold) == ([], [])


def test_where_no_source_tells_comments_the_account_is_left_open() -> None:
    assert judged().reasons == [(NAME, "comments-not-read")]


def test_an_article_under_which_nobody_looked_is_left_open() -> None:
    told = judged(comment(timedelta(days=9), under=OTHER))

    assert (told.subjects, told.reasons) == ([OTHER], [(POST, "comments-not-read")])


def test_an_article_without_comments_need_not_be_looked_at() -> None:
    round_ = a_round(回复={}, 稿件=[{"标题": "甲", "日期": TODAY, "地址": POST}])
    article = replace(round_.columns[NAME].articles[0], counts=Counts(comments=0))
    reading = replace(round_.columns[NAME], articles=(article,))

    told = said(UnansweredComment(), replace(round_, columns={NAME: reading}))
    assert (told.faults, told.untold) == ([], [])


def test_a_deadline_in_a_year_without_a_calendar_is_left_open() -> None:
    day = datetime(2031, 2, 14).date()
    asked = {"标题": "甲", "日期": day - timedelta(days=9), "地址": POST}
    told = heard(
        UnansweredComment(),
        day,
        回复={},
        稿件=[asked],
        留言=[{**comment(timedelta()), "时间": day - timedelta(days=7)}],
    )

    assert told.reasons == [(POST, "calendar-not-published")]


def test_an_account_that_was_not_read_is_not_judged() -> None:
    assert heard(UnansweredComment(), 回复={}, 状态="受阻", 原因="captcha").reasons == [(NAME, "captcha")]


def test_an_account_of_which_the_plan_asks_nothing_is_not_judged() -> None:
    article = {"标题": "甲", "日期": TODAY, "地址": POST}
    told = heard(UnansweredComment(), 稿件=[article], 留言=[comment(timedelta(days=20))])

    assert (told.faults, told.untold) == ([], [])
