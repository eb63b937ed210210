"""The JSON interface as a whole: its parts, one by one, and the document that describes them."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse

from desk.access import TheCaller
from desk.api import (
    acts,
    answers,
    audit,
    board,
    digests,
    duties,
    evidence,
    expectations,
    issues,
    me,
    people,
    plan,
    rounds,
    scorecard,
    second_looks,
    sites,
    views,
)

PARTS = (
    sites,
    issues,
    acts,
    second_looks,
    evidence,
    views,
    board,
    expectations,
    duties,
    rounds,
    scorecard,
    digests,
    plan,
    me,
    people,
    audit,
)
TITLE = "巡检 办理台"
VERSION = "1"
DESCRIPTION = """\
Everything that the desk does, as JSON. Say who asks by `Authorization: Bearer <token>` (a personal token, made on the
page /me) or by the desk's own session, which needs the header `X-CSRF-Token` with every unsafe method.

Times are ISO 8601 with their offset. Words for people (`title`, `detail`, `why`) are Chinese. Text of inspected sites
is text: never put it into a page as HTML. A body with a field that is not documented is refused.

Refusals have one shape: `detail`, a sentence for people, and with 422 `mistakes`, each with its place.
"""

router = APIRouter()
for _part in PARTS:
    router.include_router(_part.router)


@cache
def described() -> dict[str, Any]:
    """The document: OpenAPI 3.1. It depends on the code alone."""
    alone = FastAPI(title=TITLE, version=VERSION, description=DESCRIPTION, openapi_url=None)
    alone.include_router(router, prefix="/api/v1")
    return alone.openapi()


_own = answers.part("document")


@_own.get("/openapi.json", include_in_schema=False)
def document(_: TheCaller) -> JSONResponse:
    """OpenAPI 3.1, for whoever is signed in or has a token."""
    return JSONResponse(described())


router.include_router(_own)
