"""People, by the interface: who may sign in, as what."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, NoReturn

from fastapi import HTTPException, Path
from pydantic import BaseModel, Field

from desk import staff
from desk.access import TheCaller, TheDesk, require
from desk.api.answers import Asking, Number, Text, part, refusals
from desk.desk import Desk
from desk.passwords import BusyError
from desk.staff import LONGEST, StaffError, units_of
from inspection.people import Person, Power, Role
from store.people import LastAdminError, TakenError

router = part("people")
Short = Annotated[Text, Field(min_length=1, max_length=LONGEST)]


class PersonOut(BaseModel):
    """Somebody who may sign in."""

    id: Number
    login: str
    name: str
    role: Role = Field(
        description="reader sees; handler acts on their unit's issues; triage on all; admin: people too."
    )
    unit: str | None = Field(description="Of a handler.")
    active: bool = Field(description="Whether they may sign in.")
    must_change: bool = Field(description="Whether they must choose a password first.")
    elsewhere: bool = Field(description="Whether they sign in by OIDC.")
    created_at: datetime | None
    seen_at: datetime | None


class NewPerson(PersonOut):
    """Somebody just added."""

    password: str | None = Field(description="For one use, shown this once; null: they sign in elsewhere.")


class NewPassword(BaseModel):
    """A password for one use."""

    password: str = Field(description="Shown this once; it must be changed at the first sign-in.")


class People(BaseModel):
    """Everybody, by number."""

    people: list[PersonOut]


class PersonIn(Asking):
    """Somebody to be added."""

    login: Annotated[Short, Field(description="What they sign in with; whatever the case.")]
    name: Annotated[Short, Field(description="What others read: a name or a post.")]
    role: Role
    unit: Annotated[Text | None, Field(max_length=200, description="Of a handler: a unit of the plan.")] = None
    elsewhere: Annotated[bool, Field(description="They sign in by OIDC, without a password here.")] = False


class PersonChange(Asking):
    """What is to be changed; what is left out stays."""

    name: Short | None = None
    role: Role | None = None
    unit: Annotated[Text | None, Field(max_length=200)] = None
    active: bool | None = None


@router.get("/people", summary="Everybody (administrators)")
def people(desk: TheDesk, caller: TheCaller) -> People:
    """Also those who may no longer sign in."""
    require(caller, Power.SEE_PEOPLE)
    return People(people=[_out(one) for one in desk.store.people()])


@router.post("/people", summary="Add somebody (administrators)", status_code=201, responses=refusals(409))
def add(desk: TheDesk, caller: TheCaller, asked: PersonIn) -> NewPerson:
    """With a password for one use. 409: the login is taken."""
    require(caller, Power.MANAGE_PEOPLE)
    person = Person(asked.login, asked.name, asked.role, asked.unit)
    try:
        added, secret = staff.add(
            desk.store, caller, person, units_of(desk.plans), desk.clock(), elsewhere=asked.elsewhere
        )
    except (StaffError, BusyError) as error:
        _refuse(error)
    return NewPerson(**_out(added).model_dump(), password=secret or None)


@router.get("/people/{id}", summary="One person (administrators)", responses=refusals(404))
def person(desk: TheDesk, caller: TheCaller, id: Annotated[Number, Path()]) -> PersonOut:
    """Who they are."""
    require(caller, Power.SEE_PEOPLE)
    return _out(_known(desk, id))


@router.patch("/people/{id}", summary="Change somebody (administrators)", responses=refusals(404, 409))
def change(desk: TheDesk, caller: TheCaller, id: Annotated[Number, Path()], asked: PersonChange) -> PersonOut:
    """Whose role, unit or `active` changes is signed out at once. 409: nobody could manage people any more."""
    require(caller, Power.MANAGE_PEOPLE)
    before = _known(desk, id)
    wanted = {name: getattr(asked, name) for name in asked.model_fields_set}
    wanted = {name: value for name, value in wanted.items() if value is not None or name == "unit"}
    try:
        after = staff.change(desk.store, caller, replace(before, **wanted), units_of(desk.plans), desk.clock())
    except StaffError as error:
        _refuse(error)
    return _out(after)


@router.post("/people/{id}/password", summary="A new password for somebody (administrators)", responses=refusals(404))
def reset(desk: TheDesk, caller: TheCaller, id: Annotated[Number, Path()]) -> NewPassword:
    """For one use; every session of theirs ends."""
    require(caller, Power.MANAGE_PEOPLE)
    _known(desk, id)
    try:
        _, secret = staff.reset(desk.store, caller, id, desk.clock())
    except (StaffError, BusyError) as error:
        _refuse(error)
    return NewPassword(password=secret)


def _known(desk: Desk, id_: int) -> Person:
    found = desk.store.person(id_)
    if found is None:
        raise HTTPException(404, "没有这个人员")
    return found


def _refuse(error: StaffError | BusyError) -> NoReturn:
    if isinstance(error, BusyError):
        raise HTTPException(429, "同时办理的人太多，请稍后再试", {"Retry-After": "15"}) from None
    status = 409 if isinstance(error.__cause__, (TakenError, LastAdminError)) else 422
    raise HTTPException(status, str(error)) from None


def _out(one: Person) -> PersonOut:
    names = ("id", "login", "name", "role", "unit", "active", "must_change", "elsewhere", "created_at", "seen_at")
    return PersonOut(**{name: getattr(one, name) for name in names})
