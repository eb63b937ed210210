"""What is to be published, by the interface: each time that something is due, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import HTTPException, Query
from pydantic import BaseModel, Field

from desk.access import TheCaller, TheDesk
from desk.api.answers import Asking, Text, part, refusals
from desk.api.sites import site_of
from desk.board import NO_UNIT
from desk.calendar_of import in_order
from desk.site_expected import site_expected
from inspection.expected import Fate, Item

router = part("board")
Name = Annotated[Text, Field(max_length=200)]


class ItemOut(BaseModel):
    """One time that something is due."""

    kind: str = Field(description="publication, interpretation, or tick: what a person confirms.")
    name: str
    label: str = Field(examples=["2026年清明"])
    unit: str | None
    due: date = Field(description="The last day in time.")
    fate: Fate = Field(description="unwatched: nobody looked in those days, which is not missed.")
    words: str = Field(description="What became of it, in Chinese.")
    why: str = Field(description="What that rests on, or what could not be told.")
    title: str = Field(description="Of the article that was found.")
    link: str
    published: date | None
    channel: str
    issue: int | None = Field(description="The issue that tells of it.")
    opens: date | None = Field(description="The first day whose publications count.")
    key: str = Field(description="The same for the same thing, for calendars.")


class Expectations(BaseModel):
    """What was and is to be published, by day."""

    site: str
    total: int
    expectations: list[ItemOut]


class ExpectationChoice(Asking):
    """Which of them: due from a day to a day, both included. Known are last year, this year and the next."""

    site: Annotated[Name | None, Field(description="Which site; may be left out where there is one.")] = None
    first: Annotated[date | None, Field(description="Default: the first of January.")] = None
    last: Annotated[date | None, Field(description="Default: the thirty-first of December.")] = None
    unit: Annotated[Name | None, Field(description="Who answers; `-`: nobody.")] = None
    fate: Fate | None = None


@router.get("/expectations", summary="What is to be published", responses=refusals(404))
def expectations(desk: TheDesk, _: TheCaller, choice: Annotated[ExpectationChoice, Query()]) -> Expectations:
    """Each occurrence with what became of it, and what that rests on."""
    site = site_of(desk, choice.site)
    today = desk.now(desk.plans.of(site)).date()
    first, last = choice.first or date(today.year, 1, 1), choice.last or date(today.year, 12, 31)
    if first > last:
        raise HTTPException(422, "first 不能晚于 last")
    items = [one for one in site_expected(desk, site) if first <= one.due <= last and _fits(one, choice)]
    return Expectations(site=site, total=len(items), expectations=[_item(one) for one in in_order(items)])


def _fits(item: Item, choice: ExpectationChoice) -> bool:
    return choice.unit in (None, item.unit or NO_UNIT) and choice.fate in (None, item.fate)


def _item(item: Item) -> ItemOut:
    names = ("kind", "name", "label", "unit", "due", "fate", "words", "why", "title", "link", "channel", "opens", "key")
    known = {name: getattr(item, name) for name in names}
    return ItemOut(**known, published=item.day, issue=item.issue or None)
