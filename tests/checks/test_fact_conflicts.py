"""Facts that contradict each other, and the many that only look so."""

from __future__ import annotations

import random
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.fact_conflicts import conflicts
from tests.checks.notices import a_notice, account, portal

days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
seeds = st.integers(0, 10**9)


@settings(max_examples=150)
@given(seeds, days)
def test_a_notice_reworded_with_the_same_facts_contradicts_nothing(seed: int, day: date) -> None:
    rng = random.Random(seed)
    notice = a_notice(rng, day)
    kept = tuple(rng.sample(notice.values, rng.randint(1, len(notice.values))))
    assert conflicts(portal(notice, rng)[1], account(notice, rng, kept)[1]) == []


@settings(max_examples=150)
@given(seeds, days)
def test_one_fact_that_was_changed_is_the_one_that_is_found(seed: int, day: date) -> None:
    rng = random.Random(seed)
    notice = a_notice(rng, day)
    kept = list(rng.sample(notice.values, rng.randint(1, len(notice.values))))
    at = rng.randrange(len(kept))
    kept[at] = kept[at].changed(rng)
    assert len(conflicts(portal(notice, rng)[1], account(notice, rng, tuple(kept))[1])) == 1


@pytest.mark.parametrize(
    ("here", "there", "what"),
    [
        ("祭扫高峰预计为4月4日至6日。", "【清明祭扫】4月5日至6日为高峰", "高峰日期"),
        ("本办法自2025年5月1日起施行，有效期至2030年4月30日。", "新规2025年6月1日起施行", "施行开始日期"),
        ("有效期至2030年4月30日。", "有效期到2029年4月30日", "有效期截止日期"),
        ("公示期为2025年3月10日至3月16日。", "公示时间：3月10日—18日", "公示日期"),
        ("招聘考试笔试时间为3月22日上午9:30。", "笔试时间：3月22日上午9:00", "笔试时间"),
        ("预约时间为3月15日至4月10日。", "3月16日起预约", "预约开始日期"),
        ("报名时间为3月1日至3月15日。", "报名截止：3月20日", "报名截止日期"),
        ("咨询电话：400-820-1234。", "咨询电话：400-820-1243", "电话"),
        ("民政服务热线：962200。", "民政服务热线：962220", "电话"),
        ("浦东新区婚姻登记处：58001234\n电话预约请提前。", "浦东新区婚姻登记处 58001243，电话咨询", "电话"),
        ("联系电话：13812345678", "联系电话：138-1234-5679", "电话"),
        ("传真：62891234", "传真 62891235", "传真"),
        ("工作日开放时间为9:00至17:00，周末开放时间为9:00至16:00。", "周末开放时间为9:00至15:00", "开放时间"),
        ("清明节放假时间为2025年4月4日至6日", "清明节放假时间为2024年4月4日至6日", "放假日期"),
        ("二〇二五年三月二十日前完成申报", "请于3月21日前完成申报", "申报截止日期"),
        ("班车首班车时间7:00，末班车时间16:00", "末班车时间15:30", "末班时间"),
    ],
)  # fmt: skip
def test_customary_contradictions_are_named(here: str, there: str, what: str) -> None:
    assert [conflict.name for conflict in conflicts(here, there)] == [what]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("浦东新区咨询电话：58001234\n黄浦区咨询电话：63331234", "徐汇区咨询电话：64381234"),
        ("浦东新区民政局咨询电话：58001234", "徐汇区民政局咨询电话：64381234"),
        ("浦东新区：58001234，黄浦区：63331234。联系电话见上。", "黄浦区 63331234，静安区 62471234。电话"),
        ("咨询电话：62891234", "更多问题请拨打12345热线"),
        ("咨询电话：62891234", "请拨打962200民政服务热线"),
        ("咨询电话：62891234", "监督电话：62894321"),
        ("咨询电话：62891234", "传真：62894321"),
        ("咨询电话：62891234", "投稿电话：62894321"),
        ("咨询电话：62891234、62891235", "咨询电话：62891236"),
        ("咨询电话：021-62891234转1001", "咨询电话：62891234"),
        ("祭扫高峰为4月4日至6日。\n2025年3月10日", "祭扫高峰为4月4日至6日。\n2025年3月12日"),
        ("发布日期：2025-03-10 来源：上海民政 浏览次数：20", "发布日期：2025-03-12 来源：上海民政 浏览次数：31"),
        ("第一批报名时间为3月1日至5日", "第二批报名时间为3月11日至15日"),
        ("第一批报名时间为3月1日至5日，第二批报名时间为3月11日至15日", "第二批报名时间：3月11日至15日"),
        ("网上报名时间为3月1日至5日", "现场报名时间为3月6日"),
        ("工作日开放时间9:00至17:00", "周末开放时间9:00至16:00"),
        ("4月4日开放时间为6:30至16:00", "4月12日开放时间为7:00至16:00"),
        ("根据2019年1月1日起施行的《养老服务办法》", "根据2023年5月1日起施行的《养老服务条例》"),
        ("原定3月20日举行的活动改为3月25日举行", "活动3月20日举行"),
        ("截至3月1日，全市共有养老机构700家", "截至3月10日，全市共有养老机构702家"),
        ("报名时间为3月1日至3月15日", "3月15日前报名"),
        ("祭扫高峰为4月4日、5日、6日", "祭扫高峰：4月4日至6日"),
        ("报名截止2025年3月20日17时", "报名截止时间：3月20日（周四）下午5点"),
        ("接待时间：上午8时30分至11时30分，下午1时30分至5时", "接待时间：8:30-11:30，13:30-17:00"),
        ("地址：制造局路130号，邮编200023", "地址：制造局路103号，邮编200011"),
        ("沪民规〔2025〕3号，2025年3月1日印发", "沪民规〔2024〕3号，2024年3月1日印发"),
        ("农历三月初三", "农历三月初四"),
        ("会议于3月10日召开。", "会议要求，3月20日前完成整改。"),
        ("面试时间为3月22日，体检时间为3月29日", "体检时间为3月29日"),
        ("联系电话：62891234，传真：62894321", "电话、传真：62894321"),
        ("预约开放日期：3月15日", "预约通道3月20日开放，3月15日起可以预约"),
        ("", "咨询电话：62891234"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_contradiction_is_not_reported(here: str, there: str) -> None:
    assert conflicts(here, there) == []
    assert conflicts(there, here) == []


@settings(max_examples=100)
@given(st.text("年月日时分:-—至()（）第0123456789上下午前起电话报名区一二 \n，。021", max_size=60))
def test_any_text_agrees_with_itself(text: str) -> None:
    assert conflicts(text, text) == []


@pytest.mark.parametrize(
    "run", ["1月1日", "4月4日至", "8:30-", "上午8时", "62891234、", "9", "报名截止", "第一批", "《"]
)
def test_a_body_of_one_thing_over_and_over_is_read_quickly(run: str) -> None:
    began = time.process_time()
    conflicts(run * 2000, run * 2000)
    assert time.process_time() - began < 3
