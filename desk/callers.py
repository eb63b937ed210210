"""Who asks, found by what the request shows: a token, or a browser's session; and where a token leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import HTTPException, Request

from desk.access import COOKIE, Caller
from desk.cookies import cookie
from desk.desk import Desk
from desk.own import SAFE
from store.sessions import HeldToken, Session

_SEEN = timedelta(minutes=1)  # who is seen more often is not written down again
_WRONG_TOKEN = "令牌无效、已停用或已过期，请在“我的账户”页面重新生成"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Known:
    """Who asks, and what is to be noted once they are answered."""

    caller: Caller
    touch: Callable[[], None] | None = None


def known_by(request: Request, desk: Desk) -> Known | None:
    """By the token where one is shown, whatever cookies come with it; else by the session. None: nobody.

    Raises 401 for a token that is no good: a program must hear it. Raises StoreError.
    """
    secret = _shown_token(request)
    return _of_browser(request, desk) if secret is None else _of_program(request, desk, secret)


def check_scope(caller: Caller, method: str, path: str) -> None:
    """Raises 403 where the caller's token does not lead: read asks the interface, act does there, feed subscribes."""
    asks, scope = method in SAFE, caller.scope
    if scope is None:
        return
    if caller.person.must_change:
        raise HTTPException(403, "请先登录办理台修改密码，之后令牌才能使用")
    if scope == "feed" and not (asks and path.startswith("/feed/")):
        raise HTTPException(403, "这个令牌只能用于订阅（日历与 RSS）")
    if scope in ("read", "act") and not path.startswith("/api/"):
        raise HTTPException(403, "令牌只能用于接口（/api/），网页请登录后打开")
    if scope == "read" and not asks:
        raise HTTPException(403, "这个令牌只能查询，不能办理")


def address_of_peer(request: Request) -> str:
    """Where the request comes from: the peer, or whom a trusted proxy names (uvicorn sees to that)."""
    return request.client.host if request.client is not None else ""


def session_ends(desk: Desk, opened_at: datetime) -> datetime:
    """When a session ends that was opened then and is used now."""
    return min(opened_at + desk.settings.longest, desk.clock() + desk.settings.idle)


def _shown_token(request: Request) -> str | None:
    shown = request.headers.getlist("authorization")
    if len(shown) > 1:
        raise HTTPException(400, "请求里有几个 Authorization，只能有一个")
    scheme, _, secret = shown[0].strip().partition(" ") if shown else ("", "", "")
    if scheme.lower() == "bearer":
        return secret.strip()
    if request.url.path.startswith("/feed/") and "token" in request.query_params:
        asked = request.query_params.getlist("token")
        return asked[0] if len(asked) == 1 else ""
    return None


def _of_program(request: Request, desk: Desk, secret: str) -> Known:
    now = desk.clock()
    held = desk.store.held_token(secret, now) if secret else None
    if held is None or ("authorization" not in request.headers and held.scope != "feed"):
        raise HTTPException(401, _WRONG_TOKEN, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
    caller = Caller(held.person, scope=held.scope, address=address_of_peer(request), token=held.id)
    return Known(caller, _touch_token(desk, held, now))


def _of_browser(request: Request, desk: Desk) -> Known | None:
    secret, now = cookie(request, desk, COOKIE), desk.clock()
    session = desk.store.session(secret, now) if secret else None
    if session is None:
        return None
    # A page left open asks again and again by itself: that is not somebody who is there.
    by_itself = request.url.path == "/live" or request.url.path.startswith("/live/")
    touch = None if by_itself else _touch_session(desk, session, now)
    return Known(Caller(session.person, session, address=address_of_peer(request)), touch)


def _touch_session(desk: Desk, session: Session, now: datetime) -> Callable[[], None] | None:
    if now - session.seen_at < _SEEN:
        return None
    ends = session_ends(desk, session.created_at)
    return lambda: desk.store.touch_session(session.digest, session.person.id, now, ends)


def _touch_token(desk: Desk, held: HeldToken, now: datetime) -> Callable[[], None] | None:
    if held.used_at is not None and now - held.used_at < _SEEN:
        return None
    return lambda: desk.store.touch_token(held.id, now)
