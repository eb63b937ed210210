"""Which columns a round reads: those judged for freshness, and those in which something is looked for."""

from __future__ import annotations

from typing import Any

import pytest

from inspection.plan import Plan
from spiders.job import is_read

_SECTIONS: list[dict[str, Any]] = [
    {"consultations": {"columns": ["目录"]}},
    {"consultations": {"columns": ["动态"], "results": ["目录"]}},
    {"validity": {"columns": ["目录"]}},
    {"decisions": [{"name": "目录", "columns": ["目录"]}]},
    {"libraries": [{"name": "库", "urls": ["/k/"], "any_of": ["养老"], "columns": ["目录"]}]},
    {"tables": [{"name": "表", "any_of": ["名录"], "headings": ["名称"], "columns": ["目录"]}]},
    {"expectations": [{"name": "年报", "due": {"yearly": "01-31"}, "all_of": ["年报"], "columns": ["目录"]}]},
]


def of(**sections: Any) -> Plan:
    columns = [{"name": "目录", "url": "/ml/", "kind": "静态"}, {"name": "动态", "url": "/dt/", "kind": "动态要闻"}]
    site = {"name": "某局", "home": "https://example.gov.cn/"}
    return Plan.model_validate({"site": site, "columns": columns, **sections})


def test_a_static_column_that_nobody_asks_of_is_not_read() -> None:
    plan = of()

    assert [is_read(plan, column) for column in plan.columns] == [False, True]


@pytest.mark.parametrize("sections", _SECTIONS, ids=lambda one: next(iter(one)))
def test_a_static_column_that_a_section_names_is_read(sections: dict[str, Any]) -> None:
    plan = of(**sections)

    assert is_read(plan, plan.columns[0])
