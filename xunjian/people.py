"""`xunjian people`: who may use the desk, for the machine's owner; also the way back in for who is locked out."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from desk import staff
from desk.plans import Plans
from inspection.people import ROLE_NAMES, Person, Role
from store.store import Store
from xunjian.database import existing_store
from xunjian.failure import fail

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Database = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="数据库地址；默认为 XUNJIAN_DATABASE 或用户数据目录里的")
]
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="用户名")]
Unit = Annotated[str | None, typer.Option("--unit", help="承办人员的单位")]


@app.command("list")
def everybody(database: Database = None) -> None:
    """列出办理台的全部人员。"""
    with existing_store(database) as store:
        lines = [_line(person) for person in store.people()]
    sys.stdout.write("\n".join(lines or ["还没有人员；首次运行 xunjian desk 会建立管理员 admin"]) + "\n")


@app.command()
def add(
    login: Login,
    name: Annotated[str, typer.Option("--name", help="姓名或岗位")],
    role: Annotated[
        Role, typer.Option("--role", help="reader 查阅，handler 承办，triage 调度，admin 管理")
    ] = Role.READER,
    unit: Unit = None,
    database: Database = None,
) -> None:
    """登记人员，给出一次性密码。"""
    with existing_store(database) as store:
        try:
            person, secret = staff.add(store, None, Person(login, name, role, unit), _units(store), _now())
        except staff.StaffError as error:
            fail(str(error))
    sys.stdout.write(f"已登记：{_line(person)}\n一次性密码：{secret}\n")


@app.command()
def password(login: Login, database: Database = None) -> None:
    """给出新的一次性密码；原密码失效，本人的登录全部退出，令牌全部停用。被锁在外面的管理员也用它。"""
    with existing_store(database) as store:
        try:
            person, secret = staff.reset(store, None, _person(store, login).id, _now())
        except staff.StaffError as error:
            fail(str(error))
    sys.stdout.write(f"{person.name}（{person.login}）的一次性密码：{secret}\n")
    if not person.active:
        sys.stdout.write(f"此人已停用，要让其登录请运行 xunjian people enable {person.login}\n")


@app.command()
def role(
    login: Login,
    role: Annotated[Role, typer.Argument(metavar="ROLE", help="reader、handler、triage、admin")],
    unit: Unit = None,
    database: Database = None,
) -> None:
    """改变身份，承办人员须写单位；本人须重新登录。"""
    with existing_store(database) as store:
        _changed(store, replace(_person(store, login), role=role, unit=unit))


@app.command()
def disable(login: Login, database: Database = None) -> None:
    """停用人员：登录立即退出，令牌全部停用。"""
    with existing_store(database) as store:
        _changed(store, replace(_person(store, login), active=False))


@app.command()
def enable(login: Login, database: Database = None) -> None:
    """恢复停用的人员。"""
    with existing_store(database) as store:
        _changed(store, replace(_person(store, login), active=True))


def _changed(store: Store, person: Person) -> None:
    try:
        sys.stdout.write(_line(staff.change(store, None, person, _units(store), _now())) + "\n")
    except staff.StaffError as error:
        fail(str(error))


def _person(store: Store, login: str) -> Person:
    return store.person_by_login(login) or fail(f"没有用户“{login}”；用 xunjian people list 查看")


def _units(store: Store) -> list[str]:
    return staff.units_of(Plans(store))


def _line(person: Person) -> str:
    unit = f"（{person.unit}）" if person.unit else ""
    state = "" if person.active else "，已停用"
    return f"{person.login}  {person.name}  {ROLE_NAMES[person.role]}{unit}{state}"


def _now() -> datetime:
    return datetime.now(UTC)
