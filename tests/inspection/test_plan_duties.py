"""职责清单 against the rest of the plan: each mistake with its place and the mend, all at once."""

from __future__ import annotations

import pytest

from checks.all import CHECKS
from inspection.check_names import CHECK_NAMES
from inspection.errors import PlanError
from inspection.plan_file import load_plan

REST = """\
site: {name: 示例局, home: "https://www.example.gov.cn/"}
units: [办公室, 法规处]
columns: [{name: 通知公告, url: /tzgg/}]
accounts:
  - name: 示例发布
    platform: wechat
    source: {feed: "https://rss.example/1"}
    series: [{name: 典型经验, any_of: [经验]}]
expectations: [{name: 年报, due: {yearly: 01-31}, all_of: [年度报告]}]
libraries: [{name: 养老主题库, urls: [/zt/], any_of: [养老]}]
"""
SOUND = """\
duties:
  - {number: "1", name: 甲, units: [办公室], expectations: [年报], columns: [通知公告, 示例发布]}
  - {number: "2", name: 乙, checks: [broken-link], entries: [养老主题库, 典型经验]}
  - {number: "3", name: 丙, ticks: [{name: 培训, due: {yearly: 06-30}, unit: 法规处}]}
"""


def mistakes(duties: str) -> list[str]:
    with pytest.raises(PlanError) as raised:
        load_plan(f"{REST}duties:\n{duties}")
    return [one.message for one in raised.value.mistakes]


def test_a_list_whose_every_name_is_known_is_sound() -> None:
    assert len(load_plan(REST + SOUND).duties) == 3


@pytest.mark.parametrize(
    ("duty", "said"),
    [
        ('{number: "1", name: 甲}', "第 1 项职责没有人看，也没有人确认"),
        ('{number: "1", name: 甲, ticks: []}', "第 1 项职责没有人看，也没有人确认"),
        ('{number: "1", name: 甲, expectations: [年度报告]}', "应发稿件“年度报告”没有写在"),
        ('{number: "1", name: 甲, columns: [公告]}', "栏目或账号“公告”没有写在"),
        ('{number: "1", name: 甲, entries: [主题库]}', "条目“主题库”没有写在"),
        ('{number: "1", name: 甲, checks: [broken-links]}', "检查“broken-links”没有写在"),
        ('{number: "1", name: 甲, columns: [通知公告], units: [相关处室]}', "责任单位“相关处室”没有写在"),
        ('{number: "1", name: 甲, ticks: [{name: 培训, due: {monthly: 1}, unit: 培训处}]}', "责任单位“培训处”没有写在"),
        (
            '{number: "1", name: 甲, ticks: [{name: 培训, due: {monthly: 1}}, {name: 培训, due: {yearly: 01-31}}]}',
            "同一项职责中人工确认“培训”重复",
        ),
    ],
)
def test_what_is_wrong_is_named(duty: str, said: str) -> None:
    (one,) = mistakes(f"  - {duty}\n")

    assert said in one


def test_a_number_that_is_given_twice_is_a_mistake() -> None:
    (one,) = mistakes(
        '  - {number: "1", name: 甲, columns: [通知公告]}\n  - {number: "1", name: 乙, checks: [site-down]}\n'
    )

    assert "序号“1”重复" in one


@pytest.mark.parametrize("number", ["1/2", "1 2", "1\u30002", "1?", "a#b", "..", "1\\\\2", "%2F"])
def test_a_number_that_no_address_can_hold_is_a_mistake(number: str) -> None:
    (one,) = mistakes(f'  - {{number: "{number}", name: 甲, columns: [通知公告]}}\n')

    assert "不能有空格、斜线" in one


@pytest.mark.parametrize("number", ["12", "一（二）3", "1.2", "3-1", "表4", "①", "（一）"])
def test_a_number_is_as_the_key_points_print_it(number: str) -> None:
    plan = load_plan(f'{REST}duties:\n  - {{number: "{number}", name: 甲, columns: [通知公告]}}\n')

    assert plan.duties[0].number == number


def test_a_near_name_is_offered() -> None:
    with pytest.raises(PlanError) as raised:
        load_plan(f'{REST}duties:\n  - {{number: "1", name: 甲, checks: [broken-links]}}\n')

    assert raised.value.mistakes[0].mend == "是不是想写 broken-link"


@pytest.mark.parametrize("duties", ["[1, 甲, null]", "甲", "{number: 1}", "[{number: 3, checks: 4, ticks: {a: 1}}]"])
def test_what_is_of_the_wrong_type_is_told_by_the_nouns_alone(duties: str) -> None:
    with pytest.raises(PlanError):
        load_plan(f"{REST}duties: {duties}\n")


def test_plans_may_name_the_checks_that_there_are() -> None:
    assert {check.name for check in CHECKS} == CHECK_NAMES
