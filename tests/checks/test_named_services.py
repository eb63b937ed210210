"""Which services a policy names: many cities' platforms, sentences that only mention one, titles that say it."""

from __future__ import annotations

import pytest

from checks.named_services import named_services
from checks.service_titles import subject_of
from tests.checks.service_texts import told

_ALL = 400


@pytest.mark.parametrize("held_out", [False, True])
def test_services_are_told_from_mentions_in_varied_wording(held_out: bool) -> None:
    texts = [told(seed, held_out=held_out) for seed in range(_ALL)]

    wrong = [one.title for one in texts if (one.item is not None) != bool(named_services(one.title, one.text))]

    assert len(wrong) <= _ALL * 0.02, wrong[:5]


@pytest.mark.parametrize(
    "platform",
    ["“津心办”", "“甘快办”", "“湘易办”超级服务端", "“秦务员”平台", "天府通办", "“某城通”", "“浙里办”APP", "一网通办"],
)
def test_platforms_of_all_cities_are_known(platform: str) -> None:
    named = named_services("高龄津贴发放办法", f"申请人可登录{platform}，在线申请高龄津贴。")

    assert "高龄津贴" in named.names


@pytest.mark.parametrize(
    "mode", ["“跨省通办”", "“全程网办”", "“马上办”", "“一次办”", "“帮代办”", "“免证办”", "“掌上办”"]
)
def test_ways_of_working_in_quotes_are_no_platforms(mode: str) -> None:
    named = named_services(
        "高龄津贴发放办法", f"申请人在窗口申请的，实行{mode}，当场办结。高龄津贴由街道通过{mode}方式受理。"
    )

    assert not named.strong


def test_a_services_own_words_do_not_make_its_sentence_one_for_offices() -> None:
    text = "我市已开通职业技能提升补贴线上申请渠道，市民可通过“粤省事”微信小程序在线办理。"

    assert "职业技能提升补贴" in named_services("职业技能提升补贴实施办法", text).names


def test_what_is_chosen_on_the_platform_is_the_service_and_not_the_part_of_the_platform() -> None:
    text = "登录“一网通办”平台，进入“特色专栏”，点击“家庭养老床位建设”即可申请。"

    assert named_services("关于加强养老工作的通知", text).names == ("家庭养老床位建设",)


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("关于调整失业保险金申领标准的通知", "失业保险金"),
        ("关于印发《人才公寓入住实施办法（试行）》的通知", "人才公寓入住"),
        ("关于做好2025年度高龄津贴发放有关工作的通知", "高龄津贴"),
        ("本市养犬登记办事规程", "养犬登记"),
        ("通知", ""),
    ],
)
def test_titles_say_what_they_are_about(title: str, subject: str) -> None:
    assert subject_of(title) == subject


def test_a_field_of_work_is_no_service() -> None:
    named = named_services("关于优化营商环境的若干措施", "企业可登录“一网通办”平台在线提交申请。")

    assert named.strong
    assert not named.names


def test_a_sentence_that_may_invite_is_neither_silent_nor_certain() -> None:
    named = named_services("高龄津贴发放办法", "高龄津贴在“一网通办”平台即时申请、即时办结。")

    assert not named.strong
    assert named.perhaps


@pytest.mark.parametrize(
    "sentence",
    [
        "评估机构通过“赣服通”接收高龄津贴的评估任务。",
        "区级审核部门通过“一网通办”作出高龄津贴的审核决定，并告知申请人。",
        "对在“一网通办”提交虚假材料骗取高龄津贴的，依法追究责任。",
        "办理高龄津贴所需的户籍信息，由受理机关通过“一网通办”核查，申请人无需提供。",
        "经办人员登录“一网通办”后台，核对高龄津贴申请人身份。",
    ],
)
def test_what_offices_do_on_the_platform_invites_nobody(sentence: str) -> None:
    named = named_services("高龄津贴发放办法", sentence)

    assert not named.strong
    assert not named.perhaps


@pytest.mark.parametrize(
    "sentence",
    [
        "申领人通过“一网通办”提交高龄津贴申请的，无需重复提交已共享的电子证照。",
        "办理途径：“赣服通”（网址见文末），事项为“高龄津贴”。",
        "本人或者其监护人可以使用“一网通办”提出高龄津贴的申请。",
        "如需高龄津贴，请在“一网通办”预约办理时间。",
        "户主可登录“一网通办”申请高龄津贴。",
    ],
)
def test_whoever_applies_is_invited_by_whatever_name(sentence: str) -> None:
    assert "高龄津贴" in named_services("高龄津贴发放办法", sentence).names
