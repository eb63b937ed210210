"""Whether what opened is what was promised: the same, surely another, or not to be told."""

from __future__ import annotations

import pytest

from checks.service_likeness import explicit, same_item

SAME = (
    ("最低生活保障", "最低生活保障审核确认"),
    ("社会团体登记", "社会团体成立、变更、注销登记"),
    ("养老机构备案", "设立养老机构备案"),
    ("高龄津贴", "上海市高龄津贴（个人）"),
    ("居住证", "居住证办理（新办）"),
    ("工伤认定", "工伤认定申请"),
)
OTHER = (
    ("基金会设立登记", "基金会注销登记"),
    ("民办学校办学许可", "民办学校终止办学"),
    ("婚姻登记预约", "婚姻登记档案查询"),
    ("住房公积金提取", "住房公积金贷款"),
    ("教师资格认定", "教师资格证书补发"),
    ("基金会设立登记", "食品经营许可证核发"),
    ("租房补贴", "护照换发"),
)
# Perhaps the official name of the same, perhaps a neighbour: only people can tell.
NEAR = (
    ("租房补贴", "购房补贴"),
    ("失业保险金", "失业补助金"),
    ("高龄津贴", "老年人福利补贴"),
    ("养犬登记", "犬类准养证核发"),
    ("机动车驾驶证", "机动车驾驶证期满换证"),
    ("特困人员认定", "特困人员救助供养对象认定"),
)


def judged(name: str, page: str, words: str) -> bool | None:
    text = f"{name}实施办法\n申请人可通过“一网通办”办理{name}，也可到窗口申请。"
    return same_item(words, [name], text, [page], sure=True)


@pytest.mark.parametrize(("name", "page"), SAME)
def test_another_writing_is_the_same_service(name: str, page: str) -> None:
    assert (judged(name, page, "立即办理"), judged(name, page, name)) == (True, True)


@pytest.mark.parametrize(("name", "page"), OTHER)
def test_another_service_is_told(name: str, page: str) -> None:
    assert (judged(name, page, "立即办理"), judged(name, page, name)) == (False, False)


@pytest.mark.parametrize(("name", "page"), NEAR)
def test_near_names_are_left_to_people(name: str, page: str) -> None:
    assert (judged(name, page, "立即办理"), judged(name, page, name)) == (None, None)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("基金会设立登记", "基金会设立登记"),
        ("《基金会设立登记》", "基金会设立登记"),
        ("基金会设立登记（点击进入）", "基金会设立登记"),
        ("基金会设立登记网上申请入口", "基金会设立登记"),
        ("立即办理", ""),
        ("点击此处在线申请", ""),
        ("https://zwdt.sh.gov.cn/item?id=1", ""),
        ("上海一网通办", ""),
        ("办理入口", ""),
    ],
)
def test_a_links_words_name_an_item_or_nothing(words: str, name: str) -> None:
    assert explicit(words) == name


def test_a_link_that_names_its_item_is_judged_where_the_policys_text_names_none() -> None:
    assert same_item("基金会设立登记", [], "有关事项见下。", ["护照换发"], sure=True) is False
