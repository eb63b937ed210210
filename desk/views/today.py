"""今日: what is new, due, back, and about to go wrong."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from desk.access import TheCaller
from desk.pages import render

router = APIRouter()


@router.get("/")
def today(request: Request, _: TheCaller) -> HTMLResponse:
    """The page."""
    return render(request, "base.html.j2")
