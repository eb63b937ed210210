"""Letters of message boards, by what pages show of them."""

# ruff: noqa: E501
from __future__ import annotations

import time
from datetime import date

import pytest

from inspection.contents import Message
from spiders.contents.messages import messages_of
from spiders.reading.page import parse_page

AT = "https://example.gov.cn/lyb/"


def letters(html: str) -> tuple[Message, ...]:
    return messages_of(parse_page(f"<html><body>{html}</body></html>", AT))


def test_a_row_under_headings_tells_both_days() -> None:
    (found,) = letters(
        "<table><tr><th>标题</th><th>来信时间</th><th>答复时间</th></tr>"
        "<tr><td><a href=1.html>关于低保的咨询</a></td><td>2025-01-02</td><td>2025-01-09</td></tr></table>"
    )

    assert found == Message("关于低保的咨询", f"{AT}1.html", date(2025, 1, 2), date(2025, 1, 9), "", True)


def test_an_empty_day_of_an_answer_says_that_there_is_none() -> None:
    (found,) = letters(
        "<table><tr><th>标题</th><th>来信时间</th><th>答复时间</th></tr>"
        "<tr><td><a href=1.html>关于低保的咨询</a></td><td>2025-01-02</td><td>&nbsp;</td></tr></table>"
    )

    assert (found.answered, found.has_answer) == (None, False)


def test_a_lone_day_beside_an_answered_letter_is_neither() -> None:
    (found,) = letters("<ul><li><a href=1.html>关于低保的咨询</a><i>已回复</i><span>2025-01-02</span></li></ul>")

    assert (found.asked, found.answered, found.has_answer) == (None, None, True)


def test_a_lone_day_beside_an_open_letter_is_the_letters() -> None:
    (found,) = letters("<ul><li><a href=1.html>关于低保的咨询</a><i>办理中</i><span>2025-01-02</span></li></ul>")

    assert (found.asked, found.has_answer) == (date(2025, 1, 2), False)


def test_days_without_a_year_are_not_understood() -> None:
    (found,) = letters("<ul><li><a href=1.html>关于低保的咨询</a><i>办理中</i><span>01-02</span></li></ul>")

    assert found.asked is None


def test_rows_that_were_not_made_out_are_not_taken_for_one_letter() -> None:
    row = '<a href="{0}.html"><div>关于低保的咨询</div><div><span>来信时间</span><span>2025-01-0{0}</span><span>办理中</span></div></a>'

    assert letters(f"<div>{''.join(row.format(n) for n in (1, 2, 3))}</div>") == ()


def test_what_a_citizen_writes_of_days_is_no_day_of_the_letter() -> None:
    (found,) = letters(
        "<h1>关于低保的咨询</h1><p>来信时间：2025-03-01</p><h3>来信内容</h3><p>我于2024年1月5日提交申请，至今未回复。</p>"
        "<h3>答复内容</h3><p>您好，已转街道办理。</p><p>答复时间：2025-03-05</p>"
    )

    assert (found.asked, found.answered) == (date(2025, 3, 1), date(2025, 3, 5))


def test_what_stands_beside_the_letter_is_not_its_answer() -> None:
    (found,) = letters(
        "<div class=main><h1>关于低保的咨询</h1><p>来信时间：2025-03-01</p><h3>来信内容</h3><p>请问。</p>"
        "<h3>答复内容</h3><p></p></div><div class=side>工作动态<p>我局召开工作会议 2025-05-01</p></div>"
    )

    assert (found.answered, found.has_answer) == (None, False)


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li><a href=1.html>我局召开信访工作会议</a><span>2025-01-02</span></li><li><a href=2.html>关于答复工作的通知</a><span>2025-01-03</span></li></ul>",
        "<h1>关于做好留言答复工作的通知</h1><p>来信应当在15个工作日内答复，回复情况纳入考核。</p>",
        "<form>标题：<input> 来信时间：<input> 状态：<select><option>已回复</select></form><p>咨询电话：12345</p>",
        "<a href=/a>咨询</a><a href=/b>留言</a><a href=/c>回复</a>",
    ],
)
def test_pages_that_only_speak_of_letters_hold_none(html: str) -> None:
    assert letters(html) == ()


@pytest.mark.parametrize(
    "html",
    [
        "<div>来信时间：2025-01-01 已回复" * 3_000,
        "<ul>" + "<li>来信时间：2025-01-01 状态：办理中 标题：" * 10_000 + "</ul>",
        "<p>" + "来信时间：" * 40_000 + "</p>",
        "<p>" + "【答复】" * 40_000 + "</p>",
        "<table>" + "<tr><td>标题</td><td>状态</td></tr>" * 10_000 + "</table>",
    ],
)
def test_a_hostile_board_costs_little(html: str) -> None:
    page = parse_page(html, AT)
    began = time.process_time()

    messages_of(page)

    assert time.process_time() - began < 2.0


def test_question_and_answer_in_blocks_of_their_own_are_one_letter() -> None:
    found = letters(
        "<h1>低保怎样申请</h1><div><div class=q><p>来信时间：2025-01-02</p><p>来信内容：请问低保怎样申请？</p></div>"
        "<div class=a><p>答复时间：2025-01-09</p><p>答复内容：您好，请到街镇社区事务受理中心申请。</p></div></div>"
    )

    assert [(one.asked, one.answered, one.has_answer) for one in found] == [(date(2025, 1, 2), date(2025, 1, 9), True)]


def test_questions_and_answers_in_turn_are_joined_in_pairs() -> None:
    pair = (
        "<div class=q><p>来信时间：2025-01-0{0}</p><p>来信内容：请问低保怎样申请，第{0}次来信</p></div>"
        "<div class=a><p>答复时间：2025-01-1{0}</p><p>答复内容：您好，请到受理中心申请。</p></div>"
    )
    found = letters(f"<div>{pair.format(1)}{pair.format(2)}</div>")

    assert [(one.asked, one.answered) for one in found] == [
        (date(2025, 1, 1), date(2025, 1, 11)),
        (date(2025, 1, 2), date(2025, 1, 12)),
    ]


@pytest.mark.parametrize(
    "below", ["<a href='javascript:close()'>关闭窗口</a>", "【打印本页】", "主办：某市民政局 地址：某路1号"]
)
def test_what_stands_below_an_empty_answer_is_none(below: str) -> None:
    (found,) = letters(
        "<table><tr><td>信件标题</td><td>低保怎样申请</td></tr><tr><td>写信时间</td><td>2025-01-02</td></tr>"
        "<tr><td>信件内容</td><td>请问低保怎样申请？</td></tr></table>"
        f"<table><tr><td>回复时间</td><td></td></tr><tr><td>回复内容</td><td></td></tr></table><div>{below}</div>"
    )

    assert (found.asked, found.answered, found.has_answer) == (date(2025, 1, 2), None, False)


def test_a_bare_word_of_a_state_does_not_make_the_letters_day_the_answers() -> None:
    (found,) = letters("<ul><li><a href=1.html>关于低保的咨询</a><i>办结</i><span>2025-01-02</span></li></ul>")

    assert (found.asked, found.answered, found.has_answer) == (None, None, True)
