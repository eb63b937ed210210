"""The drafting unit answers for a policy where its page plainly names it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.drafting import drafter
from checks.missing_interpretation import MissingInterpretation
from checks.obligations import unit_of
from inspection.plan import Plan
from inspection.records import Article
from tests.checks.policies import policy, round_
from tests.checks.rounds import said

UNITS = ["办公室", "法规处", "服务处", "养老服务处", "养老服务一处", "救助处", "殡管处", "传媒中心"]
LABELS = ["起草部门", "起草单位", "起草处室", "承办处室", "主办处室", "牵头处室", "解读部门", "责任处室"]
PLAN = Plan.model_validate(
    {"site": {"name": "某市民政局门户网站", "home": "https://mzj.example.gov.cn/"}, "units": UNITS}
)


def drafted(text: str = "", source: str | None = None) -> str | None:
    return drafter(PLAN, Article("政策文件", "某某办法", "https://mzj.example.gov.cn/1", source=source, text=text))


@given(
    st.sampled_from(LABELS),
    st.sampled_from([":", "：", " ： "]),
    st.sampled_from(["", "某市民政局", "市民政局", "局", "民政局 ", "本局", "某市民政局　"]),
    st.sampled_from(UNITS),
    st.sampled_from(["", "。", "；联系电话", "（救助热线）", "\n发布日期：2025年3月10日", " 2025年3月10日"]),
    st.sampled_from(["", "各有关单位：\n", "发布日期：2025-03-10 ", "来源：某市民政局\n"]),
)
def test_a_label_names_the_unit_however_it_is_written(
    label: str, colon: str, bureau: str, unit: str, after: str, before: str
) -> None:
    assert drafted(f"{before}{label}{colon}{bureau}{unit}{after}") == unit


@given(st.sampled_from(["", "某市民政局", "市民政局", "局"]), st.sampled_from(UNITS))
def test_the_source_names_the_unit(bureau: str, unit: str) -> None:
    assert drafted(source=f"{bureau}{unit}") == unit


@pytest.mark.parametrize(
    "source", [None, "", "某市民政局", "市财政局办公室", "市财政局 办公室", "市政府办公室", "大服务处"]
)
def test_a_source_that_is_none_of_our_units_names_nobody(source: str | None) -> None:
    assert drafted(source=source) is None


@given(
    st.lists(st.sampled_from(UNITS), min_size=2, max_size=4, unique=True),
    st.sampled_from(["、", "，", "和", "与", "会同", " ", "/"]),
)
def test_between_two_units_nobody_guesses(units: list[str], between: str) -> None:
    assert drafted(f"起草处室：{between.join(units)}") is None


def test_two_labels_that_disagree_name_nobody_even_where_the_source_is_plain() -> None:
    assert drafted("起草处室：救助处\n解读部门：殡管处", source="救助处") is None


def test_a_label_that_names_another_body_leaves_the_word_to_the_source() -> None:
    assert drafted("起草单位：市财政局", source="救助处") == "救助处"


def test_the_label_is_surer_than_the_source() -> None:
    assert drafted("起草处室：救助处", source="办公室") == "救助处"


def test_one_of_ours_beside_another_body_is_the_drafter() -> None:
    assert drafted("起草单位：市财政局、市民政局救助处") == "救助处"


def test_a_task_in_the_body_names_no_drafter() -> None:
    assert drafted("（一）扩大覆盖面（责任处室：救助处）。\n（二）加强宣传。") is None


def test_a_unit_inside_a_longer_name_is_not_meant() -> None:
    assert drafted("起草处室：社区服务处") is None


def test_the_fault_of_a_policy_is_its_drafters() -> None:
    observed = round_([policy(text="起草处室：救助处")], [])
    owned = observed.plan.model_copy(update={"units": PLAN.units})
    observed = type(observed)(owned, observed.as_of, observed.workdays, observed.home, columns=observed.columns)

    assert [fault.unit for fault in said(MissingInterpretation(), observed).faults] == ["救助处"]


def test_without_a_drafter_the_columns_unit_answers() -> None:
    observed = round_([policy()], [])
    column = observed.plan.columns[0].model_copy(update={"unit": "法规处"})
    owned = observed.plan.model_copy(update={"columns": (column, *observed.plan.columns[1:])})
    observed = type(observed)(owned, observed.as_of, observed.workdays, observed.home, columns=observed.columns)

    assert unit_of(observed, next(observed.articles(("政策文件",)))) == "法规处"
