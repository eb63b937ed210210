"""Weekly digests, by the interface: the weeks, each as JSON or Word."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import HTTPException, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from desk.access import TheCaller, TheDesk, require
from desk.api.answers import Text, part, refusals
from desk.api.rounds import Site
from desk.api.sites import site_of
from desk.desk import Desk
from desk.site_digests import begun, digest_facts, send_digest, weeks_of
from inspection.people import Power
from notifications.digest import word
from notifications.digest.alerts import WORD_TYPE
from notifications.digest.document import digest_document
from notifications.digest.facts import DigestFacts, Week
from schedulers.digest_pictures import shots_of

router = part("digests")
_WEEK = r"^[0-9]{4}-W[0-9]{2}$"
WeekName = Annotated[str, Path(pattern=_WEEK, description="ISO 8601.", examples=["2026-W47"])]
_BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
Unit = Annotated[Text | None, Query(max_length=200, description="One unit's own; without: the whole site's.")]


class WeekRow(BaseModel):
    """One week that the store can tell of."""

    week: str = Field(examples=["2026-W47"])
    rounds: int = Field(description="Rounds that were finished in it.")
    complete: int = Field(description="Those of them that saw all that they meant to see.")
    sent: bool = Field(description="Whether the whole digest was put into the outbox.")


class Weeks(BaseModel):
    """The latest first."""

    site: str
    weeks: list[WeekRow]


class Digest(BaseModel):
    """The document of `xunjian digest --format json`, contract xunjian/digest/1: more fields than are named here."""

    model_config = ConfigDict(extra="allow")

    schema_: str = Field(alias="schema", examples=["xunjian/digest/1"])
    week: str
    site: str
    unit: str | None


class Sending(BaseModel):
    """What was put into the outbox. The service delivers it from there."""

    site: str
    week: str = Field(examples=["2026-W47"])
    messages: int = Field(description="The whole site's and each unit's own, for each channel.")
    added: list[str] = Field(description="Ids of those that are new: each is sent once for ever.")


@router.get("/digests", summary="Weeks that there are digests of", responses=refusals(404))
def digests(
    desk: TheDesk,
    _: TheCaller,
    site: Site = None,
    until: Annotated[str | None, Query(pattern=_WEEK, description="Default: the present week.")] = None,
    limit: Annotated[int, Query(ge=1, le=104)] = 26,
) -> Weeks:
    """None before the first round."""
    name = site_of(desk, site)
    last = _week(until) if until else Week.of(desk.now(desk.plans.of(name)).date())
    try:
        known = weeks_of(desk, name, last, limit)
    except OverflowError:  # the first years of the calendar
        known = []
    rows = [WeekRow(week=str(one.week), rounds=one.rounds, complete=one.complete, sent=one.sent) for one in known]
    return Weeks(site=name, weeks=rows)


@router.get(
    "/digests/{week}.docx",
    summary="A digest as a Word document",
    response_class=Response,
    responses={**refusals(404), 200: {"description": "Word.", "content": {WORD_TYPE: _BYTES}}},
)
def as_word(desk: TheDesk, _: TheCaller, week: WeekName, site: Site = None, unit: Unit = None) -> Response:
    """With pictures of the most weighty faults."""
    facts = _facts(desk, site, week, unit)
    name = f'attachment; filename="digest-{facts.week}.docx"'
    body = word.document(facts, shots_of(desk.store, facts))
    return Response(body, media_type=WORD_TYPE, headers={"Content-Disposition": name})


@router.get("/digests/{week}", summary="A digest", response_model=Digest, responses=refusals(404))
def digest(desk: TheDesk, _: TheCaller, week: WeekName, site: Site = None, unit: Unit = None) -> JSONResponse:
    """What is new, overdue, back and done in that week. Large sites take seconds at the first time."""
    said: dict[str, Any] = digest_document(_facts(desk, site, week, unit))
    return JSONResponse(said)


@router.post("/digests/{week}/sendings", summary="Send a week's digests", status_code=201, responses=refusals(404, 409))
def send(desk: TheDesk, caller: TheCaller, week: WeekName, site: Site = None) -> Sending:
    """The whole site's and each unit's own, to where the plan sends them; asked again, nothing is sent twice.

    409: the plan does not say where to, or the week still runs and its Friday has not come.
    """
    require(caller, Power.SEND_DIGEST)
    name, wanted = site_of(desk, site), _week(week)
    try:
        begun(desk, name, wanted)
    except ValueError as error:
        raise HTTPException(404, str(error)) from None
    try:
        sent = send_digest(desk, caller, name, wanted)
    except ValueError as error:
        raise HTTPException(409, str(error)) from None
    return Sending(site=name, week=str(wanted), messages=sent.messages, added=list(sent.added))


def _facts(desk: Desk, site: str | None, week: str, unit: str | None) -> DigestFacts:
    """Raises 404 for a week that has not begun, and for a unit that there is not."""
    name, wanted = site_of(desk, site), _week(week)
    try:
        return digest_facts(desk, name, wanted, unit)
    except (ValueError, OverflowError) as error:
        raise HTTPException(404, str(error) if isinstance(error, ValueError) else "没有这一周") from None


def _week(written: str) -> Week:
    try:
        return Week.parse(written)
    except (ValueError, OverflowError):
        raise HTTPException(422, f"“{written}”不是一周，请写成 2026-W47") from None
