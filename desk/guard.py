"""What stands before every page: who asks, whether the request is their own, what browsers may do with answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from desk.access import COOKIE, Caller, SignInError, desk_of

Next = Callable[[Request], Awaitable[Response]]


def over(app: FastAPI) -> None:
    """Put the guards before the application."""
    app.middleware("http")(_know_the_caller)
    app.add_exception_handler(SignInError, _not_signed_in)


async def _know_the_caller(request: Request, go_on: Next) -> Response:
    desk, secret = desk_of(request), request.cookies.get(COOKIE)
    if secret:
        session = desk.store.session(secret, desk.clock())
        if session is not None:
            request.state.caller = Caller(session.person, session)
    return await go_on(request)


async def _not_signed_in(request: Request, _: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": "请先登录，或出示令牌"}, status_code=401, headers={"WWW-Authenticate": "Bearer"})
    return RedirectResponse("/sign-in", status_code=303)
