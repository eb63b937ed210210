"""What is proposed for a plan from the key points, alone and beside a plan that there is."""

from __future__ import annotations

import pytest

from checks.all import CHECKS
from inspection.keypoints.deeds import WATCHES
from inspection.keypoints.merging import merge
from inspection.keypoints.nouns import Document
from inspection.keypoints.proposing import propose
from inspection.keypoints.reading import read_document
from inspection.keypoints.settling import settle
from inspection.keypoints.summary import summarise
from inspection.keypoints.writing import render
from inspection.plan import Plan
from inspection.plan_file import load_plan
from tests.inspection.keypoints.documents import as_text, make
from tests.inspection.keypoints.phrases import OPEN, SEALED

TEXT = """\
临江市民政局2025年政务公开工作要点
1.做好《公墓管理办法》的发布和解读，清明节前发布祭扫信息。（责任单位：局办公室、殡葬处）
2.加强养老服务主题库建设，每季度公开养老床位补贴发放情况。（责任单位：养老处）
3.上半年组织一次政务公开培训，邀请公众代表列席局务会。（责任单位：相关处室、法规处）
4.通过“临江民政”微信公众号开设“民政小课堂”专栏，落实“三同步”，向社会公开征求意见。（责任单位：宣传处）
5.规范依申请公开，办好局长信箱，编制重大行政决策事项目录。（责任单位：办公室）
6.讲好民政故事。（责任单位：宣传处）
"""
PLAN = """\
# 局里的方案
site: {name: 临江市民政局, home: "https://mzj.linjiang.example/"}
units: [办公室, 殡葬处]
columns:
  - {name: 规范性文件, url: /gfxwj/, kind: 政策文件}   # 手写的注
  - {name: 解读, url: /jd/, kind: 政策解读}

# 应发
expectations:
- name: 清明
  due: {before: 清明, lead: 14d}
  all_of: [清明]
duties:
  - {number: "1", name: 去年的, text: 去年的要点, checks: [stale-column]}
"""


def read(text: str = TEXT) -> Document:
    return read_document(text)


def proposed(text: str = TEXT) -> Plan:
    return load_plan(written(text))


def written(text: str = TEXT) -> str:
    document = read(text)
    return render(document, settle(propose(document, 2025), None), 2025)


def merged(plan: str, text: str = TEXT) -> str:
    return merge(plan, settle(propose(read(text), 2025), load_plan(plan), plan))


def test_every_item_is_a_duty_with_its_number_its_words_and_its_units() -> None:
    plan = proposed()

    assert [duty.number for duty in plan.duties] == ["1", "2", "3", "4", "5", "6"]
    assert plan.duties[0].units == ("局办公室", "殡葬处")
    assert plan.duties[1].text == "加强养老服务主题库建设，每季度公开养老床位补贴发放情况。"


def test_a_document_that_is_to_be_published_and_interpreted_is_expected_with_its_interpretation() -> None:
    found = next(one for one in proposed().expectations if one.title == "公墓管理办法")

    assert (found.interpretation, str(found.due), found.unit) == ("required", "2025-12-31前", "局办公室")


def test_a_season_is_expected_before_its_day_with_what_its_notice_must_say() -> None:
    found = next(one for one in proposed().expectations if one.due.before == "清明")

    assert found.mentions
    assert "清明祭扫服务信息" in proposed().duties[0].expectations


def test_what_is_published_by_the_quarter_is_expected_by_the_quarter() -> None:
    assert any(one.due.quarterly for one in proposed().expectations if "养老床位补贴" in one.name)


def test_what_cannot_be_seen_is_ticked_by_a_person_by_the_day_that_is_named() -> None:
    ticks = {tick.name: str(tick.due) for tick in proposed().duties[2].ticks}

    assert ticks["政务公开培训"] == "2025-06-30前"
    assert "公众代表列席决策会议" in ticks


def test_accounts_libraries_boards_guides_and_decisions_that_are_named_have_their_entries() -> None:
    plan = proposed()

    assert (plan.accounts[0].name, plan.accounts[0].series[0].name) == ("临江民政", "民政小课堂")
    assert plan.libraries[0].name == "养老服务主题库"
    assert [board.name for board in plan.messages] == ["局长信箱"]
    assert (plan.guides[0].name, plan.decisions[0].name) == ("政府信息公开指南", "2025年度重大行政决策事项目录")
    assert plan.interpretation is not None
    assert plan.consultations is not None


