"""What stands before every page: who asks, whether the request is their own, what browsers may do with answers."""

from __future__ import annotations

import asyncio
import time
from urllib.parse import unquote

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException as StarletteError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk import browser_rules, errors
from desk.access import SignInError, by_htmx, desk_of
from desk.callers import Known, address_of_peer, check_scope, known_by
from desk.own import SAFE, check_host, check_origin, check_token, replayed
from inspection.people import Power
from spiders import logs
from store.errors import StoreError

MOST_BYTES = 4 * 1024 * 1024  # of a request's body: a plan of 1 MB, whose characters a form writes three times as long
_MOST_OF_OTHERS = 512 * 1024  # bytes: 500 issues with their versions are 30 kB, and reading a form takes a core
_PLANS = ("/plan/", "/api/v1/plan")
_BODY_WITHIN = 60.0  # seconds
# Where nobody need be signed in. Everything else is shut, whatever a page's own code asks for.
_OPEN = ("/static/", "/sign-in", "/sign-in/", "/sign-out", "/favicon.ico", "/slack/actions")
_SIGNED = ("/slack/actions",)  # Slack's own signature stands for the browser's origin
_CHANGING = ("/me/password", "/sign-out", "/sign-in")  # all that is possible before the first change of password
log = logs.get(__name__)


def over(app: FastAPI) -> None:
    """Put the guards before the application, and its refusals into words."""
    for kind in (SignInError, StarletteError, RequestValidationError, StoreError):
        app.add_exception_handler(kind, errors.answer_to)
    app.add_middleware(Guard)


class Guard:
    """As plain ASGI: streams pass through it line by line."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, let in or refused."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # the desk opens no web socket
            await send({"type": "websocket.close", "code": 1008})
            return
        visit = _Visit(scope, send)
        try:
            body = await visit.let_in(receive)
            await self.app(visit.scope, body, visit.send)
        # The one place where any error of any page ends: it is logged with its trace, and told by its number.
        except Exception as error:  # noqa: BLE001
            await visit.refuse(error, receive)
        await visit.leave()


class _Visit:
    """One request on its way through the guard."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._head = scope["method"] == "HEAD"
        # Whatever can be got can be asked about; a stream alone would never end.
        asked = {"method": "GET"} if self._head and not scope["path"].startswith("/live") else {}
        self.scope: Scope = {**scope, **asked, "state": {**scope.get("state", {})}}
        self.request = Request(self.scope)
        self.desk = desk_of(self.request)
        if self.desk.settings.secure:
            self.scope["scheme"] = "https"  # a proxy speaks http to us
        self._send, self._began = send, time.perf_counter()
        self._status = 0
        self._known: Known | None = None

    async def let_in(self, receive: Receive) -> Receive:
        """What the page may receive. Raises HTTPException, SignInError, StoreError; _Elsewhere where it leads away."""
        request, desk, path = self.request, self.desk, str(self.scope["path"])
        check_host(request, desk)
        if path.startswith("/static/"):
            return receive
        desk.strangers.heed(request, desk.settings.trusted, desk.clock())
        self._known = await run_in_threadpool(known_by, request, desk)
        caller = self._known.caller if self._known is not None else None
        if caller is not None:
            request.state.caller = caller
            check_scope(caller, request.method, path)
        if request.method not in SAFE:
            receive = await self._checked(receive)
        if caller is None and not _is_open(path):
            raise SignInError
        if caller is not None and caller.person.must_change and path not in _CHANGING:
            raise _MustChangeError
        return receive

    async def _checked(self, receive: Receive) -> Receive:
        """The body, read to its end, of a request that is the browser's own or a program's."""
        request, path = self.request, str(self.scope["path"])
        caller = self._known.caller if self._known is not None else None
        by_browser = (caller is None or caller.session is not None) and path not in _SIGNED
        if by_browser and caller is None and path.startswith("/api/"):
            raise SignInError
        if by_browser:
            check_origin(request, self.desk)
        plan = caller is not None and caller.person.may(Power.EDIT_PLAN) and path.startswith(_PLANS)
        body = await _body(request, receive, MOST_BYTES if plan else _MOST_OF_OTHERS)
        # The sign-in form has a token of its own, because nobody is signed in yet.
        if caller is not None and caller.session is not None and path != "/sign-in":
            await check_token(request, body, caller.session.csrf)
        return replayed(body, receive)

    async def send(self, message: Message) -> None:
        """The page's answer, with the rules for browsers."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers, query = MutableHeaders(scope=message), self.scope.get("query_string", b"")
            secure = self.desk.settings.secure
            browser_rules.rule(headers, self.scope["path"], query, self._status, secure=secure)
        elif self._head:
            message = {**message, "body": b""}
        await self._send(message)

    async def refuse(self, error: Exception, receive: Receive) -> None:
        """Answer what was not done, unless the answer was under way already."""
        if self._status:
            raise error
        if isinstance(error, _MustChangeError):
            answer = _to_the_password(self.request)
        else:
            answer = await run_in_threadpool(errors.answer_to, self.request, error)
        await answer(self.scope, receive, self.send)

    async def leave(self) -> None:
        """Once it is answered: a line in the log without the query, which may hold a token; who was here."""
        known, path = self._known, unquote(self.scope["path"])
        if not path.startswith("/static/"):
            log.info(
                "访问",
                method=self.scope["method"],
                path=path[:300],
                status=self._status,
                ms=round((time.perf_counter() - self._began) * 1000),
                person=known.caller.person.login if known is not None else None,
                address=address_of_peer(self.request),
            )
        if known is not None and known.touch is not None and self._status < 500:
            try:
                await run_in_threadpool(known.touch)
            except StoreError as busy:  # the next request notes it
                log.debug("数据库正忙，没有记下最近使用时间", error=busy.message)


class _MustChangeError(Exception):
    """The password was given by somebody else, and nothing is possible before it is changed."""


def _to_the_password(request: Request) -> Response:
    if request.url.path.startswith("/api/"):
        return errors.answer(request, 403, "请先在办理台修改密码")
    if by_htmx(request):
        return Response(status_code=403, headers={"HX-Redirect": "/me/password"})
    return RedirectResponse("/me/password", 303)


def _is_open(path: str) -> bool:
    return any(path == one or (one.endswith("/") and path.startswith(one)) for one in _OPEN)


async def _body(request: Request, receive: Receive, most: int) -> bytes:
    """The whole body. Raises 413 where it is longer than `most`, 408 where it does not come."""
    named = request.headers.get("content-length", "")
    if named.isascii() and named.isdecimal() and int(named[:20]) > most:
        raise HTTPException(413)
    chunks, length = list[bytes](), 0
    try:
        async with asyncio.timeout(_BODY_WITHIN):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise HTTPException(400)
                chunks.append(message.get("body", b""))
                length += len(chunks[-1])
                if length > most:
                    raise HTTPException(413)
                if not message.get("more_body", False):
                    return b"".join(chunks)
    except TimeoutError as error:
        raise HTTPException(408) from error
