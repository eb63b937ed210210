"""What is proposed for a plan from the key points, alone and beside a plan that there is."""

from __future__ import annotations

from datetime import date

import pytest

from checks.all import CHECKS
from inspection.due import occurrences
from inspection.keypoints.deeds import WATCHES
from inspection.keypoints.proposing import propose
from inspection.keypoints.settling import settle
from inspection.keypoints.summary import summarise
from inspection.keypoints.writing import render
from inspection.plan_file import load_plan
from tests.inspection.keypoints.documents import as_text, make
from tests.inspection.keypoints.phrases import OPEN, SEALED
from tests.inspection.keypoints.proposals import PLAN, TEXT, merged, proposed, read, written


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


HALVES = """\
临江市民政局2025年政务公开工作要点
1.上半年、下半年各举办一次政务公开培训。（责任单位：办公室）
2.每半年公布一次养老服务质量检查结果。（责任单位：养老处）
3.每半年通报一次工作情况，下半年组织调研。（责任单位：办公室）
"""


def test_what_is_done_in_each_half_of_the_year_is_asked_for_twice() -> None:
    plan = proposed(HALVES)

    assert [(tick.name, str(tick.due)) for duty in plan.duties for tick in duty.ticks] == [
        ("政务公开培训（上半年）", "2025-06-30前"),
        ("政务公开培训（下半年）", "2025-12-31前"),
        ("调研走访听取意见", "2025-12-31前"),
        ("每半年通报一次工作情况（上半年）", "2025-06-30前"),
        ("每半年通报一次工作情况（下半年）", "2025-12-31前"),
    ]
    assert merged(merged(PLAN, HALVES), HALVES) == merged(PLAN, HALVES)


def test_what_one_half_published_does_not_count_for_the_other() -> None:
    first, second = (occurrences(one.due, date(2025, 7, 1))[0] for one in proposed(HALVES).expectations)

    assert (first.opens, second.opens) == (date(2025, 1, 1), date(2025, 7, 1))


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
