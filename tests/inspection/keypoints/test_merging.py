"""A proposal written into plans of every hand."""

from __future__ import annotations

import pytest

from inspection.errors import PlanError
from inspection.keypoints.merging import merge
from inspection.keypoints.proposing import propose
from inspection.keypoints.reading import read_document
from inspection.keypoints.settling import settle
from inspection.plan_file import load_plan

TEXT = "临江市民政局2025年政务公开工作要点\n1.做好《公墓管理办法》的发布和解读。（责任单位：局办公室、殡葬处）\n"


def merged(plan: str) -> str:
    return merge(plan, settle(propose(read_document(TEXT), 2025), load_plan(plan), plan))


@pytest.mark.parametrize(
    "units",
    [
        "units: [\n  财务处  # 注：含机关财务，审计\n]",
        "units: [\n  财务处,  # 注\n  # 人事处\n]",
        "units: ~",
        "units: [财务处]\n...",
        "units:\n  - 财务处\n... # 完",
    ],
)
def test_a_section_goes_on_however_it_is_written(units: str) -> None:
    plan = f"site: {{name: 临江市民政局, home: 'https://a.cn/'}}\ncolumns: null\n{units}\n"

    assert {unit.name for unit in load_plan(merged(plan)).units} >= {"局办公室", "殡葬处"}


def test_a_plan_in_brackets_is_refused_with_the_mend() -> None:
    with pytest.raises(PlanError, match="花括号"):
        merged("{site: {name: 临江市民政局, home: 'https://a.cn/'}}\n")
