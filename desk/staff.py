"""People put down, changed and given passwords: the rules, whoever asks (page, interface, command line)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from desk.access import Caller
from desk.passwords import hashed, one_time, weakness
from desk.plans import Plans
from inspection.findings import Json
from inspection.people import Person, Role
from store.audit import AuditRow
from store.people import LastAdminError, TakenError, folded
from store.store import Store
from store.values import clean

LONGEST = 60  # characters of a login or a name
MACHINE = "本机命令行"
FIRST = "admin"


class StaffError(Exception):
    """Why that cannot be done with a person; the message is Chinese and says the mend."""


def units_of(plans: Plans) -> list[str]:
    """The units of every site's plan, in the plans' order."""
    return list(dict.fromkeys(unit.name for site in plans.sites() for unit in plans.of(site).units))


def add(
    store: Store, by: Caller | None, person: Person, units: list[str], at: datetime, *, elsewhere: bool = False
) -> tuple[Person, str]:
    """The person, numbered, and the password for one use; "" for who will sign in elsewhere. Raises StaffError."""
    wanted = replace(_sound(person, units), must_change=not elsewhere)
    secret = "" if elsewhere else one_time()
    try:
        added = store.add_person(wanted, at, password=hashed(secret) if secret else None)
    except TakenError as error:
        raise StaffError(f"用户名“{wanted.login}”已有人使用，请换一个") from error
    _keep(store, by, "person-add", added, at, {"role": added.role.value, "unit": added.unit, "elsewhere": elsewhere})
    return added, secret


def change(store: Store, by: Caller | None, person: Person, units: list[str], at: datetime) -> Person:
    """Write who somebody is from now on: name, role, unit, active. Raises StaffError."""
    before = store.person(person.id)
    if before is None:
        raise StaffError("没有这个人员")
    # A unit that left the plan since is no reason to refuse a change of something else.
    known = [*units, before.unit] if before.unit is not None and units else units
    after = replace(_sound(replace(person, login=before.login), known), must_change=before.must_change)
    itself = by is not None and by.person.id == before.id
    if itself and (before.role, before.active) != (after.role, after.active):
        raise StaffError("不能停用自己，也不能改自己的身份，请由另一位管理员办理")
    held = [one for one in store.tokens_of(before.id) if one.holds(at)]
    try:
        store.change_person(after)  # whose tokens are gone where the person may not sign in any more
    except LastAdminError as error:
        raise StaffError("这是最后一位管理员，请先另设一位管理员") from error
    facts = ("name", "role", "unit", "active")
    changed: dict[str, Json] = {
        name: [_word(getattr(before, name)), _word(getattr(after, name))]
        for name in facts
        if getattr(before, name) != getattr(after, name)
    }
    if before.active and not after.active:
        changed["tokens"] = len(held)
    if changed:
        _keep(store, by, "person-change", after, at, changed)
    return after


def reset(store: Store, by: Caller | None, id_: int, at: datetime) -> tuple[Person, str]:
    """A new password for one use; every session of the person ends, every token is revoked. Raises StaffError.

    Whoever knew the old password may have made themselves a token that would outlive it.
    """
    person = store.person(id_)
    if person is None:
        raise StaffError("没有这个人员")
    if person.elsewhere:
        raise StaffError("这位人员用统一身份认证登录，没有办理台的密码")
    secret = one_time()
    revoked = store.set_password(person.id, hashed(secret), must_change=True, revoked_at=at)
    _keep(store, by, "person-password", person, at, {"tokens": revoked})
    return person, secret


def choose(store: Store, person: Person, password: str, revoked_at: datetime | None = None) -> int:
    """Their own new password; every session of theirs ends. `revoked_at`: their tokens are revoked; how many.

    Raises StaffError where it is weak.
    """
    weak = weakness(password, person.login)
    if weak is not None:
        raise StaffError(weak)
    return store.set_password(person.id, hashed(password), must_change=False, revoked_at=revoked_at)


def first_admin(store: Store, at: datetime) -> str | None:
    """The password for one use of the first admin, where there was nobody yet."""
    if store.people():
        return None
    secret = one_time()
    person = Person(FIRST, "管理员", Role.ADMIN, must_change=True)
    if not store.add_first_person(person, at, password=hashed(secret)):
        return None
    added = store.person_by_login(FIRST)
    assert added is not None
    _keep(store, None, "person-add", added, at, {"role": Role.ADMIN.value, "unit": None, "first": True})
    return secret


def _sound(person: Person, units: list[str]) -> Person:
    """Put in order. Raises StaffError."""
    login, name, unit = folded(person.login), clean(person.name).strip(), clean(person.unit or "").strip() or None
    if not 2 <= len(login) <= LONGEST or not login.isprintable() or re.search(r"[\s<>\"'/\\\ufffd]", login):
        raise StaffError(f"用户名为 2–{LONGEST} 个字符，不能有空格和引号、斜杠、尖括号")
    if not 1 <= len(name) <= LONGEST or not name.isprintable() or "\ufffd" in name:
        raise StaffError(f"姓名为 1–{LONGEST} 个字")
    if person.role is not Role.HANDLER:
        unit = None
    elif unit is None:
        raise StaffError("承办人员须写明单位")
    elif units and unit not in units:
        raise StaffError(f"方案里没有单位“{unit[:LONGEST]}”")
    return replace(person, login=login, name=name, unit=unit)


def _word(value: object) -> Json:
    return value if isinstance(value, bool) or value is None else str(value)


def _keep(store: Store, by: Caller | None, act: str, person: Person, at: datetime, detail: Mapping[str, Json]) -> None:
    who, number = (by.person.name, by.person.id) if by is not None else (MACHINE, None)
    address = by.address if by is not None else ""
    store.audit(AuditRow(at, who, act, f"{person.name}（{person.login}）", detail, number, address))
