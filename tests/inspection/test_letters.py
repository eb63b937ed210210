"""States of letters, as boards write them."""

from __future__ import annotations

import pytest

from inspection.letters import answered_by, is_state


@pytest.mark.parametrize("state", ["已回复", "已答复", "[已办结]", "办结", "回复完毕", "已处理", "是", "办理完成"])
def test_these_are_answered(state: str) -> None:
    assert answered_by(state) is True


@pytest.mark.parametrize(
    "state",
    ["未回复", "待办理", "办理中", "【处理中】", "已受理", "已转办", "暂无回复", "尚未答复", "正在办理", "否", "在办"],
)
def test_these_are_still_open(state: str) -> None:
    assert answered_by(state) is False


@pytest.mark.parametrize("state", ["", "公开", "咨询", "2025-01-02", "救助处"])
def test_these_do_not_say(state: str) -> None:
    assert answered_by(state) is None


@pytest.mark.parametrize("words", ["关于未回复来信的投诉", "回复", "我的申请正在办理中请问何时办结"])
def test_a_title_is_no_state(words: str) -> None:
    assert not is_state(words)
