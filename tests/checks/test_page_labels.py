"""Labels that are missing or wrong are found over portals of many kinds, each once, and nothing else is."""

from __future__ import annotations

import os
import random

import pytest

from checks.missing_label import MissingLabel
from checks.wrong_label import WrongLabel
from inspection.findings import Fault
from tests.checks.label_mistakes import MISTAKES
from tests.checks.portal_labels import observed_of, portal
from tests.checks.rounds import from_yaml, said

MANY = 400 if os.environ.get("XUNJIAN_SLOW") else 6


def found(made: object) -> set[str]:
    observed = observed_of(made)  # type: ignore[arg-type]
    return {
        one.subject
        for check in (MissingLabel(), WrongLabel())
        for one in check.judge(observed)
        if isinstance(one, Fault)
    }


@pytest.mark.parametrize("seed", range(MANY))
def test_a_sound_portal_has_no_fault_of_labels(seed: int) -> None:
    assert found(portal(seed)) == set()


@pytest.mark.parametrize("number", range(len(MISTAKES)))
def test_each_mistake_is_found_once_under_its_own_name(number: int) -> None:
    for seed in range(max(MANY // 40, 1)):
        made = portal(1000 * number + seed)
        expected = MISTAKES[number](made)

        assert found(made) == ({expected} if expected else set())


@pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="slow")
@pytest.mark.parametrize("seed", range(MANY))
def test_two_mistakes_at_once_are_both_found(seed: int) -> None:
    made = portal(seed)
    first, second = random.Random(seed).sample(MISTAKES, 2)
    expected = {first(made), second(made)} - {""}

    assert len(found(made) ^ expected) == 0 or len({name.split("：")[0].split("（")[0] for name in expected}) < 2


def test_where_nobody_read_pages_nothing_is_said_of_labels_but_that() -> None:
    observed, _ = from_yaml("今天: 2025-03-25\n")

    assert [said(check, observed).reasons for check in (MissingLabel(), WrongLabel())] == [
        [("某某局", "pages-not-read")]
    ] * 2


def test_labels_that_the_plan_exempts_are_not_asked_for() -> None:
    observed, _ = from_yaml(
        "今天: 2025-03-25\n方案: {labels: {exempt: [siteidcode]}}\n"
        "网页: {/: {类型: 首页, 标签: {SiteName: 某某局, SiteDomain: example.gov.cn}}}"
    )

    assert said(MissingLabel(), observed).subjects == []


BARE = """
今天: 2025-03-25
方案: {{labels: {{exempt: [SiteName, SiteDomain, SiteIDCode]}}}}
栏目:
  通知公告:
    稿件: [{{标题: 甲, 地址: /a/1.html}}, {{标题: 乙, 地址: /a/2.html}}, {{标题: 丙, 地址: /a/3.html}}]
网页:
  /: {{类型: 首页}}
  /a/1.html: {{标题: 甲, 标签: {{{0}}}}}
  /a/2.html: {{标题: 乙, 标签: {{{0}}}}}
  /a/3.html: {{标题: 丙, 标签: {{ArticleTitle: 丙, ContentSource: 甲市民政局}}}}
"""


def test_a_template_without_labels_is_one_fault_beside_those_of_other_pages() -> None:
    observed, _ = from_yaml(BARE.format(""))

    assert [one.title for one in said(MissingLabel(), observed).faults] == [
        "2 个稿件页都没有网页标签：ArticleTitle、PubDate、ContentSource（共查 3 个）",
        "1 个稿件页没有标签 PubDate（共查 3 个）",
    ]


def test_what_a_half_mended_template_still_lacks_is_told_by_name() -> None:
    observed, _ = from_yaml(BARE.format("ArticleTitle: 题"))

    assert said(MissingLabel(), observed).subjects == ["ContentSource（稿件页）", "PubDate（稿件页）"]


def test_of_a_page_that_a_script_draws_nothing_is_said() -> None:
    observed, _ = from_yaml("今天: 2025-03-25\n网页: {/: {类型: 首页, 页脚来自: [script]}}")

    assert said(MissingLabel(), observed).reasons == [("网页标签（首页）", "scripted-page")]


def test_a_page_that_another_frames_owes_no_labels() -> None:
    observed, _ = from_yaml(
        "今天: 2025-03-25\n栏目: {通知公告: {稿件: [{标题: 关于甲的通知, 地址: /a/1.html}]}}\n"
        "网页:\n"
        "  /: {类型: 首页, 内嵌: [/a/1.html], 标签: {SiteName: 某某局, SiteDomain: example.gov.cn, SiteIDCode: 1}}\n"
        "  /a/1.html: {标题: 关于甲的通知}\n"
    )

    assert said(MissingLabel(), observed).subjects == []


@pytest.mark.parametrize(
    ("stated", "shown", "same"),
    [
        ("关于做好清明祭扫工作的通…", "关于做好清明祭扫工作的通知", True),
        ("甲市民政局 | 关于做好清明祭扫工作的通知", "关于做好清明祭扫工作的通知", True),
        ("关于做好清明节祭扫工作的通知", "关于做好清明祭扫工作的通知", True),
        ("关于做好2024年清明祭扫工作的通知", "关于做好2025年清明祭扫工作的通知", False),
        ("第三批慈善组织名单", "第四批慈善组织名单公示", False),
        ("关于开展年检的通知", "关于做好清明祭扫工作的通知", False),
    ],
)
def test_a_title_is_the_same_where_only_its_surroundings_differ(stated: str, shown: str, same: bool) -> None:
    observed, _ = from_yaml(
        "今天: 2025-03-25\n栏目: {通知公告: {稿件: [{标题: 甲, 地址: /a/1.html}]}}\n"
        f"网页: {{/a/1.html: {{显示标题: '{shown}', 标签: {{ArticleTitle: '{stated}'}}}}}}"
    )

    assert ("ArticleTitle：与标题不符" not in said(WrongLabel(), observed).subjects) is same


BEYOND = """
今天: 2025-03-25
方案:
  messages: [{name: 局长信箱, url: /xx/}]
  guides: [{name: 政府信息公开指南, url: /zn.html}]
  libraries: [{name: 养老主题库, urls: [/yl.html], any_of: [养老]}]
网页:
  /: {类型: 首页, 标签: {SiteName: 某某局, SiteDomain: example.gov.cn, SiteIDCode: "3100000061"}}
  %s: {标题: 政府信息公开指南, 日期: {网页所标: 2025-03-20}, 正文: "%s"}
"""


@pytest.mark.parametrize("address", ["/xx/", "/xx/12.html", "/zn.html", "/yl.html", "/other/12.html"])
def test_what_the_plan_calls_a_guide_a_library_or_a_board_is_no_article(address: str) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(400))
    observed, _ = from_yaml(BEYOND % (address, text))

    assert bool(said(MissingLabel(), observed).faults) == (address == "/other/12.html")
