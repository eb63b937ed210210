"""Tests of data that says that it could not be had."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from inspection.records import ListState
from spiders.reading.list_failed import says_failed
from spiders.reading.lists import read_list_json

FAILED: list[dict[str, Any]] = [
    {"code": 500, "msg": "系统异常", "rows": []},
    {"code": "401", "message": "请先登录", "data": []},
    {"code": 1, "msg": "token已失效", "total": 0, "rows": []},
    {"success": False, "data": []},
    {"result": {"isSuccess": "false", "list": []}},
    {"errcode": 40001, "errmsg": "invalid credential", "list": []},
    {"status": "error", "data": []},
    {"code": -1, "data": []},
    {"error": {"type": "x"}, "rows": []},
]
EMPTY: list[dict[str, Any]] = [
    {"code": 200, "msg": "查询成功", "total": 0, "rows": []},
    {"code": 0, "msg": "", "data": {"total": 0, "list": []}},
    {"code": "0000", "message": "OK", "data": []},
    {"success": True, "errcode": 0, "errmsg": "ok", "rows": []},
    {"error": None, "errors": [], "rows": []},
    {"status": 1, "info": "暂无数据", "data": []},
    {"code": 20000, "msg": None, "rows": []},
    {"rows": [], "total": 0},
]


@pytest.mark.parametrize("value", FAILED)
def test_an_error_is_told(value: dict[str, Any]) -> None:
    assert says_failed(value)


@pytest.mark.parametrize("value", EMPTY)
def test_what_is_merely_empty_is_no_error(value: dict[str, Any]) -> None:
    assert not says_failed(value)


@pytest.mark.parametrize(
    ("values", "state"), [(FAILED, ListState.UNREADABLE), (EMPTY, ListState.BLANK)], ids=["failed", "empty"]
)
def test_only_a_list_that_was_to_be_had_is_blank(values: list[dict[str, Any]], state: ListState) -> None:
    read = [read_list_json(json.dumps(value), "https://a.gov.cn/api", today=date(2026, 9, 20)) for value in values]

    assert {reading.list_state for reading in read} == {state}
