"""What two plans differ in, in words."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desk.plan_changes import changes

NAMES = st.sampled_from(["工作动态", "养老服务", "政策文件", "办事统计"])
ENTRY = st.fixed_dictionaries({"name": NAMES, "update_within": st.sampled_from(["14d", "30d", "90d"])})
PLANS = st.fixed_dictionaries(
    {
        "site": st.fixed_dictionaries({"name": st.text(max_size=5), "owned": st.booleans()}),
        "columns": st.lists(ENTRY, unique_by=lambda entry: entry["name"], max_size=4),
    },
    optional={"timezone": st.sampled_from(["Asia/Shanghai", "Asia/Urumqi"]), "未知": st.none() | st.integers()},
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(PLANS, PLANS)
def test_something_is_said_exactly_where_something_differs(before: dict[str, Any], after: dict[str, Any]) -> None:
    same = {key: value for key, value in before.items() if value is not None} == {
        key: value for key, value in after.items() if value is not None
    }

    assert bool(changes(before, after)) != same


@given(ANYTHING, ANYTHING)
def test_whatever_stands_in_a_faulty_plan_can_be_compared(before: Any, after: Any) -> None:
    assert all(isinstance(line, str) and line for line in changes(before, after))


def test_what_came_went_and_changed_is_told_by_name() -> None:
    before = {"columns": [{"name": "甲", "update_within": "14d"}, {"name": "乙", "url": "/b/"}, {"name": "丁"}]}
    after = {
        "columns": [{"name": "甲", "update_within": "30d"}, {"name": "丙", "url": "/b/"}, {"name": "戊", "url": "/"}]
    }

    assert changes(before, after) == [
        "栏目：新增 1 项（戊）",
        "栏目：删去 1 项（丁）",
        "栏目“乙”：改名为“丙”",
        "栏目“甲” 更新期限：14d 改为 30d",
    ]


def test_true_in_place_of_1_is_a_change() -> None:
    assert changes({"crawl": {"looks": 1}}, {"crawl": {"looks": True}}) == ["访问方式 尝试次数：1 改为 true"]


def test_of_very_many_changes_the_rest_is_counted() -> None:
    before = {"columns": [{"name": f"{n}", "update_within": "14d"} for n in range(100)]}
    after = {"columns": [{"name": f"{n}", "update_within": "30d"} for n in range(100)]}

    assert changes(before, after)[-1] == "另有 40 处改动，见下面的逐行对比"


def test_thousands_of_columns_renamed_at_once_are_told_at_once() -> None:
    """Each compared with each, it would take minutes while somebody types."""
    before = {"columns": [{"name": f"旧{n}", "url": f"/{n}/"} for n in range(4000)]}
    after = {"columns": [{"name": f"新{n}", "url": f"/{n}/"} for n in range(4000)]}

    assert changes(before, after)[0] == "栏目“旧0”：改名为“新0”"
