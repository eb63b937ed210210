"""接口说明: what programs can ask of the desk, from the interface's own document."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from desk.access import TheCaller
from desk.api import everything
from desk.api.manual import Manual, manual_of
from desk.pages import render

router = APIRouter()
PARTS = {
    "sites": "网站",
    "issues": "问题单",
    "second looks": "当场复查",
    "evidence": "证据",
    "views": "常用视图",
    "board": "栏目看板与应发布",
    "rounds": "巡检",
    "digests": "周报",
    "plan": "方案",
    "me": "我的账户",
    "people": "人员与操作记录",
}


@cache
def _manual() -> Manual:
    return manual_of(everything.described())


@router.get("/api")
def interface(request: Request, _: TheCaller) -> HTMLResponse:
    """The page."""
    return render(request, "interface.html.j2", manual=_manual(), part_names=PARTS)
