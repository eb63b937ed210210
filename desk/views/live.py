"""The stream of what changes: server-sent events, one for each tab that is looked at."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from desk.access import TheCaller
from desk.live import Live
from store.values import number_of

router = APIRouter()


def live_of(request: Request) -> Live:
    """The application's own; made when it is first asked for."""
    state = request.app.state
    if not hasattr(state, "live"):
        state.live = Live(state.desk)
    found = state.live
    assert isinstance(found, Live)
    return found


@router.get("/live")
async def stream(request: Request, caller: TheCaller) -> Response:
    """Events until the session ends, the browser goes, or the server stops. `issue`: the one that the page shows."""
    if caller.session is None:
        return Response("请用浏览器登录后查看", status_code=403, media_type="text/plain; charset=utf-8")
    live = live_of(request)
    opened = live.open(caller.session.digest, caller.person.id)
    if opened is None:
        return Response("连接太多，请稍后再试", status_code=503, headers={"Retry-After": "30"})
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    shown = number_of(request.query_params.get("issue", ""))
    return StreamingResponse(live.events(opened, shown), media_type="text/event-stream", headers=headers)
