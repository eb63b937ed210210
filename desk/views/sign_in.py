"""登录与退出: by password, or elsewhere by OIDC."""

from __future__ import annotations

import secrets
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from desk.access import TheDesk, known_caller
from desk.callers import address_of_peer
from desk.cookies import AWAY, ENTRY, cookie, give, take_back
from desk.desk import Desk
from desk.elsewhere import ElsewhereError, Trip, welcomed
from desk.oidc import provider_of
from desk.own import origin_of, same
from desk.pages import render
from desk.posted import TheForm
from desk.return_path import return_path
from desk.signing_in import Denied, came_from_elsewhere, enter, from_elsewhere, keep, leave, with_password
from inspection.people import Person
from spiders import logs

router = APIRouter()
_AWAY_FOR = 600  # seconds
log = logs.get(__name__)


@router.get("/sign-in")
def form(request: Request, desk: TheDesk, next: str = "") -> Response:
    """The form; who is signed in already goes on."""
    if known_caller(request) is not None:
        return RedirectResponse(return_path(next), 303)
    return _form(request, desk, next)


@router.post("/sign-in")
def sign_in(request: Request, desk: TheDesk, form: TheForm) -> Response:
    """Signed in, or the form again with the reason."""
    entry, login, then = cookie(request, desk, ENTRY), form.one("login"), form.one("next")
    if not entry or not same(entry, form.one("csrf")):
        return _form(request, desk, then, Denied("登录页停留太久，请再登录一次"), login)
    who = with_password(desk, login, form.one("password"), address_of_peer(request))
    if isinstance(who, Denied):
        return _form(request, desk, then, who, login)
    return _welcome(request, desk, who, then, "password")


@router.post("/sign-out")
def sign_out(request: Request, desk: TheDesk) -> Response:
    """The browser's session ends."""
    caller, answer = known_caller(request), RedirectResponse("/sign-in", 303)
    leave(desk, request, answer, caller.person if caller is not None else None)
    return answer


@router.get("/sign-in/elsewhere")
def go_elsewhere(request: Request, desk: TheDesk, next: str = "") -> Response:
    """To the provider, with a secret left in this browser that it must come back with."""
    _check_open(desk)
    trip = Trip(secrets.token_urlsafe(32), return_path(next))
    try:
        away = provider_of(desk.settings).address(trip, _back(request, desk))
    except ElsewhereError as error:
        return _form(request, desk, next, _refused(error))
    answer = RedirectResponse(away, 303)
    give(answer, request, desk, AWAY, trip.kept(), _AWAY_FOR)
    return answer


@router.get("/sign-in/return")
def come_back(request: Request, desk: TheDesk, state: str = "", code: str = "", error: str = "") -> Response:
    """Back from the provider, with a code that only this browser's secret makes good."""
    _check_open(desk)
    trip = Trip.of(cookie(request, desk, AWAY))
    try:
        if trip is None or not same(state, trip.state):
            raise ElsewhereError("登录没有从这个浏览器开始，或已过期，请再登录一次", "state")
        if error or not code:
            raise ElsewhereError("统一身份认证没有同意登录", error)
        answer = _redeemed(request, desk, trip, code)
    except ElsewhereError as refused:
        answer = _form(request, desk, trip.next if trip is not None else "", _refused(refused))
    take_back(answer, request, desk, AWAY)  # once: the same answer of the provider's is not taken again
    return answer


def _back(request: Request, desk: Desk) -> str:
    return f"{origin_of(request, desk)}/sign-in/return"


def _check_open(desk: Desk) -> None:
    if desk.settings.oidc_issuer is None:
        raise HTTPException(404)


def _refused(error: ElsewhereError) -> Denied:
    """Not in the trail: anybody can make as many of these as they like, signed in or not."""
    log.info("没有通过统一身份认证登录", why=error.why[:300])
    return Denied(error.words)


def _redeemed(request: Request, desk: Desk, trip: Trip, code: str) -> Response:
    """Whom the code stands for comes in. Tries are counted, as those of passwords are. Raises ElsewhereError."""
    address = address_of_peer(request)
    held = from_elsewhere(desk, address)
    if held is not None:
        return _form(request, desk, trip.next, held)
    try:
        known = provider_of(desk.settings).person(trip, code, _back(request, desk), desk.clock())
        person = welcomed(desk, known)
    except ElsewhereError as refused:
        keep(desk, None, "sign-in-failed", address, who="（统一身份认证）", detail={"why": refused.why[:300]})
        raise
    came_from_elsewhere(desk, address)
    return _welcome(request, desk, person, trip.next, "oidc")


def _welcome(request: Request, desk: Desk, person: Person, then: str, how: str) -> Response:
    wanted = return_path(then)
    answer = RedirectResponse(f"/me/password?{urlencode({'next': wanted})}" if person.must_change else wanted, 303)
    enter(desk, request, answer, person, how)
    take_back(answer, request, desk, ENTRY)
    return answer


def _form(request: Request, desk: Desk, then: str, denied: Denied | None = None, login: str = "") -> Response:
    entry = cookie(request, desk, ENTRY) or secrets.token_urlsafe(32)
    if known_caller(request) is not None:
        raise HTTPException(403, denied.words if denied is not None else None)
    page = render(
        request,
        "sign_in.html.j2",
        status=denied.status if denied is not None else 200,
        entry=entry,
        next=return_path(then),
        login=login[:200],
        denied=denied,
        elsewhere=desk.settings.oidc_issuer is not None,
    )
    give(page, request, desk, ENTRY, entry)
    if denied is not None and denied.again_after is not None:
        page.headers["Retry-After"] = str(denied.again_after)
    return page
