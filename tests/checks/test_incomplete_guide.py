"""incomplete-guide: elements in many wordings, each left out once; entrances."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from checks.guide_elements import DISCLOSURE, SERVICE
from checks.incomplete_guide import IncompleteGuide
from inspection.contents import Anchor, PageContent, pack
from inspection.records import Verdict
from tests.checks.rounds import Said, address, observed, said, target

DISCLOSED = {
    "信息的分类": (
        "主动公开的范围：机构职能、政策文件。",
        "（一）信息分类\n机构概况、法规公文。",
        "公开内容见政府信息公开目录。",
    ),
    "编排体系": ("本机关信息按目录编排。", "每条信息的索引号由代码组成。", "（二）编排体系说明如下"),
    "获取方式": ("公开形式：本机关网站。", "可通过本局网站、公众号查阅。", "（三）获取途径\n档案馆、图书馆。"),
    "公开工作机构名称": (
        "受理机构：某市民政局办公室",
        "本局负责信息公开工作的机构为办公室。",
        "工作机构名称：政务公开办",
    ),
    "办公地址": ("办公地址：某路1号", "通信地址:某路1号203室", "地　址：某区某路1号", "受理地点\n某路1号"),
    "办公时间": ("办公时间：9:00-17:00", "工作时间：周一至周五上午9时", "接待时间\n星期一至星期五"),
    "联系电话": ("联系电话：021-00000000", "电 话：(021)00000000", "咨询电话：12345", "联系方式：00000000"),
    "传真号码": ("传真：021-00000001", "传　真：00000001", "传真号码\n021-00000001"),
    "互联网联系方式": ("电子邮箱：gk@example.gov.cn", "网址：www.example.gov.cn", "E-mail：gk@example.gov.cn"),
}
SERVED = {
    "事项名称": ("事项名称：养老机构备案", "办理事项：养老机构备案"),
    "设定依据": ("设定依据：《老年人权益保障法》", "法律依据\n《老年人权益保障法》", "二、办理依据"),
    "申请条件": ("申请条件：有固定场所", "受理条件\n有固定场所", "办理对象：养老机构"),
    "办理材料": ("申请材料：备案申请书", "所需材料\n承诺书", "提交材料清单：承诺书"),
    "办理地点": ("办理地点：某路1号", "受理地址：某路1号", "窗口地址：某路1号"),
    "办理机构": ("实施机构：某区民政局", "受理部门：某区民政局", "承办单位：某区民政局"),
    "收费标准": ("收费标准：无", "是否收费：否", "本事项免费办理"),
    "办理时间": ("法定时限：20个工作日", "承诺办结时限：5个工作日", "办理时间：周一至周五"),
    "联系电话": ("咨询电话：021-00000000", "联系电话：00000000", "咨询方式：12345"),
    "办理流程": ("办理流程：申请—受理—办结", "办事程序\n申请、受理", "申请流程图"),
}
BLANKS = ("传真：", "传真号码：\n电子邮箱：gk@example.gov.cn", "传真：____", "传　真：\n")


def guide(text: str, kind: str = "信息公开", title: str = "", **more: Any) -> Said:
    rule = {"name": "指南", "url": "/zn/", "kind": kind, **more}
    page = PageContent(url=address("/zn/"), kind="other", title=title or "办事指南", packed=pack(text))
    round_ = observed(plan={"guides": [rule]})
    return said(IncompleteGuide(), replace(round_, contents={page.url: page}))


def text_of(words: dict[str, tuple[str, ...]], without: set[str], rng: random.Random) -> str:
    chosen = [rng.choice(ways) for name, ways in words.items() if name not in without]
    rng.shuffle(chosen)
    return "为了方便公众，编写本页，请按照下列内容办理，如有疑问可以向我们提出。" * 2 + "\n" + "\n".join(chosen)


@pytest.mark.parametrize(("kind", "words"), [("信息公开", DISCLOSED), ("办事", SERVED)])
@pytest.mark.parametrize("seed", range(25))
def test_what_is_left_out_is_named_and_nothing_else(kind: str, words: dict[str, tuple[str, ...]], seed: int) -> None:
    rng = random.Random(seed)
    without = set(rng.sample(sorted(words), rng.randrange(0, 5)))
    heard = guide(text_of(words, without, rng), kind)
    named = {element for fault in heard.faults for element in fault.evidence["elements"]}  # type: ignore[union-attr]
    assert named == without


def test_the_words_know_every_element() -> None:
    assert ([e.name for e in DISCLOSURE], [e.name for e in SERVICE]) == (list(DISCLOSED), list(SERVED))


@pytest.mark.parametrize("blank", BLANKS)
def test_a_label_with_nothing_behind_it_is_missing(blank: str) -> None:
    text = text_of(DISCLOSED, {"传真号码"}, random.Random(1))
    assert [fault.evidence["elements"] for fault in guide(f"{text}\n{blank}").faults] == [["传真号码"]]


def test_the_next_label_is_no_value() -> None:
    text = text_of(DISCLOSED, {"办公地址"}, random.Random(1))
    assert [fault.evidence["elements"] for fault in guide(f"{text}\n通讯地址\n工作时间\n9:00-17:00").faults] == [
        ["办公地址"]
    ]


def test_the_foot_of_the_site_is_no_part_of_the_guide() -> None:
    foot = "主办：某市民政局 地址：某路1号 电话：021-00000000"
    text = f"首页\n{text_of(DISCLOSED, {'办公地址'}, random.Random(1))}\n{foot}"
    round_ = observed(plan={"guides": [{"name": "指南", "url": "/zn/"}]})
    pages = [
        PageContent(url=address("/zn/"), kind="other", title="指南", packed=pack(text)),
        PageContent(url=round_.plan.site.home_url, kind="home", packed=pack(f"首页\n{foot}")),
    ]
    heard = said(IncompleteGuide(), replace(round_, contents={page.url: page for page in pages}))
    assert [fault.evidence["elements"] for fault in heard.faults] == [["办公地址"]]


def test_a_number_for_complaints_is_no_number_for_questions() -> None:
    text = text_of(DISCLOSED, {"联系电话"}, random.Random(2))
    assert [fault.evidence["elements"] for fault in guide(f"{text}\n监督电话：021-00000009").faults] == [["联系电话"]]


@pytest.mark.parametrize(("lacking", "counts"), [(3, False), (4, True)])
def test_four_classes_and_more_count_for_the_veto(lacking: int, counts: bool) -> None:
    without = set(sorted(SERVED)[:lacking])
    fault = guide(text_of(SERVED, without, random.Random(3)), "办事").faults[0]
    assert fault.evidence["counts_for_veto"] is counts


def test_a_title_that_names_the_matter_is_its_name() -> None:
    text = text_of(SERVED, {"事项名称"}, random.Random(4))
    assert guide(text, "办事", title="养老机构备案").faults == []


def test_the_plan_s_own_elements_come_first() -> None:
    text = "办公地址：某路1号。" * 10
    assert guide(text, elements=["办公地址|受理地点"]).faults == []


def entrance(verdict: Verdict | None, linked: bool) -> Said:
    text = text_of(DISCLOSED, set(), random.Random(5))
    links = (Anchor(address("/sq/"), "我要申请"),) if linked else ()
    page = PageContent(url=address("/zn/"), title="信息公开指南", links=links, packed=pack(text))
    targets = (target("/sq/", verdict, "http-404"),) if verdict else ()
    round_ = observed(plan={"guides": [{"name": "指南", "url": "/zn/", "entrance": "/sq/"}]}, targets=targets)
    return said(IncompleteGuide(), replace(round_, contents={page.url: page}))


def test_an_entrance_that_opens_is_sound() -> None:
    heard = entrance(None, linked=True)
    assert (heard.faults, heard.untold) == ([], [])


def test_an_entrance_that_does_not_open_is_a_fault() -> None:
    assert "申请入口打不开" in entrance(Verdict.FAULTY, linked=True).faults[0].title


@pytest.mark.parametrize(("verdict", "linked"), [(Verdict.UNDECIDED, True), (None, False)])
def test_an_entrance_of_which_nothing_is_known_is_said(verdict: Verdict | None, linked: bool) -> None:
    heard = entrance(verdict, linked)
    assert (heard.faults, [told.subject for told in heard.untold]) == ([], ["指南"])


def test_a_page_of_pictures_is_not_judged() -> None:
    assert guide("见图").reasons == [("指南", "text-too-short")]
