"""Saved views, by the interface: lists of issues under a name."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import HTTPException, Path
from pydantic import BaseModel, Field

from desk import saved
from desk.access import TheCaller, TheDesk, require
from desk.api.answers import Asking, Number, Text, part, refusals
from desk.desk import Desk
from inspection.people import Power
from store.saved_views import MOST, SavedView

router = part("views")
Name = Annotated[Text, Field(min_length=1, max_length=saved.NAME_LENGTH, pattern=r"\S", examples=["本单位逾期"])]


class ViewOut(BaseModel):
    """A list under a name."""

    id: Number
    name: str
    query: str = Field(description="Of GET /issues.", examples=["unit=办公室&due=overdue"])
    shared: bool = Field(description="Everybody sees it; its owner alone changes it.")
    own: bool
    owner: str = Field(description="Whose it is, by name.")
    created_at: datetime


class Views(BaseModel):
    """One's own, and what others share."""

    views: list[ViewOut]


class ViewIn(Asking):
    """A list to be kept; it takes the place of one's own of that name."""

    name: Name
    query: Annotated[
        Text, Field(max_length=saved.QUERY_LENGTH, description="As an address of the page /issues has it.")
    ]
    shared: bool = False


class ViewChange(Asking):
    """Its name and whether others see it."""

    name: Name
    shared: bool


@router.get("/views", summary="Saved views")
def views(desk: TheDesk, caller: TheCaller) -> Views:
    """One's own first."""
    return Views(views=[_out(one, caller.person.id) for one in desk.store.saved_views(caller.person.id)])


@router.post("/views", summary="Keep a list under a name", status_code=201, responses=refusals(409))
def save(desk: TheDesk, caller: TheCaller, asked: ViewIn) -> ViewOut:
    """409: one has as many as one may."""
    name = _name(asked.name)
    query, notes = saved.filter_of(asked.query)
    if notes:
        raise HTTPException(422, "；".join(notes))
    if not saved.save(desk, caller, name, query, shared=asked.shared):
        raise HTTPException(409, f"最多保存 {MOST} 个视图，请先删除不再使用的")
    return next(_out(one, caller.person.id) for one in _own(desk, caller.person.id) if one.name == name)


@router.put("/views/{id}", summary="Rename or share one of one's own", responses=refusals(404, 409))
def change(desk: TheDesk, caller: TheCaller, id: Annotated[Number, Path()], asked: ViewChange) -> ViewOut:
    """Another person's is as unknown as one that never was. 409: one has another of that name."""
    if not any(one.id == id for one in _own(desk, caller.person.id)):
        raise HTTPException(404, "您没有这个视图")
    if not desk.store.change_view(caller.person.id, id, _name(asked.name), shared=asked.shared):
        raise HTTPException(409, "您已有同名的视图")
    return next(_out(one, caller.person.id) for one in _own(desk, caller.person.id) if one.id == id)


@router.post(
    "/views/{id}/unshare", summary="Take a shared view off everybody's list", status_code=204, responses=refusals(404)
)
def unshare(desk: TheDesk, caller: TheCaller, id: Annotated[Number, Path()]) -> None:
    """It stays its owner's. For triage and admins; kept in the audit trail."""
    require(caller, Power.UNSHARE)
    if not saved.take_off(desk, caller, id):
        raise HTTPException(404, "没有这个共享视图")


@router.delete("/views/{id}", summary="Forget one of one's own", status_code=204, responses=refusals(404))
def delete(desk: TheDesk, caller: TheCaller, id: Annotated[Number, Path()]) -> None:
    """What others share cannot be forgotten for them."""
    if not desk.store.delete_view(caller.person.id, id):
        raise HTTPException(404, "您没有这个视图")


def _own(desk: Desk, person: int) -> list[SavedView]:
    return [one for one in desk.store.saved_views(person) if one.person == person]


def _name(written: str) -> str:
    name = saved.name_of(written)
    if not name:
        raise HTTPException(422, f"名称为 1–{saved.NAME_LENGTH} 个字")
    return name


def _out(view: SavedView, person: int) -> ViewOut:
    names = ("id", "name", "query", "shared", "owner", "created_at")
    return ViewOut(**{name: getattr(view, name) for name in names}, own=view.person == person)
