"""What is answered where something did not work: a page, a word for htmx, or JSON, in Chinese."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException as StarletteError

from desk.access import SignInError, by_htmx
from desk.pages import environment, render
from desk.passwords import BusyError
from desk.return_path import return_path
from spiders import logs
from store.errors import StoreError
from store.values import clean

log = logs.get(__name__)
_TITLES: Mapping[int, tuple[str, str]] = {
    400: ("请求有误", "请返回上一页，刷新后重试"),
    401: ("请先登录", "登录后再打开这个地址"),
    403: ("没有权限", "如确有需要，请联系管理员"),
    404: ("没有这个页面", "请检查地址，或从上方菜单进入"),
    405: ("这个地址不能这样用", "请从页面上的按钮或链接进入"),
    408: ("请求没有发完", "请检查网络后重试"),
    409: ("情况已经变化", "请刷新页面，看过最新情况后再办理"),
    413: ("内容太大", "请减少一次提交的内容后重试"),
    422: ("填写有误", "请返回上一页更正"),
    429: ("操作太频繁", "请稍等片刻再试"),
    500: ("办理台出错了", "请稍后再试；如仍出错，请把编号告诉管理员"),
    503: ("数据库暂时不可用", "请稍后刷新；如持续不可用，请联系管理员"),
}


def answer_to(request: Request, error: Exception) -> Response:
    """The answer to what went wrong. What is nobody's to know goes to the log, under the number that the page shows."""
    try:
        return _answer_to(request, error)
    except StoreError as away:  # asked for the page's frame
        return _away(request, away)


def _answer_to(request: Request, error: Exception) -> Response:
    if isinstance(error, SignInError):
        return _not_signed_in(request)
    if isinstance(error, StarletteError):
        return answer(request, error.status_code, _words(error), error.headers)
    if isinstance(error, RequestValidationError):
        where = "、".join(dict.fromkeys(".".join(map(str, one["loc"][1:])) or "内容" for one in error.errors()[:5]))
        return answer(request, 422, f"这些内容填写有误：{clean(where)[:200]}")
    if isinstance(error, StoreError):
        if error.reason == "not-found":
            return answer(request, 404, error.message)
        return _away(request, error)
    if isinstance(error, BusyError):
        return answer(request, 429, "同时登录或修改密码的人太多", {"Retry-After": "15"})
    number = secrets.token_hex(4)
    try:
        raise error
    except type(error):
        log.exception("页面出错", number=number, method=request.method, path=request.url.path)
    return answer(request, 500, f"编号 {number}")


def answer(
    request: Request,
    status: int,
    words: str,
    headers: Mapping[str, str] | None = None,
    mistakes: Sequence[Mapping[str, str]] = (),
) -> Response:
    """The refusal in the shape that the asker reads; `mistakes` are for programs."""
    title, mend = _TITLES.get(status, (HTTPStatus(status).phrase, ""))
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": clean(words or title), "mistakes": list(mistakes)}, status, headers)
    facts = {"title": title, "words": clean(words), "mend": mend}
    if status >= 500:  # the frame itself may be what does not work
        said = environment().get_template("error_bare.html.j2")
        page = HTMLResponse(said.render(partial=by_htmx(request), **facts), status)
    else:
        page = render(request, "error.html.j2", status=status, **facts)
    page.headers.update(headers or {})
    return page


def _away(request: Request, error: StoreError) -> Response:
    log.warning("数据库不可用，页面没有打开", path=request.url.path, error=error.message)
    return answer(request, 503, "", {"Retry-After": "30"})


def _words(error: StarletteError) -> str:
    """What the page said; nothing where it is the protocol's own English."""
    if "parsing the body" in str(error.detail):  # FastAPI's own
        return "请求的内容读不出来，请写成 JSON"
    phrase = HTTPStatus(error.status_code).phrase if error.status_code in HTTPStatus._value2member_map_ else ""
    return "" if error.detail == phrase else str(error.detail)


def _not_signed_in(request: Request) -> Response:
    if request.url.path.startswith("/api/"):
        return answer(request, 401, "请先登录，或出示令牌", {"WWW-Authenticate": "Bearer"})
    if by_htmx(request):  # a part of a page: the page as a whole goes to the form
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        form = _form(f"{here.path}?{here.query}" if here.query else here.path)
        return Response(status_code=401, headers={"HX-Redirect": form})
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(_form(path if request.method in ("GET", "HEAD") else "/"), 303)


def _form(then: str) -> str:
    path = return_path(then or "/")
    return "/sign-in" if path == "/" else f"/sign-in?next={quote(path, safe='/')}"
