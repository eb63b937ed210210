"""评分卡: how the site stands by the national indicators, as of any day; the same as Word and JSON."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from desk.access import TheCaller, TheDesk
from desk.desk import Desk
from desk.drawings import picture
from desk.exports import disposition
from desk.pages import chosen_site, render
from desk.site_scorecard import Shown, day_of, site_scorecard
from notifications.digest.alerts import WORD_TYPE
from notifications.scorecard import word, words
from notifications.scorecard.document import scorecard_document
from notifications.scorecard.drawing import legend, trend_drawing
from notifications.scorecard.units import days

router = APIRouter()
SHOWN = 12  # faults behind one line


@router.get("/scorecard")
def scorecard(request: Request, desk: TheDesk, _: TheCaller) -> HTMLResponse:
    """The page."""
    site = chosen_site(request, desk)
    if site is None:
        return render(request, "scorecard.html.j2", card=None)
    shown = _shown(request, desk, site)
    card = shown.card
    drawing = trend_drawing(shown.trend) if len(shown.trend) > 1 else None
    return render(
        request,
        "scorecard.html.j2",
        site=site,
        card=card,
        shown=shown,
        vetoes=words.worst_first(card.vetoes),
        today=desk.now(desk.plans.of(site)).date(),
        say=words,
        days=days,
        drawing=picture(drawing) if drawing else None,
        legend=legend(shown.trend),
        most=SHOWN,
        query=[(key, value) for key, value in request.query_params.multi_items() if key in ("day", "site")],
    )


@router.get("/scorecard.docx")
def as_word(request: Request, desk: TheDesk, _: TheCaller) -> Response:
    """The card as a Word document."""
    site, shown = _asked(request, desk)
    body = word.document(shown.card, shown.trend, shown.units)
    name = disposition(f"{site}-评分卡-{shown.card.at:%Y%m%d}.docx")
    return Response(body, media_type=WORD_TYPE, headers={"Content-Disposition": name})


@router.get("/scorecard.json")
def as_json(request: Request, desk: TheDesk, _: TheCaller) -> JSONResponse:
    """The card for other programs."""
    site, shown = _asked(request, desk)
    name = disposition(f"{site}-评分卡-{shown.card.at:%Y%m%d}.json")
    return JSONResponse(scorecard_document(shown.card, shown.trend, shown.units), headers={"Content-Disposition": name})


def _asked(request: Request, desk: Desk) -> tuple[str, Shown]:
    site = chosen_site(request, desk)
    if site is None:
        raise HTTPException(404, "还没有网站")
    return site, _shown(request, desk, site)


def _shown(request: Request, desk: Desk, site: str) -> Shown:
    return site_scorecard(desk, site, day_of(request.query_params.get("day", "")))
