"""我的账户: the password, one's own sessions, tokens for programs and feeds."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from desk import tokens
from desk.access import Caller, TheCaller, TheDesk
from desk.agents import agent_words
from desk.desk import Desk
from desk.flashes import told
from desk.own import origin_of
from desk.pages import render
from desk.passwords import SHORTEST
from desk.posted import TheForm
from desk.return_path import return_path
from desk.signing_in import Denied, enter, keep, with_password
from desk.staff import StaffError, choose
from store.values import number_of

router = APIRouter()


@router.get("/me")
def me(request: Request, desk: TheDesk, caller: TheCaller) -> Response:
    """The page."""
    return _page(request, desk, caller)


@router.get("/me/password")
def password_form(request: Request, desk: TheDesk, caller: TheCaller) -> Response:
    """The form for a new password."""
    return _password_page(request, desk, caller, "")


@router.post("/me/password")
def password(request: Request, desk: TheDesk, caller: TheCaller, form: TheForm) -> Response:
    """Changed: every session of the person's ends, and this browser gets another. `tokens`: they are revoked, too."""
    person, old, new = caller.person, form.one("old"), form.one("new")
    if person.elsewhere:
        raise HTTPException(403, "您用统一身份认证登录，没有办理台的密码")
    if new != form.one("again"):
        return _password_page(request, desk, caller, "两次填写的新密码不一样", then=form.one("next"))
    if new == old:
        return _password_page(request, desk, caller, "新密码与现用密码相同，请换一个", then=form.one("next"))
    who = with_password(desk, person.login, old, caller.address)
    if isinstance(who, Denied):  # tries count here as well: an open browser is no way to guess
        words = "现用密码不对" if who.status == 403 else who.words
        return _password_page(request, desk, caller, words, who.status if who.status != 403 else 422, form.one("next"))
    try:
        revoked = choose(desk.store, person, new, desk.clock() if form.one("tokens") else None)
    except StaffError as error:
        return _password_page(request, desk, caller, str(error), then=form.one("next"))
    keep(desk, person, "password-change", caller.address, detail={"tokens": revoked})
    wanted = return_path(form.one("next"))
    answer = RedirectResponse(wanted if person.must_change else "/me", 303)
    enter(desk, request, answer, person, "password-change")
    return answer


@router.post("/me/tokens")
def make_token(request: Request, desk: TheDesk, caller: TheCaller, form: TheForm) -> Response:
    """The page with the secret, which is shown this once."""
    scope, days = form.one("scope"), form.one("days") or "90"
    try:
        secret = tokens.make(
            desk, caller, form.one("name"), scope, int(days) if days.isascii() and days.isdecimal() else -1
        )
    except tokens.TokenError as error:
        return _page(request, desk, caller, wrong=str(error), status=422)
    origin, shown = origin_of(request, desk), quote(secret)
    feeds = (
        [f"{origin}/feed/expectations.ics?token={shown}", f"{origin}/feed/issues.rss?token={shown}"]
        if scope == "feed"
        else []
    )
    return _page(request, desk, caller, secret=secret, feeds=feeds)


@router.post("/me/tokens/{number}/revoke")
def revoke_token(request: Request, desk: TheDesk, caller: TheCaller, number: str) -> Response:
    """Another person's token is as unknown as one that never was."""
    id_ = number_of(number)
    if id_ is None or not tokens.revoke(desk, caller, id_):
        raise HTTPException(404, "您没有这个令牌，或者它已经停用")
    return told(request, "/me", "已停用这个令牌。")


@router.post("/me/sessions/end")
def end_session(request: Request, desk: TheDesk, caller: TheCaller, form: TheForm) -> Response:
    """One of one's own sessions, or all others."""
    which = form.one("which")
    mine = caller.session.digest if caller.session is not None else ""
    if which == "others":
        for one in desk.store.sessions_of(caller.person.id, desk.clock()):
            if one.digest != mine:
                desk.store.end_session(one.digest, caller.person.id)
    elif which == mine or not desk.store.end_session(which[:64], caller.person.id):
        raise HTTPException(404, "没有这个登录，或者它已经结束")
    keep(desk, caller.person, "session-end", caller.address)
    return told(request, "/me", "已退出其他登录。" if which == "others" else "已退出这个登录。")


def _page(
    request: Request,
    desk: Desk,
    caller: Caller,
    *,
    wrong: str = "",
    secret: str = "",
    feeds: list[str] | None = None,
    status: int = 200,
) -> Response:
    facts: dict[str, Any] = {"wrong": wrong, "secret": secret, "feeds": feeds or []}
    return render(
        request,
        "me.html.j2",
        status=status,
        sessions=desk.store.sessions_of(caller.person.id, desk.clock()),
        tokens=desk.store.tokens_of(caller.person.id),
        scopes=tokens.SCOPE_NAMES,
        days=tokens.DAYS,
        agent_words=agent_words,
        **facts,
    )


def _password_page(
    request: Request, desk: Desk, caller: Caller, wrong: str, status: int = 422, then: str = ""
) -> Response:
    return render(
        request,
        "password.html.j2",
        status=status if wrong else 200,
        wrong=wrong,
        shortest=SHORTEST,
        held=tokens.held(desk, caller.person.id),
        must=caller.person.must_change,
        next=return_path(then or request.query_params.get("next")),
    )
