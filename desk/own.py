"""Whether a request is the desk's own: the address that it names, where it was made, the token that it carries."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, urlsplit

from fastapi import HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.formparsers import MultiPartException
from starlette.types import Message, Receive

from desk.desk import Desk

SAFE = ("GET", "HEAD", "OPTIONS")
HEADER, FIELD = "x-csrf-token", "csrf"
_STRANGE = "这个请求不是从办理台的页面发出的，未予办理。请回到办理台页面，刷新后重试"
_UNREADABLE = "表单读不出来，请刷新页面后重试"
_MOST_FIELDS = 5000


def origin_of(request: Request, desk: Desk) -> str:
    """The desk's origin, as browsers name it: the address that is set, else what the request asked for."""
    return desk.settings.url or f"{request.url.scheme}://{request.headers.get('host', '')}"


def check_host(request: Request, desk: Desk) -> None:
    """Raises 400 where an address is set and the request asked for another host: no link is made from that."""
    if desk.settings.url is None:
        return
    ours = urlsplit(desk.settings.url)
    default = {"http": ":80", "https": ":443"}[ours.scheme]
    if request.headers.get("host", "").lower().removesuffix(default) != ours.netloc:
        raise HTTPException(400, f"请从 {desk.settings.url} 打开办理台")


def check_origin(request: Request, desk: Desk) -> None:
    """Raises 403 where the browser says that another site's page made the request, or nobody says anything."""
    sites, origins = (request.headers.getlist(name) for name in ("sec-fetch-site", "origin"))
    if sites:
        if sites != ["same-origin"]:
            raise HTTPException(403, _STRANGE)
    elif origins != [origin_of(request, desk)]:  # browsers name the site they come from by https and localhost alone
        raise HTTPException(403, _STRANGE)


async def check_token(request: Request, body: bytes, expected: str) -> None:
    """Raises 403 where neither the header nor the form carries the session's token."""
    shown = request.headers.getlist(HEADER) or await _of_form(request, body)
    if len(shown) != 1 or not expected or not same(shown[0], expected):
        raise HTTPException(403, "页面停留太久，或已在别处重新登录，未予办理。请刷新页面后重试")


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same; it takes as long where they are not."""
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


async def _of_form(request: Request, body: bytes) -> list[str]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        try:  # in a thread: a long plan takes a second, and everybody else would wait
            return (await run_in_threadpool(_fields, body)).get(FIELD, [])
        except ValueError as error:
            raise HTTPException(400, _UNREADABLE) from error
    if kind != "multipart/form-data":
        return []
    form_of = Request({**request.scope, "app": None}, replayed(body))
    try:
        async with form_of.form(max_fields=_MOST_FIELDS) as form:
            return [value for value in form.getlist(FIELD) if isinstance(value, str)]
    except (MultiPartException, HTTPException, LookupError, UnicodeError) as error:
        raise HTTPException(400, _UNREADABLE) from error


def _fields(body: bytes) -> dict[str, list[str]]:
    return parse_qs(body.decode("latin-1"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)


def replayed(body: bytes, then: Receive | None = None) -> Receive:
    """The body once more, for who comes after; `then`: what the connection says later."""
    told = False

    async def receive() -> Message:
        nonlocal told
        if not told:
            told = True
            return {"type": "http.request", "body": body, "more_body": False}
        return await then() if then is not None else {"type": "http.disconnect"}

    return receive
