"""人员与权限: who may sign in, as what; for admins."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from desk import staff
from desk.access import Caller, TheDesk, needs
from desk.desk import Desk
from desk.exports import TheKind, table_response
from desk.flashes import told
from desk.pages import chosen_site, render
from desk.posted import TheForm
from inspection.people import ROLE_NAMES, Person, Power, Role
from store.values import number_of

router = APIRouter()
HEADINGS = ("姓名", "用户名", "身份", "单位", "状态", "最近使用")
Admin = Annotated[Caller, needs(Power.MANAGE_PEOPLE)]


@dataclass(frozen=True, slots=True)
class Filled:
    """The form, as it was filled in."""

    login: str = ""
    name: str = ""
    role: str = ""
    unit: str = ""
    active: str = ""
    elsewhere: str = ""

    def person(self, number: int = 0) -> Person:
        """Raises StaffError."""
        if self.role not in set(Role):
            raise staff.StaffError("请选择身份")
        return Person(self.login, self.name, Role(self.role), self.unit or None, number, active=self.active == "yes")


def _filled(form: TheForm) -> Filled:
    return Filled(**{field.name: form.one(field.name) for field in fields(Filled)})


ThePerson = Annotated[Filled, Depends(_filled)]


@router.get("/people")
def people(request: Request, desk: TheDesk, _: Admin) -> Response:
    """Everybody."""
    return _list(request, desk)


@router.post("/people")
def add(request: Request, desk: TheDesk, caller: Admin, filled: ThePerson) -> Response:
    """Put down; the page shows the password for one use."""
    elsewhere = bool(filled.elsewhere) and desk.settings.oidc_issuer is not None
    try:
        wanted = replace(filled.person(), active=True)
        units = staff.units_of(desk.plans)
        added, secret = staff.add(desk.store, caller, wanted, units, desk.clock(), elsewhere=elsewhere)
    except staff.StaffError as error:
        return _list(request, desk, wrong=str(error), filled=filled, status=422)
    return _list(request, desk, given=added, secret=secret, status=201)


@router.get("/people/export.{kind}")
def export(kind: TheKind, request: Request, desk: TheDesk, _: Admin) -> Response:
    """Everybody, as CSV or XLSX."""
    site = chosen_site(request, desk)
    zone = desk.plans.of(site).zone if site else UTC
    rows = (
        (
            one.name,
            one.login,
            ROLE_NAMES[one.role],
            one.unit,
            "正常" if one.active else "已停用",
            one.seen_at.astimezone(zone) if one.seen_at else None,
        )
        for one in desk.store.people()
    )
    return table_response(kind, f"人员-{desk.clock().astimezone(zone):%Y%m%d}", HEADINGS, rows)


@router.get("/people/{number}")
def one(request: Request, desk: TheDesk, _: Admin, number: str) -> Response:
    """One person, to be changed."""
    return render(request, "person.html.j2", one=_found(desk, number), wrong="", units=staff.units_of(desk.plans))


@router.post("/people/{number}")
def change(request: Request, desk: TheDesk, caller: Admin, number: str, filled: ThePerson) -> Response:
    """Changed; whose rights changed signs in anew."""
    before, units = _found(desk, number), staff.units_of(desk.plans)
    try:
        now = filled.person(before.id)
        staff.change(desk.store, caller, now, units, desk.clock())
    except staff.StaffError as error:
        return render(request, "person.html.j2", status=422, one=before, wrong=str(error), units=units)
    return told(request, "/people", f"已保存：{now.name}，{ROLE_NAMES[now.role]}{'' if now.active else '，已停用'}。")


@router.post("/people/{number}/password")
def reset(request: Request, desk: TheDesk, caller: Admin, number: str) -> Response:
    """Another password for one use, shown this once."""
    person = _found(desk, number)
    try:
        given, secret = staff.reset(desk.store, caller, person.id, desk.clock())
    except staff.StaffError as error:
        return _list(request, desk, wrong=str(error), status=422)
    return _list(request, desk, given=given, secret=secret)


def _found(desk: Desk, number: str) -> Person:
    id_ = number_of(number)
    person = desk.store.person(id_) if id_ is not None else None
    if person is None:
        raise HTTPException(404, "没有这个人员")
    return person


def _list(
    request: Request,
    desk: Desk,
    *,
    wrong: str = "",
    filled: Filled | None = None,
    given: Person | None = None,
    secret: str = "",
    status: int = 200,
) -> Response:
    return render(
        request,
        "people.html.j2",
        status=status,
        everybody=desk.store.people(),
        stranger=desk.strangers.shown(desk.clock()),
        units=staff.units_of(desk.plans),
        oidc=desk.settings.oidc_issuer is not None,
        wrong=wrong,
        filled=filled or Filled(),
        given=given,
        secret=secret,
    )
