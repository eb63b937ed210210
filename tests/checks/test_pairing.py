"""Which article interprets which policy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.pairing import pair
from tests.checks.pairs import CORE, only, paired, policy, reading

WRAPPERS = (
    "《{}》解读",
    "《{}》政策解读",
    "关于《{}》的解读",
    "《{}》的解读",
    "关于《{}》的政策解读",
    "【文字解读】《{}》政策解读",
    "一图读懂 | {}",
    "一图读懂丨{}",
    "一图读懂：{}",
    "一图读懂｜《{}》",
    "图解：{}",
    "{}图解",
    "{}政策解读",
    "有关负责同志就《{}》答记者问",
    "市民政局有关负责人就《{}》答记者问",
    "托起稳稳的幸福——《{}》专家解读",
    "更有温度更有力度——专家解读《{}》",
    "《{}》政策问答",
    "《{}》起草说明",
    "关于《{}》的说明",
    "《市民政局关于印发〈{}〉的通知》的政策解读",
    "《关于印发〈{}〉的通知》（沪民规〔2025〕3号）政策解读",
)
HEADS = ("{}", "《{}》", "关于印发《{}》的通知", "上海市民政局关于印发《{}》的通知", "关于发布{}的公告")


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_policy_is_found_in_every_customary_title(head: str, wrapper: str) -> None:
    found = pair([policy(head.format(CORE))], [reading(wrapper.format(CORE))])
    assert [p.reason for p in found] == ["quoted-title"]


topics = st.sampled_from(
    ["养老服务", "社会救助", "慈善组织", "殡葬服务", "儿童福利", "残疾人两项补贴", "社区治理", "婚姻登记", "地名管理"]
)
subjects = st.sampled_from(["补贴", "监督", "资金", "机构", "信用", "评估", "标准", "信息", "档案", "安全"])
forms = st.sampled_from(["管理办法", "实施细则", "暂行规定", "工作方案", "实施意见", "操作规程", "管理规定"])
cores = st.builds("{}{}{}".format, topics, subjects, forms)
years = st.integers(2019, 2026)


@settings(max_examples=150)
@given(cores, st.sampled_from(WRAPPERS), st.sampled_from(HEADS), years, years)
def test_editions_of_different_years_are_never_paired(core: str, wrapper: str, head: str, one: int, two: int) -> None:
    mine, other = f"{core}（{one}年版）", f"{core}（{two}年版）"
    assert bool(pair([policy(head.format(mine))], [reading(wrapper.format(other))])) == (one == two)


@settings(max_examples=80)
@given(cores, st.sampled_from(WRAPPERS), st.integers(1, 12), st.integers(1, 12))
def test_batches_must_agree(core: str, wrapper: str, one: int, two: int) -> None:
    names = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    mine, other = f"{core}（第{names[one - 1]}批）", f"{core}（第{two}批）"
    assert bool(pair([policy(mine)], [reading(wrapper.format(other))])) == (one == two)


@settings(max_examples=150)
@given(st.lists(cores, min_size=2, max_size=2, unique=True), st.sampled_from(WRAPPERS), st.sampled_from(HEADS))
def test_an_interpretation_belongs_to_its_own_policy_alone(two: list[str], wrapper: str, head: str) -> None:
    policies = [policy(head.format(core)) for core in two]
    assert paired(policies, [reading(wrapper.format(two[1]))]) == [
        (policies[1].title, wrapper.format(two[1])),
    ]


@settings(max_examples=100)
@given(st.lists(cores, min_size=2, max_size=2, unique=True), st.sampled_from(WRAPPERS))
def test_another_policys_interpretation_serves_nobody_when_that_policy_is_absent(two: list[str], wrapper: str) -> None:
    assert pair([policy(two[0])], [reading(wrapper.format(two[1]))]) == []


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        ("关于调整城市最低生活保障标准的通知", "关于调整农村最低生活保障标准的通知"),
        ("慈善组织认定管理办法", "慈善组织取消认定管理办法"),
        ("养老服务补贴管理办法", "居家养老服务补贴管理办法"),
        ("上海市养老服务条例", "上海市养老服务条例实施细则"),
        ("上海市养老服务条例", "北京市养老服务条例"),
        ("上海市闵行区养老服务补贴办法", "上海市养老服务补贴办法"),
        ("关于修改《社会团体登记管理办法》的决定", "社会团体登记管理办法"),
        ("关于废止《社会团体登记管理办法》的通知", "社会团体登记管理办法"),
        ("关于贯彻落实《社会救助条例》的实施意见", "社会救助条例"),
        ("残疾人两项补贴管理办法（征求意见稿）", "残疾人两项补贴管理规定"),
        ("关于加强养老机构监管工作的通知", "关于加强养老机构监管工作的意见"),
        ("2025年上半年低保资金支出情况", "2025年下半年低保资金支出情况"),
    ],
)
def test_sibling_documents_are_not_taken_for_each_other(mine: str, other: str) -> None:
    assert pair([policy(mine)], [reading(f"《{other}》解读"), reading(f"一图读懂：{other}")]) == []
    assert pair([policy(other)], [reading(f"《{mine}》解读"), reading(f"一图读懂：{mine}")]) == []


def test_the_interpretation_of_a_draft_is_not_that_of_the_document() -> None:
    assert pair([policy(CORE)], [reading(f"《{CORE}（征求意见稿）》起草说明")]) == []


@pytest.mark.parametrize(
    "title",
    [
        "养老服务补贴管理办法政策解读",
        "《养老服务补贴管理办法》解读",
        "一图读懂：新版上海市养老服务补贴管理办法",
        "《上海市养老服务补贴管理办法（试行）》解读",
    ],
)
def test_a_name_with_weak_words_more_or_less_is_the_same_document(title: str) -> None:
    assert pair([policy(f"关于印发《{CORE}》的通知")], [reading(title)])


def test_a_long_title_that_speaks_about_the_document_is_paired_by_likeness() -> None:
    title = "优化服务供给——市民政局新闻发言人就2025年版养老服务目录答记者问"
    found = only(pair([policy("《养老服务目录（2025年版）》")], [reading(title)]))
    assert found.reason in {"likeness", "quoted-title"}


@pytest.mark.parametrize(
    ("issued", "explained", "same"),
    [
        ("市民政局等五部门关于加强养老人才队伍建设的实施意见", "《关于加强养老人才队伍建设的实施意见》政策解读", True),
        (
            "市民政局等五部门关于加强养老人才队伍建设的实施意见",
            "图解《市民政局等五部门关于加强养老人才队伍建设的实施意见》",
            True,
        ),
        ("关于印发《社区养老服务工作指引》的通知", "一张图带你读懂《社区养老服务工作指引》", True),
        ("关于印发《社区养老服务工作指引》的通知", "【政策解读】社区养老服务工作指引", True),
        ("关于印发《社区养老服务工作指引》的通知", "《社区养老服务工作指引》政策解读（问答版）", True),
        ("关于印发《社区养老服务工作指引》的通知", "《社区养老服务工作指引》解读（二）", True),
        ("关于印发《社区养老服务工作指引》的通知", "《社区养老服务工作指引》热点问答", True),
        ("关于印发《社区养老服务工作指引》的通知", "视频解读：社区养老服务工作指引", True),
        ("关于印发《社区养老服务工作指引》的通知", "动漫解读——社区养老服务工作指引", True),
        ("关于印发《社区养老服务工作指引》的通知", "市民政局解读《社区养老服务工作指引》", True),
        ("关于调整本市最低生活保障标准的通知", "关于调整本市最低生活保障标准的政策解读", True),
        ("关于调整本市最低生活保障标准的通知", "《关于调整本市特困人员供养标准的通知》政策解读", False),
        ("上海市志愿服务条例", "《上海市志愿服务记录办法》解读", False),
        ("上海市养老服务发展“十四五”规划", "《上海市养老服务发展“十五五”规划》解读", False),
        ("上海市养老服务发展“十四五”规划", "《上海市养老服务发展“十四五”规划》解读", True),
        ("关于印发《2025年民政工作要点》的通知", "《2024年民政工作要点》解读", False),
        ("关于印发《2025年民政工作要点》的通知", "一图读懂2025年民政工作要点", True),
        ("关于公布第三批社区养老示范点名单的通知", "第四批社区养老示范点名单解读", False),
        ("社会救助条例实施办法（2025年修订）", "《社会救助条例实施办法》（2025年修订）政策解读", True),
        ("社会救助条例实施办法（2025年修订）", "《社会救助条例实施办法》（2019年）政策解读", False),
        ("关于印发《殡葬服务收费办法》《公墓管理办法》的通知", "《公墓管理办法》解读", True),
    ],
)
def test_customary_titles_of_offices(issued: str, explained: str, same: bool) -> None:
    assert bool(pair([policy(issued)], [reading(explained)])) is same
