"""Whether a notice is over: deadlines, periods and years of events; not plans, numbers of documents, or beginnings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.passed_dates import over

TODAY, GRACE = date(2025, 3, 25), timedelta(days=14)
OVER = [
    "2024年清明祭扫预约须知",
    "2024国庆假期值班电话",
    "二〇二四年重阳节敬老活动",
    "民政系统2023年招聘公告",
    "扫码参加2023年消防知识竞赛",
    "2024上海慈善周",
    "2024年12月4日国家宪法日宣传活动",
    "关于2023年度社会组织年检的通知",
    "2025年春节值班安排",
    "报名截止时间：2025年3月20日",
    "2025年3月24日前完成申报",
    "征求意见截止到2025年3月1日",
    "截止日期2024-12-31 养老服务满意度调查",
    "活动时间：2025年2月1日—2月28日 有奖竞答",
    "网上投票（2024.11.01-2024.11.30）",
    "系统将于2024年12月31日22:00至2025年1月1日6:00停机维护",
]
NOT_OVER = [
    "《某市城市总体规划（2021—2035年）》公众解读",
    "十四五规划（2021-2025年）意见征集",
    "国办发〔2019〕19号文件解读通知",
    "2024年第5号公告",
    "2023年版办事指南",
    "《社会团体登记管理条例》2016年修订 宣传",
    "2024年度企业年报公示系统",
    "2024年度汇算清缴申报",
    "关于开展2024—2025年度社会组织评估的通知",
    "2024年工作总结和2025年工作要点",
    "2025年清明祭扫预约须知",
    "2025年第六十一届职工技能大赛报名",
    "报名截止时间：2025年3月31日",
    "活动时间：2025年3月1日—3月31日",
    "2025年3月20日学雷锋活动",
    "自2024年5月1日起施行 新条例宣传活动",
    "不动产登记 2024年3月1日起实施新政策通知",
    "截至2024年12月31日，全市登记社会组织1.7万家",
    "国务院2024年11月12日发布 关于2025年部分节假日安排的通知",
    "最美民政人评选活动",
    "报名截止3月20日",
    "庆祝建党100周年（1921—2021）",
    "成立于2008年 民政服务热线 预约",
    "版权所有©2020 登记备案",
    "沪ICP备2021011111号 通知公告",
    "电话 2023-1234 预约",
    "邮箱 zx2023@example.gov.cn 意见建议",
    "长者模式 无障碍",
    "",
]


@pytest.mark.parametrize("text", OVER)
def test_what_is_over_is_told(text: str) -> None:
    assert over(text, TODAY, GRACE) is not None


@pytest.mark.parametrize("text", NOT_OVER)
def test_what_lasts_or_is_still_to_come_is_not(text: str) -> None:
    assert over(text, TODAY, GRACE) is None


@given(days=st.integers(-400, 400))
def test_a_deadline_is_over_on_the_next_day(days: int) -> None:
    end = TODAY + timedelta(days=days)
    text = f"报名截止时间：{end.year}年{end.month}月{end.day}日"

    assert (over(text, TODAY, GRACE) is not None) is (days < 0)


@given(days=st.integers(-400, 400), length=st.integers(1, 60))
def test_an_event_is_over_two_weeks_after_its_last_day(days: int, length: int) -> None:
    end = TODAY + timedelta(days=days)
    start = end - timedelta(days=length)
    text = f"活动时间：{start.year}年{start.month}月{start.day}日—{end.year}年{end.month}月{end.day}日"

    assert (over(text, TODAY, GRACE) is not None) is (days < -GRACE.days)


def test_what_names_several_days_is_over_with_the_last() -> None:
    assert over("报名截止2025年3月1日，考试时间2025年4月12日", TODAY, GRACE) is None


def test_the_day_and_the_words_are_told() -> None:
    passed = over("养老服务满意度调查，截止日期2024年12月31日", TODAY, GRACE)

    assert passed is not None
    assert (passed.day, "截止日期2024年12月31日" in passed.words) == (date(2024, 12, 31), True)


@given(text=st.text(max_size=80))
def test_whatever_a_notice_says_it_is_read(text: str) -> None:
    over(f"2024年{text}通知", TODAY, GRACE)
