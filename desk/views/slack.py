"""`POST /slack/actions`: presses of Slack's buttons, signed by Slack; no session and no token is asked for."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, PlainTextResponse

from desk.access import desk_of
from desk.slack_office import SlackOffice
from notifications.channels.slack_actions import UnreadableError
from schedulers.slack_signature import LARGEST_BODY, payload_of

log = logging.getLogger(__name__)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """What was begun is ended before the desk is."""
    yield
    office = getattr(app.state, "slack", None)
    if isinstance(office, SlackOffice):
        await office.finish()


router = APIRouter(lifespan=_lifespan)


@router.post("/slack/actions")
async def actions(request: Request) -> Response:
    """Acknowledged at once; the deed is done behind it, and its outcome told in Slack."""
    office = _office(request)
    places = await run_in_threadpool(office.places)
    if not places:
        return PlainTextResponse("没有接通 Slack", 404)
    body = await _body(request)
    if body is None:
        return PlainTextResponse("内容太大", 413)
    stamp, written = (request.headers.get(f"X-Slack-{name}", "") for name in ("Request-Timestamp", "Signature"))
    signed = next((place for place in places if place[2].holds(body, stamp, written)), None)
    if signed is None:
        return PlainTextResponse("签名无效", 401)
    try:
        said = office.counter(signed[0], signed[1]).take(payload_of(body))
    except UnreadableError as error:
        log.warning("收到无法识别的 Slack 操作：%s", error)
        return PlainTextResponse("内容无法识别", 400)
    return JSONResponse(said) if said else Response()


def _office(request: Request) -> SlackOffice:
    state = request.app.state
    if not hasattr(state, "slack"):
        state.slack = SlackOffice(desk_of(request))
    found = state.slack
    assert isinstance(found, SlackOffice)
    return found


async def _body(request: Request) -> bytes | None:
    """None: larger than Slack's ever are."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST_BODY:
            return None
    return bytes(read)