def test_an_item_of_which_nothing_was_understood_is_ticked_as_a_whole() -> None:
    assert [tick.name for tick in proposed().duties[5].ticks] == ["全项落实情况"]


def test_every_entry_says_from_which_words_it_comes() -> None:
    text = written()

    assert "# 要点 1，据“做好《公墓管理办法》的发布和解读，清明节前发布祭扫信息。”；把握高；待补：" in text
    assert "待补：栏目地址" in text


def test_checks_that_are_proposed_are_there() -> None:
    known = {check.name for check in CHECKS}

    assert {check for watch in WATCHES for check in watch.checks} <= known


def test_beside_a_plan_every_line_of_it_stays_and_its_own_names_are_used() -> None:
    text = merged(PLAN)
    plan = load_plan(text)

    assert all(line in text for line in PLAN.splitlines() if not line.startswith("units"))
    assert [unit.name for unit in plan.units][:2] == ["办公室", "殡葬处"]
    assert "局办公室" not in [unit.name for unit in plan.units]
    assert plan.interpretation is not None
    assert plan.interpretation.policies == ("规范性文件",)


def test_what_the_plan_expects_already_is_not_repeated() -> None:
    once = PLAN.replace("- name: 清明\n", "- name: 《公墓管理办法》\n  title: 公墓管理办法\n").replace(
        "{before: 清明, lead: 14d}", "{by: 2025-12-31}"
    )
    plan = load_plan(merged(once.replace("  all_of: [清明]\n", "")))

    assert [one.title for one in plan.expectations].count("公墓管理办法") == 1


def test_a_number_that_an_earlier_years_duty_has_is_not_taken_from_it() -> None:
    plan = load_plan(merged(PLAN))

    assert [duty.name for duty in plan.duties if duty.number == "1"] == ["去年的"]
    assert len(plan.duties) == 7


@pytest.mark.parametrize("plan", [PLAN, "site: {name: 局, home: 'http://a.gov.cn/'}\nexpectations: []\nduties:\n"])
def test_to_import_twice_changes_nothing(plan: str) -> None:
    once = merged(plan)

    assert merged(once) == once


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("bank", [OPEN, SEALED])
def test_whatever_is_read_the_proposal_is_a_sound_plan(bank: object, seed: int) -> None:
    made = make(bank, seed)  # type: ignore[arg-type]

    assert len(proposed(as_text(made, seed)).duties) == len(made.items)


def test_words_that_yaml_would_misread_do_no_harm() -> None:
    nasty = '1.公开"引号": {a: b} # 注释\\、- 列表\x1b[31m与*星号&和！。（责任单位：@处、#处、“甲”处）\n2.公开指南。'

    assert len(proposed(f"临江市民政局2025年政务公开工作要点\n{nasty}").duties) == 2


def test_the_summary_tells_what_was_found_and_what_was_not() -> None:
    document = read(TEXT.replace("（责任单位：养老处）", "") + "附件：任务表\n")
    proposal = settle(propose(document, 2025), None)

    said = "\n".join(summarise(document, proposal, render(document, proposal, 2025), 2025))

    for words in (
        "条目 6 项",
        "没有找到责任单位的条目 1 项：2",
        "应发布 1 个",
        "没有归入条目的文字 1 段",
        "附件：任务表",
    ):
        assert words in said


MORE = """\
2025年临江市人力资源和社会保障
局政务公开工作要点
一、总体考虑
统筹公开和保密。
二、重点任务
1.每月5日前公开失业保险发放人数，5月中旬前公布职称评审结果，3月底前公布《临江市2025年培训计划》。（责任处室、单位：就业处、职业能力处）
2.推进预算、决算公开，决算于9月底前公开，国庆节前公布办事时间安排。办公室牵头，财务处配合
3.以《保守国家秘密法》修订施行为契机加强审查，动态更新《临江市补贴目录》；11月底前开展评估。（责任处室：法规处会办公室）
"""


