"""Issues, by the interface: lists with the page's filters, counts, and one with all that is known of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import HTTPException, Path, Query, Response
from pydantic import BaseModel, Field

from desk.access import TheCaller, TheDesk
from desk.api.answers import Asking, Number, Text, part, told
from desk.api.issue_models import (
    IssueDetail,
    IssueOut,
    PictureOut,
    decision_out,
    issue_out,
    message_out,
    step_out,
    told_out,
)
from inspection.findings import Severity
from inspection.issue import ALIVE, State
from inspection.people import acts_of
from notifications.pictures import picture_entry
from store.issue_lists import IssueFilter, Order

router = part("issues")
_TOLD = 50  # decisions and messages that are shown

Word = Annotated[Text, Field(max_length=200)]


class IssueQuery(Asking):
    """Which issues: conditions hold together, several values of one key are alternatives; without one, all do."""

    site: Annotated[Word | None, Field(description="One site's alone.")] = None
    state: Annotated[tuple[State, ...], Field(max_length=20, description="Default: what is not over.")] = ()
    all: Annotated[bool, Field(description="Also what is over, where no `state` is named.")] = False
    unit: Annotated[tuple[Word, ...], Field(max_length=50, description="Who answers; empty text: nobody.")] = ()
    check: Annotated[tuple[Word, ...], Field(max_length=100, description="As `broken-link`.")] = ()
    column: Annotated[tuple[Word, ...], Field(max_length=100, description="A column or account; empty: none.")] = ()
    severity: Annotated[tuple[Severity, ...], Field(max_length=10)] = ()
    overdue: Annotated[bool, Field(description="Those alone whose due time has passed.")] = False
    text: Annotated[Word | None, Field(description="What title or address hold, whatever the case.")] = None
    order: Annotated[Order, Field(description="weight: the heaviest first, then the earliest due.")] = "weight"


class IssuePageQuery(IssueQuery):
    """Which issues, and how many at once."""

    limit: Annotated[int, Field(ge=1, le=500, description="How many at most.")] = 50
    offset: Annotated[int, Field(ge=0, le=1_000_000, description="How many to leave out.")] = 0


class Issues(BaseModel):
    """Issues that fit."""

    schema_: str = Field(alias="schema", default="xunjian/issues/1", examples=["xunjian/issues/1"])
    total: int = Field(description="How many fit, whatever the limit.", ge=0)
    issues: list[IssueOut]


@router.get("/issues", summary="Issues that fit")
def issues(desk: TheDesk, _: TheCaller, query: Annotated[IssuePageQuery, Query()]) -> Issues:
    """The list of the page /issues, with its filters; what the CLI prints with `xunjian issues list --format json`."""
    wanted = _filter(desk, query)
    found, now = desk.store.issues(wanted), desk.clock()
    return Issues(total=desk.store.count_issues(wanted), issues=[issue_out(one, now) for one in found])


@router.get("/issues/{id}", summary="One issue", responses=told(404))
def issue(desk: TheDesk, caller: TheCaller, id: Annotated[Number, Path()], response: Response) -> IssueDetail:
    """With its history, its picture, and why it was told or not. The ETag is its version: send it as If-Match."""
    found, store = desk.store.issue(id), desk.store
    if found is None:
        raise HTTPException(404, f"没有第 {id} 号问题单")
    picture = store.pictures(found.site, [found.fingerprint]).get(found.fingerprint)
    response.headers["ETag"] = f'"{found.version}"'
    return IssueDetail(
        **issue_out(found, desk.clock()).model_dump(),
        history=[step_out(step) for step in store.steps(id)],
        picture=None if picture is None else PictureOut.model_validate(picture_entry(picture)),
        tellings=[told_out(one) for one in store.tellings_of(id)],
        decisions=[decision_out(one) for one in store.decisions(id, _TOLD)],
        messages=[message_out(one) for one in store.messages(found.site, issue=id, limit=_TOLD)],
        acts=sorted(acts_of(caller.person, found)),
    )


def _filter(desk: TheDesk, query: IssuePageQuery) -> IssueFilter:
    return IssueFilter(
        site=query.site,
        states=query.state or (() if query.all else ALIVE),
        units=[one or None for one in query.unit],
        checks=query.check,
        columns=[one or None for one in query.column],
        severities=query.severity,
        overdue_at=desk.clock() if query.overdue else None,
        text=query.text,
        limit=query.limit,
        offset=query.offset,
        order=query.order,
    )
