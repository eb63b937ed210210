"""What is proposed where days, units, tables and festivals stand in other makes, and where a plan has them already."""

from __future__ import annotations

from inspection.plan_file import load_plan
from tests.inspection.keypoints.proposals import PLAN, TEXT, merged, proposed, read

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
