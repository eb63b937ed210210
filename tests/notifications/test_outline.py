"""The outline groups, caps and words what was found, and says nothing twice."""

from __future__ import annotations

import pytest

from inspection.findings import Severity, Undecided
from notifications.outline import check_groups, conclusion, doubts
from tests.notifications.samples import document, facts, finding


def _shown(**more):
    return check_groups(document([finding(**more)]))[0].units[0].shown[0]


def _labels(**more):
    return [label for label, _ in _shown(**more).evidence]


def test_checks_with_graver_findings_come_first():
    found = [finding("stale-column", "a", severity=Severity.WARNING), finding("undated-column", "b")]
    assert [g.check for g in check_groups(document(found))] == ["undated-column", "stale-column"]


def test_findings_without_a_unit_come_last():
    found = [finding(subject="a"), finding(subject="b", unit="宣传处"), finding(subject="c", unit="办公室")]
    assert [u.unit for u in check_groups(document(found))[0].units] == ["办公室", "宣传处", "未落实责任单位"]


def test_what_is_left_out_of_a_group_is_counted():
    found = [finding(subject=f"http://h.example/{n}") for n in range(9)]
    unit = check_groups(document(found), cap=4)[0].units[0]
    assert (len(unit.shown), unit.more, unit.count) == (4, 5, 9)


def test_a_check_that_nobody_named_yet_keeps_its_own_name():
    assert check_groups(document([finding("brand-new-check", "a")]))[0].name == "brand-new-check"


def test_evidence_that_the_title_states_is_not_repeated():
    assert _labels(title="已 161 天没有更新", evidence={"days": 161, "deadline_days": 16}) == ["期限天数"]


def test_evidence_that_says_nothing_is_left_out():
    assert _labels(evidence={"text": "", "home": False, "undated": 0, "final_url": None, "looks": 1}) == []


def test_an_address_in_evidence_is_a_link():
    assert [p.href for _, said in _shown(evidence={"newest_url": "http://h.example/n"}).evidence for p in said] == [
        "http://h.example/n"
    ]


def test_an_article_in_evidence_is_a_link_with_its_title():
    said = _shown(evidence={"examples": [{"title": "年报", "url": "http://h.example/n"}]}).evidence[0][1]
    assert [(p.text, p.href) for p in said] == [("年报", "http://h.example/n")]


def test_a_page_is_not_said_to_be_found_on_itself():
    assert _shown(subject="http://h.example/a", found_on=("http://h.example/a",)).places == ()


def test_one_thing_that_several_checks_could_not_judge_is_one_doubt():
    made = document([], [Undecided(c, "慈善事业", "blocked-by-firewall") for c in ("stale-column", "blank-column")])
    shown, more = doubts(made)
    assert [(d.checks, d.count) for d in shown] == [("空白栏目、栏目更新不及时", 2)]
    assert more == 0


def test_doubts_that_are_left_out_are_counted():
    made = document([], [Undecided("broken-link", f"http://h.example/{n}", "dns") for n in range(9)])
    assert (len(doubts(made, cap=4)[0]), doubts(made, cap=4)[1]) == (4, 5)


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("", "没有任何日期"),
        ("栏目里没有任何日期", "栏目里没有任何日期"),
        ("读到 3 条", "没有任何日期（读到 3 条）"),
    ],
)
def test_a_detail_that_repeats_the_reason_takes_its_place(detail, said):
    made = document([], [Undecided("stale-column", "志愿服务", "no-dates", detail)])
    assert doubts(made)[0][0].reason == said


def test_the_conclusion_counts_each_severity():
    found = [finding(subject="a"), finding(subject="b", severity=Severity.WARNING)]
    assert conclusion(document(found))[0] == "本轮巡检发现 2 项：问题 1 项、提醒 1 项。"


def test_an_unfinished_round_without_findings_is_not_called_sound():
    said = conclusion(document(facts=facts(complete=False)))
    assert said == ("已查部分未发现问题。", "本轮巡检没有做完，未查到的部分不能视为正常。")
