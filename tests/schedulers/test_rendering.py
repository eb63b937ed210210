"""What the browser showed of a column without rows: empty only where nothing went wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schedulers.rendering import shot_of
from spiders.headless.tasks import Answer
from store.store import Store

URL = "https://a.gov.cn/tzgg/"
PAGE = "<!DOCTYPE html><meta charset='utf-8'><title>通知公告</title><h2>通知公告</h2><div id='app'>{}</div>"
EMPTY = {"code": 200, "total": 0, "rows": []}
ROWS = {"total": 3, "rows": [{"title": f"关于第{n}号办法的通知", "url": f"/art/{n}.html"} for n in range(1, 4)]}


@pytest.mark.parametrize(
    ("says", "data", "empty"),
    [
        ("", [EMPTY], True),
        ("暂无数据", [EMPTY, ROWS], True),
        ("", [EMPTY, ROWS], False),
        ("", [{"code": 500, "msg": "系统异常", "rows": []}], False),
        ("暂无数据", [{"success": False, "rows": []}], False),
        ("", [], False),
    ],
)
def test_a_list_is_empty_where_its_data_came_and_has_no_row(
    tmp_path: Path, says: str, data: list[dict[str, Any]], *, empty: bool
) -> None:
    with Store.open(f"sqlite:///{tmp_path}/kept.db") as store:
        kept = [store.evidence.put(json.dumps(one).encode()) for one in data]
        asked = [{"url": f"{URL}api", "method": "GET", "status": 200, "digest": one, "at": 0} for one in kept]
        snapshots = [{"digest": store.evidence.put(PAGE.format(says).encode()), "url": URL, "how": "first"}]
        facts: dict[str, Any] = {"snapshots": snapshots, "exchanges": asked, "ended": "end"}

        shot = shot_of(store, Answer(id=1, status=200, facts=facts), URL, date(2026, 11, 23))

    assert (shot.entries, shot.says_empty) == ((), empty)
