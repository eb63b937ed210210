"""常用视图: filters of the issue list under a name, with how many they hold."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from desk import saved
from desk.access import Caller, TheCaller, TheDesk, needs
from desk.flashes import told
from desk.issue_list import chips_of
from desk.issue_query import IssueQuery
from desk.listed import listed
from desk.pages import render
from desk.posted import TheForm
from inspection.people import Power
from store.saved_views import MOST
from store.values import number_of

router = APIRouter()
PINS = 8
_BAD_NAME = f"视图名称：请填写，最多 {saved.NAME_LENGTH} 个字"


@router.get("/views")
def views(request: Request, desk: TheDesk, caller: TheCaller) -> HTMLResponse:
    """Every view that the person may use; own ones to be renamed and deleted."""
    found = [(view, _query(view.query)) for view in desk.store.saved_views(caller.person.id)]
    shown = [(view, query.address(), [chip.words for chip in chips_of(query)]) for view, query in found]
    return render(request, "views.html.j2", views=shown)


@router.get("/views/pins")
def pins(request: Request, desk: TheDesk, caller: TheCaller) -> HTMLResponse:
    """The first few with their counts: what stands above the list, fetched after it."""
    pinned = []
    for view in desk.store.saved_views(caller.person.id)[:PINS]:
        query = _query(view.query)
        there = listed(request, desk, query.pairs())
        pinned.append((view, query.address(), desk.store.count_issues(there.filter(None))))
    return render(request, "views_pins.html.j2", pins=pinned)


@router.post("/views")
def save(request: Request, desk: TheDesk, caller: TheCaller, form: TheForm) -> RedirectResponse:
    """Keep the list's filter under a name; the same name again changes it."""
    if len(form.one("query")) > saved.QUERY_LENGTH:  # cut, it would be another list than the one that was looked at
        words = f"视图没有保存：筛选条件超过 {saved.QUERY_LENGTH} 个字符，请减少条件后再保存"
        return told(request, "/issues", words, "bad")
    query = _query(form.one("query"))
    name = saved.name_of(form.one("name"))
    if not name:
        return told(request, query.address(), _BAD_NAME, "bad")
    if not saved.save(desk, caller, name, query, shared=bool(form.one("shared"))):
        return told(request, "/views", f"每人最多保存 {MOST} 个视图，请先删去不用的", "bad")
    return told(request, query.address(), f"已保存视图“{name}”")


@router.post("/views/{view}")
def change(request: Request, desk: TheDesk, caller: TheCaller, form: TheForm, view: str) -> RedirectResponse:
    """Rename or share one's own."""
    name = saved.name_of(form.one("name"))
    if not name:
        return told(request, "/views", _BAD_NAME, "bad")
    if not desk.store.change_view(caller.person.id, _number(view), name, shared=bool(form.one("shared"))):
        return told(request, "/views", "没有改动：视图不是您的，或已有同名的视图", "bad")
    return told(request, "/views", "已改好")


@router.post("/views/{view}/start")
def start(request: Request, desk: TheDesk, caller: TheCaller, form: TheForm, view: str) -> RedirectResponse:
    """Let one's list begin with one's own view; without `wanted`, as everybody's does."""
    wanted = bool(form.one("wanted"))
    if not desk.store.start_with(caller.person.id, _number(view), wanted=wanted):
        return told(request, "/views", "没有改动：视图不是您的，或已经删除", "bad")
    return told(request, "/views", "今后打开“问题单”先显示这个视图" if wanted else "今后打开“问题单”不再先显示它")


@router.post("/views/{view}/unshare")
def unshare(request: Request, desk: TheDesk, caller: Annotated[Caller, needs(Power.UNSHARE)], view: str) -> Response:
    """Take what somebody shares off everybody's list; it stays its owner's."""
    if not saved.take_off(desk, caller, _number(view)):
        return told(request, "/views", "没有改动：这个视图已不再共享，或已经删除", "bad")
    return told(request, "/views", "已取消共享，视图仍留给保存它的人")


@router.post("/views/{view}/delete")
def delete(request: Request, desk: TheDesk, caller: TheCaller, view: str) -> RedirectResponse:
    """Forget one's own."""
    if not desk.store.delete_view(caller.person.id, _number(view)):
        return told(request, "/views", "没有删除：视图不是您的，或已经删除", "bad")
    return told(request, "/views", "已删除")


def _query(text: str) -> IssueQuery:
    """What can be read of it: a view that an older desk kept may name what there is no more."""
    return saved.filter_of(text)[0]


def _number(text: str) -> int:
    number = number_of(text)
    if number is None:
        raise HTTPException(404, "没有这个视图")
    return number
