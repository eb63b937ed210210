"""The year's duties, by the interface: how each stands and what that rests on; people's words given and taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import HTTPException, Path
from fastapi import Query as InQuery
from pydantic import BaseModel, Field

from desk.access import Caller, TheCaller, TheDesk
from desk.api.answers import Asking, Text, part, refusals
from desk.api.sites import site_of
from desk.desk import Desk
from desk.duty_deeds import Asked, NotAllowedError, give, take_back
from desk.duty_rows import Wanted
from desk.site_duties import duty_of, site_standing
from inspection.duties import AlreadySaidError
from inspection.duty_state import PartKind, Stand, Standing
from inspection.issue import RefusedError
from inspection.ticking import LONGEST
from notifications.duty_document import duty_entry, unit_entry

router = part("board")
Name = Annotated[Text, Field(max_length=200)]
DutyNumber = Annotated[Text, Path(max_length=60, description="As the plan has it.", examples=["24"])]


class DutyPart(BaseModel):
    """One thing by which a duty is watched, at one time that it is due."""

    kind: PartKind
    name: str
    words: str = Field(description="What people call it; a check by its Chinese name.")
    occurrence: str = Field(examples=["2024年第1季度"])
    state: Stand
    said: str = Field(description="The state in Chinese.")
    unit: str | None
    due: date | None
    why: str = Field(description="What it rests on, or what could not be told.")
    title: str = Field(description="Of the article that met it.")
    link: str
    proof: str = Field(description="An address, or the number of a document, as a person gave it.")
    day: date | None = Field(description="When it was published or done.")
    issues: list[int] = Field(description="The first few issues that tell of it.")
    faults: int = Field(description="How many issues there are.")
    counts: bool = Field(description="false: it lies before anybody watched, and decides nothing.")
    said_by: str | None
    said_at: datetime | None


class DutyOut(BaseModel):
    """One duty. Its state is that of its worst part; what could not be told outweighs what is met."""

    number: str
    name: str
    text: str
    units: list[str] = Field(description="The first one leads.")
    state: Stand
    words: str = Field(description="The state in Chinese.")
    next_due: date | None
    parts: list[DutyPart]


class UnitDuties(BaseModel):
    """One unit's figures; lengths in working days."""

    unit: str
    duties: list[str] = Field(description="Numbers of those that count for it.")
    counts: dict[str, int] = Field(description="By state.")
    met: int
    on_time: int = Field(description="Met ones too.")
    overdue: int
    lag: float | None = Field(description="Mean, from a policy to its interpretation.")
    interpreted: int
    owing: int = Field(description="Policies whose interpretation is overdue.")
    correct: float | None = Field(description="Median, from found to mended.")
    corrected: int


class Duties(BaseModel):
    """The duties that were asked for, and every unit."""

    site: str
    as_of: datetime
    total: int
    duties: list[DutyOut]
    units: list[UnitDuties]


class DutyChoice(Asking):
    """Which of them."""

    site: Annotated[Name | None, Field(description="Which site; may be left out where there is one.")] = None
    unit: Annotated[Name | None, Field(description="Who has to do with it; `-`: nobody.")] = None
    state: Stand | None = None


class TickIn(Asking):
    """That something is done which cannot be seen from outside."""

    site: Annotated[Name | None, Field(description="Which site; may be left out where there is one.")] = None
    tick: Annotated[Name, Field(description="The name of what is confirmed.", examples=["上半年培训"])]
    occurrence: Annotated[Name, Field(description="Default: the one at hand; 409 where it was confirmed.")] = ""
    done_on: Annotated[date | None, Field(description="Default: today.")] = None
    note: Annotated[Text, Field(max_length=LONGEST)] = ""
    proof: Annotated[Text, Field(max_length=500, description="An address, or the number of a document.")] = ""


class UntickIn(Asking):
    """That it was not."""

    site: Annotated[Name | None, Field(description="Which site; may be left out where there is one.")] = None
    tick: Name
    occurrence: Name
    why: Annotated[Text, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]


@router.get("/duties", summary="The year's duties", responses=refusals(404))
def duties(desk: TheDesk, _: TheCaller, choice: Annotated[DutyChoice, InQuery()]) -> Duties:
    """How each stands this year, part by part, and each unit's figures."""
    site = site_of(desk, choice.site)
    found = site_standing(desk, site)
    wanted = Wanted(choice.unit, choice.state)
    shown = [one for one in found.duties if wanted.fits(one)]
    return Duties(
        site=site,
        as_of=found.as_of,
        total=len(shown),
        duties=[DutyOut.model_validate(duty_entry(one)) for one in shown],
        units=[UnitDuties.model_validate(unit_entry(one)) for one in found.units],
    )


@router.post("/duties/{number}/ticks", summary="Confirm that it is done", responses=refusals(404, 409))
def tick(desk: TheDesk, caller: TheCaller, number: DutyNumber, asked: TickIn) -> DutyOut:
    """The duty as it stands then. 409: somebody confirmed it before. Handlers confirm what their unit answers for."""
    site = _known(desk, asked.site, number)
    day = asked.done_on.isoformat() if asked.done_on else ""
    word = Asked(number, asked.tick, asked.occurrence, day, asked.note, asked.proof)
    return _done(desk, caller, site, word, None)


@router.post("/duties/{number}/ticks/taken-back", summary="Take a word back", responses=refusals(404, 409))
def untick(desk: TheDesk, caller: TheCaller, number: DutyNumber, asked: UntickIn) -> DutyOut:
    """The duty as it stands then; what was said stays on record. 409: there is no such word."""
    site = _known(desk, asked.site, number)
    return _done(desk, caller, site, Asked(number, asked.tick, asked.occurrence), asked.why)


def _known(desk: Desk, asked: str | None, number: str) -> str:
    site = site_of(desk, asked)
    if not any(one.number == number for one in desk.plans.of(site).duties):
        raise HTTPException(404, f"方案的职责清单中没有第 {number} 项")
    return site


def _done(desk: Desk, caller: Caller, site: str, word: Asked, why: str | None) -> DutyOut:
    try:
        if why is None:
            give(desk, caller, site, word)
        else:
            take_back(desk, caller, site, word, why, None)
    except NotAllowedError as error:
        raise HTTPException(403, str(error)) from None
    except AlreadySaidError as error:
        raise HTTPException(409, str(error)) from None
    except RefusedError as error:
        raise HTTPException(422, str(error)) from None
    return _one(site_standing(desk, site), word.number)


def _one(found: Standing, number: str) -> DutyOut:
    one = duty_of(found, number)
    if one is None:  # the plan was changed in the same moment
        raise HTTPException(404, f"方案的职责清单中没有第 {number} 项")
    return DutyOut.model_validate(duty_entry(one))
