"""Signing in and out: the password held against what is kept, tries counted, sessions opened afresh."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import Request, Response

from desk.access import COOKIE
from desk.callers import address_of_peer, session_ends
from desk.cookies import cookie, give, take_back
from desk.desk import Desk
from desk.passwords import BusyError, checked
from inspection.findings import Json
from inspection.people import Person
from store.audit import AuditRow
from store.people import folded

WITHIN = timedelta(minutes=15)
_HERE = 10  # times as many tries from one address (an office's people come from behind one), or for one login
_WRONG = "用户名或密码不对"
_LONGEST = 200
_ELSEWHERE = "oidc "  # no login has a space


@dataclass(frozen=True, slots=True)
class Denied:
    """Why somebody may not come in, in Chinese, and the status to answer with."""

    words: str
    status: int = 403
    again_after: int | None = None  # seconds


def with_password(desk: Desk, login: str, password: str, address: str) -> Person | Denied:
    """Who that is. A wrong login and a wrong password are told alike, and take alike."""
    login, most = folded(login)[:_LONGEST], desk.settings.tries
    now, place = desk.clock(), place_of(address)
    tried = desk.store.try_sign_in(login, place, now, most=most, most_here=most * _HERE, within=WITHIN)
    if isinstance(tried, datetime):
        return _limited(tried, now)
    person = desk.store.person_by_login(login) if login else None
    kept = desk.store.password_hash(person.id) if person is not None and person.active else None
    try:
        right, newer = checked(password, kept)
    except BusyError:
        return Denied("同时登录的人太多，请稍后再试", 503, 30)
    if not right or person is None or kept is None:
        # What is nobody's login may be somebody's password, typed into the wrong line: it is not written down.
        keep(desk, None, "sign-in-failed", address, who=login if person is not None else "（没有这个用户）")
        return Denied(_WRONG)
    desk.store.forgive(login, place)
    if newer is not None:
        desk.store.rehash(person.id, kept, newer)
    return person


def from_elsewhere(desk: Desk, address: str) -> Denied | None:
    """Count a coming back before the provider is asked: whoever sends codes that are none is held up as well."""
    now, most = desk.clock(), desk.settings.tries * _HERE
    place = place_of(address)
    tried = desk.store.try_sign_in(f"{_ELSEWHERE}{place}", place, now, most=most, most_here=most, within=WITHIN)
    return _limited(tried, now) if isinstance(tried, datetime) else None


def came_from_elsewhere(desk: Desk, address: str) -> None:
    """It was good: what failed before was a slip."""
    place = place_of(address)
    desk.store.forgive(f"{_ELSEWHERE}{place}", place)


def place_of(address: str) -> str:
    """What tries are counted by: of IPv6 the network, for a single computer has more addresses than can be counted."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return str(ip)
    return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))


def enter(desk: Desk, request: Request, response: Response, person: Person, how: str) -> None:
    """Open a session of its own for this browser; what it came with is ended, never adopted."""
    before, address, now = cookie(request, desk, COOKIE), address_of_peer(request), desk.clock()
    if before:
        desk.store.close_session(before)
    secret, agent = secrets.token_urlsafe(32), request.headers.get("user-agent", "")
    csrf, ends = secrets.token_urlsafe(32), session_ends(desk, now)
    desk.store.open_session(secret, person.id, csrf, now, ends, address, agent)
    keep(desk, person, "sign-in", address, detail={"how": how})
    give(response, request, desk, COOKIE, secret)


def leave(desk: Desk, request: Request, response: Response, person: Person | None) -> None:
    """End the browser's session."""
    secret = cookie(request, desk, COOKIE)
    if secret:
        desk.store.close_session(secret)
    if person is not None:
        keep(desk, person, "sign-out", address_of_peer(request))
    take_back(response, request, desk, COOKIE)


def keep(
    desk: Desk,
    person: Person | None,
    act: str,
    address: str,
    *,
    subject: str = "",
    who: str = "",
    detail: dict[str, Json] | None = None,
) -> None:
    """Append to the audit trail."""
    name, number = (person.name, person.id) if person is not None else (who, None)
    desk.store.audit(AuditRow(desk.clock(), name[:200], act, subject[:500], detail or {}, number, address))


def _limited(until: datetime, now: datetime) -> Denied:
    seconds = max(1, round((until - now).total_seconds()))
    minutes = -(-seconds // 60)
    words = f"登录失败次数过多，已暂停登录，请在 {minutes} 分钟后再试；忘记密码请联系管理员重置"
    return Denied(words, 429, seconds)
