"""What the sections of the Word digest say: summary, issues, columns, outlook, what could not be judged."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from inspection.findings import Severity
from notifications.digest.facts import (
    Coming,
    ComingKind,
    Counts,
    Doubt,
    RoundsOfKind,
    Speed,
    Standing,
    Tally,
    Veto,
)
from notifications.digest.word_blocks import Body, Drawn, Grid, Heading, Legend, Linked, Note
from notifications.digest.word_columns import columns
from notifications.digest.word_issues import issues
from notifications.digest.word_outlook import outlook, undecided
from notifications.digest.word_summary import handling, overview
from tests.notifications.digest.word_samples import MONDAY, column, facts, issue

SEEN = Counts(new=12, verified=3, end=20, open=15, claimed=3, muted=2, overdue=4, returned=1, false_alarms=1)


def sentences(blocks):
    return "\n".join(block.text for block in blocks if isinstance(block, (Body, Note)))


def tables(blocks):
    return [block for block in blocks if isinstance(block, Grid)]


def text_of(cell):
    return "\n".join("" if isinstance(p, Drawn) else p.text if isinstance(p, Linked) else p for p in cell)


def rows(grid):
    return [[text_of(cell) for cell in row] for row in grid.rows]


def test_the_summary_gives_the_figures_and_the_change():
    said = sentences(overview(facts(counts=SEEN, before=Counts(new=10, verified=3, returned=2))))

    assert "截至3月30日24时，未办结问题20项（待整改15项、已申报整改待复核3项、静默2项）。其中逾期未整改4项" in said
    assert "本周新发现问题12项，比上周增加2项；经复核确认整改3项，与上周持平" in said
    assert "复发及申报整改后仍存在1项，比上周减少1项；判定误报1项，误报率25%" in said


def test_without_a_week_before_nothing_is_compared():
    said = sentences(overview(facts(counts=SEEN)))

    assert "上周没有可比数据" in said
    assert "比上周" not in said


def test_rounds_that_did_not_see_everything_are_counted():
    rounds = (
        RoundsOfKind("daily", 7, 5, MONDAY + timedelta(days=6, hours=6), False),
        RoundsOfKind("full", 1, 1, MONDAY + timedelta(days=2), True),
    )

    said = sentences(overview(facts(rounds=rounds)))

    assert "开展每日巡检7次、全面巡检1次。其中2次未能看完应看内容" in said
    assert "最近一次为3月30日06:00的每日巡检（不完整）" in said


def test_a_week_without_rounds_shows_what_it_does_not_know_as_unknown():
    blind = facts(looked=False, rounds=(), counts=Counts(end=3, open=3), before=Counts(new=4, end=3))

    figures = {row[0]: row[1:] for row in rows(tables(overview(blind))[0])}

    assert figures["新发现"] == ["不明", "4", "—"]
    assert figures["期末未办结"] == ["3", "3", "0"]
    assert "有无新发现、已整改和复发的问题均不明" in sentences(overview(blind))


def test_no_open_issue_in_a_week_without_rounds_is_no_good_news():
    said = sentences(overview(facts(looked=False, rounds=())))

    assert "没有未办结的问题单。本周未作巡检，不等于没有问题。" in said


def test_units_are_compared_in_the_whole_digest():
    tallies = (Tally("法规处", "法规处", 3, 2, 1, 1, 0), Tally("", "", 1, 1, 0, 0, 0))

    assert rows(tables(overview(facts(by_unit=tallies)))[-1]) == [
        ["法规处", "3", "2", "1", "1", "0"],
        ["未明确", "1", "1", "0", "0", "0"],
    ]


def test_each_list_of_issues_is_in_its_section():
    week = facts(new=(issue(1),), overdue=(issue(2, days_over=3),), reopened=(issue(3, reopened=2),), fixed=(issue(4),))

    found = [
        block.text if isinstance(block, Heading) else rows(block)[0][0]
        for block in issues(week)
        if isinstance(block, (Heading, Grid))
    ]

    assert found == ["本周新发现问题", "1", "逾期未整改问题", "2", "复发问题", "3", "已整改问题", "4"]


def test_an_issue_leads_to_the_desk_and_to_its_page():
    grid = tables(issues(facts(new=(issue(7),))))[0]

    assert [piece.address for cell in grid.rows[0] for piece in cell if isinstance(piece, Linked)] == [
        "https://desk.example/issues/7",
        "https://portal.example/tzgg/20250320/a.html",
    ]


def test_without_a_desk_the_command_is_named():
    said = sentences(issues(facts(desk="", new=tuple(issue(n) for n in range(40)))))

    assert "其余20项见问题清单（命令 xunjian issues）。" in said


def test_an_issue_says_how_late_it_is():
    late = tables(issues(facts(overdue=(issue(1, days_over=3), issue(2, days_over=0)))))[0]

    assert [row[-1] for row in rows(late)] == ["3个工作日", "不足1日"]


def test_severities_are_in_chinese():
    grid = tables(issues(facts(new=tuple(issue(n, severity=s) for n, s in enumerate(Severity)))))[0]

    assert {row[3] for row in rows(grid)} == {"严重", "问题", "提醒"}


def test_columns_are_counted_and_the_worst_come_first():
    week = facts(
        columns=(column("甲"), column("乙", Standing.STALE, days_left=-20), column("丙", Standing.SOON, days_left=6))
    )

    blocks = list(columns(week))

    assert "共检查栏目3个：正常1个、临近期限1个、更新不及时1个。" in sentences(blocks)
    assert [(row[0], row[-1]) for row in rows(tables(blocks)[0])] == [
        ("乙", "更新不及时\n已超20天"),
        ("丙", "临近期限\n还剩6天"),
        ("甲", "正常"),
    ]


def test_every_strip_is_a_picture_that_says_what_it_shows():
    blocks = list(columns(facts(columns=(column("甲", cells="ppow"),))))

    strip = next(piece for cell in tables(blocks)[0].rows[0] for piece in cell if isinstance(piece, Drawn))
    assert strip.png.startswith(b"\x89PNG")
    assert re.search("有发布 ?2", strip.says)
    assert any(isinstance(block, Legend) for block in blocks)


def test_columns_that_cannot_be_judged_say_why():
    unknown = column("甲", Standing.UNKNOWN, reason="列表页没有标注发布日期")

    assert rows(tables(columns(facts(columns=(unknown,))))[0])[0][-1] == "情况不明\n列表页没有标注发布日期"


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        (ComingKind.PUBLICATION, "应按期发布的内容"),
        (ComingKind.DEADLINE, "整改期限将至的问题"),
        (ComingKind.COLUMN, "即将逾期未更新的栏目"),
    ],
)
def test_what_comes_is_listed_under_its_kind(kind, heading):
    coming = Coming(kind, "清明祭扫", date(2025, 4, 4), "殡葬管理处", "尚未找到", early=True)

    blocks = list(outlook(facts(coming=(coming,))))

    assert [block.text for block in blocks if isinstance(block, Heading)] == ["下周需关注事项", heading]
    assert rows(tables(blocks)[0]) == [["2025-04-04", "清明祭扫", "殡葬管理处", "尚未找到；提前提示"]]


def test_nothing_to_come_is_not_said_of_columns_that_nobody_knows():
    said = sentences(outlook(facts(columns=(column("甲", Standing.UNKNOWN),))))

    assert "另有1个栏目情况不明" in said


@pytest.mark.parametrize(
    ("state", "words"),
    [("vetoed", "空白栏目已达单项否决标准"), ("warning", "空白栏目已达预警线"), ("clear", "各项均未达到预警线")],
)
def test_the_nearest_veto_is_named(state, words):
    assert words in sentences(outlook(facts(vetoes=(Veto("空白栏目", 3, 3, 5, 2, state),))))


def test_what_could_not_be_judged_is_neither_good_nor_bad():
    doubt = Doubt("养老服务", ("栏目更新不及时", "空白栏目"), "列表页没有标注发布日期")

    blocks = list(undecided(facts(undecided=(doubt,))))

    assert "有1项未能判定，不计入正常，也不计入问题" in sentences(blocks)
    assert rows(tables(blocks)[0]) == [["养老服务", "栏目更新不及时、空白栏目", "列表页没有标注发布日期"]]


def test_handling_times_are_given_or_said_to_be_missing():
    said = sentences(handling(facts(acknowledge=Speed(5, 0.5, 2.0))))

    assert "受理用时（自发现至首次受理）：本周受理5项，中位数0.5个工作日，九成在2个工作日以内。" in said
    assert "整改用时：本周没有复核办结的问题，不作统计。" in said


def test_the_last_sentence_stays_with_the_signature():
    assert list(handling(facts()))[-1].keep
