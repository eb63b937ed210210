"""How the interface answers: one shape for every refusal, said in Chinese, and documented on every route."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import APIKeyCookie, HTTPBearer
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from desk import errors
from desk.access import COOKIE, TheCaller
from desk.callers import check_scope
from desk.guard import MOST_BYTES
from store.values import LAST_ID, clean

# What both databases can hold: NUL and lone surrogates become U+FFFD here, as in everything else that is stored.
Text = Annotated[str, AfterValidator(clean)]
_SHOWN = 50  # mistakes of one request
Number = Annotated[int, Field(ge=1, le=LAST_ID)]


class Asking(BaseModel):
    """A body or a query: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Mistake(BaseModel):
    """One thing that is wrong with a request."""

    where: str = Field(description="The field or parameter, as a path.", examples=["body.why"])
    what: str = Field(description="What is wrong with it, in Chinese.", examples=["最多 1000 个字"])


class Problem(BaseModel):
    """Why a request was refused."""

    detail: str = Field(description="What is wrong and what to do, in Chinese.", examples=["没有第 12 号问题单"])
    mistakes: list[Mistake] = Field(default=[], description="With 422: each mistake of the request.")


_SAID: Mapping[int, str] = {
    400: "The request cannot be read: no JSON, or not the content type that is documented.",
    401: "Nobody is signed in, or the token is unknown, revoked or expired.",
    403: "The role, the scope of the token or a missing CSRF token does not allow that.",
    404: "There is no such thing.",
    409: "It has changed since, or its state does not allow that.",
    413: f"The body is larger than 512 kB, or that of a plan than {MOST_BYTES // 2**20} MB.",
    422: "The request can be read, but its values are wrong.",
    429: "Too much was asked for in a short time.",
    503: "The database is away for the moment; try again later.",
}


def refusals(*codes: int, **models: Any) -> dict[int | str, dict[str, Any]]:
    """The documentation of these refusals, beside those that any route may give."""
    known = {400, 401, 403, 413, 422, 429, 503, *codes}
    return {code: {"model": models.get(f"of_{code}", Problem), "description": _SAID[code]} for code in sorted(known)}


class Told(APIRoute):
    """A route that names each mistake of a request; every other refusal is the desk's own (desk/errors.py)."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler, with the mistakes told."""
        ask = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await ask(request)
            except RequestValidationError as error:
                return _mistaken(request, error)

        return answer


_WORDS: Mapping[str, str] = {
    "missing": "没有填写",
    "extra_forbidden": "没有这个字段或参数",
    "json_invalid": "不是 JSON",
    "int_parsing": "请写整数",
    "int_type": "请写整数",
    "int_from_float": "请写整数",
    "int_parsing_size": "数字太大",
    "bool_parsing": "请写 true 或 false",
    "bool_type": "请写 true 或 false",
    "string_type": "请写文字",
    "list_type": "请写成列表",
    "model_attributes_type": "请写成 JSON 对象，内容类型为 application/json",
    "dict_type": "请写成 JSON 对象",
}


def _mistaken(request: Request, error: RequestValidationError) -> Response:
    known = error.errors()[:_SHOWN]  # somebody may send fields by the hundred thousand
    mistakes = [Mistake(where=clean(".".join(map(str, one["loc"])))[:200], what=_words(one)) for one in known]
    shown = "；".join(f"{one.where}：{one.what}" for one in mistakes[:3])
    return errors.answer(request, 422, f"请求有误，{shown}", mistakes=[one.model_dump() for one in mistakes])


def _words(one: Mapping[str, Any]) -> str:
    """In Chinese; never what was sent, which may hold anything."""
    kind, context = str(one["type"]), one.get("ctx", {})
    if kind in _WORDS:
        return _WORDS[kind]
    if kind == "value_error":
        return str(context.get("error", "不正确"))
    limits = {
        "greater_than_equal": "不能小于 {ge}",
        "less_than_equal": "不能大于 {le}",
        "string_too_long": "最多 {max_length} 个字",
        "string_too_short": "至少 {min_length} 个字",
        "too_long": "最多 {max_length} 项",
        "too_short": "至少 {min_length} 项",
        "string_pattern_mismatch": "格式应为 {pattern}",
        "literal_error": "只能是 {expected}",
        "enum": "只能是 {expected}",
    }
    return limits[kind].format(**context).replace(" or ", "、") if kind in limits else f"格式不对（{kind}）"


_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="A personal token, made on the page /me. Scope `read` may only GET; scope `act` may do what its owner "
    "may; scope `feed` opens the feeds alone.",
)
_COOKIE = APIKeyCookie(
    name=COOKIE,
    auto_error=False,
    scheme_name="session",
    description="The desk's own session, as browsers have it. Unsafe methods need the header X-CSRF-Token as well.",
)


def _entitled(request: Request, caller: TheCaller) -> None:
    """The guard before the application says the same; here it holds even where a route is mounted elsewhere."""
    check_scope(caller, request.method, "/api/")


def part(tag: str) -> APIRouter:
    """A part of the interface: its routes refuse in the one shape, and know both ways to say who asks."""
    entitled = [Security(_BEARER), Security(_COOKIE), Depends(_entitled)]
    return APIRouter(route_class=Told, tags=[tag], dependencies=entitled, responses=refusals())