def test_a_day_beside_a_thing_is_its_day_and_a_day_that_nothing_takes_is_ticked() -> None:
    plan = proposed(MORE)
    due = {one.name: str(one.due) for one in plan.expectations}

    assert plan.site.name == "临江市人力资源和社会保障局"
    assert due["失业保险发放人数"] == "每月5日前"
    assert due["职称评审结果"] == "2025-05-20前"
    assert due["《临江市2025年培训计划》"] == "2025-03-31前"
    assert due["部门决算"] == "2025-09-30前"
    assert due["部门预算"] == "每年4月30日前"
    assert "《临江市补贴目录》" in due
    assert not any("保密" in name or "保守" in name for name in due)
    assert [(one.name, str(one.due)) for one in plan.duties[2].ticks][-1] == ("11月底前开展评估", "2025-11-30前")


def test_units_are_read_with_two_roles_in_a_label_behind_the_last_stop_and_joined_by_a_word() -> None:
    assert [duty.units for duty in proposed(MORE).duties] == [
        ("就业处", "职业能力处"),
        ("办公室", "财务处"),
        ("法规处", "办公室"),
    ]


def test_what_a_table_parts_into_is_no_column_of_units() -> None:
    rows = (
        "序号\t工作任务\t细化分工\t责任处室\n1\t公开\t公布裁量基准、办事指南\t政法处\n2\t解读\t做好政策解读\t办公室\n"
    )

    assert [item.units.all for item in read(f"临江市卫生健康委2025年政务公开工作台账\n{rows}").items] == [
        ("政法处",),
        ("办公室",),
    ]


def test_beside_a_plan_that_has_the_duty_nothing_of_it_is_written_again_whatever_its_entries_are_called() -> None:
    plan = """\
site: {name: 临江市民政局, home: "https://mzj.linjiang.example/"}
units: [局办公室, 殡葬处]
expectations:
  - {name: 公墓新规, due: {by: 2025-06-30}, all_of: [公墓], unit: 殡葬处}
duties:
  - {number: "1", name: 公墓, text: 做好《公墓管理办法》的发布和解读，清明节前发布祭扫信息。, expectations: [公墓新规]}
"""
    first = TEXT.split("\n2.")[0]

    assert merged(plan, first) == plan


def test_a_season_that_the_plan_has_in_its_own_words_is_named_and_numbers_bear_the_year() -> None:
    after = load_plan(merged(PLAN))

    assert [one.name for one in after.expectations if one.due.before == "清明"] == ["清明"]
    assert [duty.number for duty in after.duties][:3] == ["1", "2025-1", "2"]


def test_a_column_of_an_account_is_its_series_and_no_account() -> None:
    plan = proposed(TEXT.replace("微信公众号开设“民政小课堂”专栏", "微信公众号“民政小课堂”专栏"))

    assert [(one.name, [of.name for of in one.series]) for one in plan.accounts] == [("临江民政", ["民政小课堂"])]


def test_every_festival_of_a_sentence_is_asked_for() -> None:
    text = "临江市交通局2025年政务公开工作要点\n1.春节、国庆节前发布出行提示。（责任单位：运输科）\n"
    plan = proposed(text)
    due = [one.due.before for one in plan.expectations] + [one.due.before for one in plan.duties[0].ticks]

    assert sorted(filter(None, due)) == ["国庆节", "春节"]


def test_the_lines_of_a_short_page_are_joined_where_all_that_have_no_stop_end_at_one_place() -> None:
    text = """\
临江市交通局2025年政务公开工作要点
（一）公路建设养护信息。4月底前公开年度农村公路建设计划，推进“四好农村路”建设
进展公开，按季度更新。（工程科）
（二）客货运输服务信息。做好公共交通信息公开，修订印发《出租汽车客运服务质量信用
考核办法》。（运输科）
（三）行政执法信息。对照行政执法公示有关规定，及时公开行政处罚决定。（由局机关法制
科负责）
"""
    document = read(text)

    assert [item.units.all for item in document.items] == [("工程科",), ("运输科",), ("局机关法制科",)]
    assert "建设进展公开" in document.items[0].text
