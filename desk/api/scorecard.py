"""The scorecard, by the interface: as JSON or Word, as of any day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Query, Response
from fastapi.responses import JSONResponse

from desk.access import TheCaller, TheDesk
from desk.api.answers import part, refusals
from desk.api.rounds import Site
from desk.api.sites import site_of
from desk.site_scorecard import site_scorecard
from notifications.digest.alerts import WORD_TYPE
from notifications.scorecard import word
from notifications.scorecard.document import ScorecardOut, scorecard_document

router = part("board")
Day = Annotated[date | None, Query(description="As of the end of that day; default: now.")]
_BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


@router.get("/scorecard", summary="The scorecard", response_model=ScorecardOut, responses=refusals(404))
def scorecard(desk: TheDesk, _: TheCaller, site: Site = None, day: Day = None) -> JSONResponse:
    """Every veto with its distance, every item with what was taken and for what; contract xunjian/scorecard/1."""
    shown = site_scorecard(desk, site_of(desk, site), day)
    return JSONResponse(scorecard_document(shown.card, shown.trend, shown.units))


@router.get(
    "/scorecard.docx",
    summary="The scorecard as a Word document",
    response_class=Response,
    responses={**refusals(404), 200: {"description": "Word.", "content": {WORD_TYPE: _BYTES}}},
)
def as_word(desk: TheDesk, _: TheCaller, site: Site = None, day: Day = None) -> Response:
    """In the official layout."""
    shown = site_scorecard(desk, site_of(desk, site), day)
    name = f'attachment; filename="scorecard-{shown.card.at:%Y-%m-%d}.docx"'
    body = word.document(shown.card, shown.trend, shown.units)
    return Response(body, media_type=WORD_TYPE, headers={"Content-Disposition": name})
