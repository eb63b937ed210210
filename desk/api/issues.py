"""Issues, by the interface: lists with the page's filters, counts, and one with all that is known of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import HTTPException, Path, Query, Response
from pydantic import BaseModel, Field

from desk.access import TheCaller, TheDesk
from desk.api.answers import Asking, Number, Text, part, refusals
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
from desk.deed_forms import in_order
from desk.desk import Desk
from desk.issue_query import ANY_SITE, LONGEST, MOST_VALUES, IssueQuery, read_query
from inspection.findings import Severity
from inspection.people import acts_of
from notifications.pictures import picture_entry
from store.issue_filters import IssueFilter, Order, key_of

router = part("issues")
_TOLD = 50  # decisions and messages that are shown
_KEY = r"^[0-9]{1,19}(\.[0-9]{1,19}){0,2}$"

Word = Annotated[Text, Field(max_length=LONGEST)]
StateWord = Literal[
    "alive", "open", "closed", "all",
    "suspected", "confirmed", "assigned", "corrected", "reopened", "verified", "false-alarm", "waived", "muted",
]  # fmt: skip


class IssueChoice(Asking):
    """Which issues: conditions hold together, several values of one key are alternatives; without one, all do.

    The keys are those of the page /issues: an address of the page can be asked here as it is.
    """

    site: Annotated[Word, Field(description="One site's alone; empty or `*`: every site.")] = ""
    state: Annotated[
        tuple[StateWord, ...],
        Field(max_length=MOST_VALUES, description="States, or groups of them. Default: alive, what is not over."),
    ] = ()
    severity: Annotated[tuple[Severity, ...], Field(max_length=MOST_VALUES)] = ()
    unit: Annotated[tuple[Word, ...], Field(max_length=MOST_VALUES, description="Who answers; `-`: nobody.")] = ()
    check: Annotated[tuple[Word, ...], Field(max_length=MOST_VALUES, description="As `broken-link`.")] = ()
    column: Annotated[tuple[Word, ...], Field(max_length=MOST_VALUES, description="A column; `-`: none.")] = ()
    account: Annotated[tuple[Word, ...], Field(max_length=MOST_VALUES, description="An account of new media.")] = ()
    person: Annotated[tuple[Word, ...], Field(max_length=MOST_VALUES, description="Whom it is assigned to.")] = ()
    age: Annotated[
        str | None,
        Field(pattern=r"^([1-9][0-9]{0,2}|[12][0-9]{3})d\+?$", description="7d: opened within 7 days; 30d+: before."),
    ] = None
    due: Annotated[Literal["overdue", "today", "week"] | None, Field(description="Open issues due then.")] = None
    text: Annotated[Word, Field(description="What title or address hold, whatever the case; or a number: 12.")] = ""


class IssuePageChoice(IssueChoice):
    """Which issues, in which order, how many at once, from where on."""

    order: Annotated[Order, Field(description="weight: the heaviest first, then the earliest due.")] = "weight"
    limit: Annotated[int, Field(ge=1, le=500, description="How many at most.")] = 50
    after: Annotated[
        str | None,
        Field(pattern=_KEY, description="What comes behind: `next` of the page before, with the same order."),
    ] = None


class Issues(BaseModel):
    """Issues that fit."""

    schema_: str = Field(alias="schema", default="xunjian/issues/1", examples=["xunjian/issues/1"])
    total: int = Field(description="How many fit, wherever the page begins.", ge=0)
    issues: list[IssueOut]
    next: str | None = Field(description="`after` of the next page; null: there is no more.")


class Facets(BaseModel):
    """How many issues have which value, under all that is asked for but that key's own values; empty text: none."""

    total: int = Field(description="How many fit all.", ge=0)
    site: dict[str, int]
    state: dict[str, int]
    severity: dict[str, int]
    check: dict[str, int]
    unit: dict[str, int]
    column: dict[str, int]
    person: dict[str, int]


@router.get("/issues", summary="Issues that fit")
def issues(desk: TheDesk, _: TheCaller, choice: Annotated[IssuePageChoice, Query()]) -> Issues:
    """The list of the page /issues, with its filters; what the CLI prints with `xunjian issues list --format json`.

    Pages go by place: an issue that is opened, moved or closed meanwhile neither hides nor repeats another.
    """
    query, wanted = _wanted(desk, choice, choice.limit + 1)
    found = desk.store.issues(wanted)
    shown, following = found[: choice.limit], None
    if len(found) > choice.limit:
        behind = replace(query, after=key_of(shown[-1], query.order))
        following = dict(behind.pairs())["after"]
    total = len(found) if wanted.after is None and following is None else desk.store.place_of(wanted, None).total
    now = desk.clock()
    return Issues(total=total, issues=[issue_out(one, now) for one in shown], next=following)


@router.get("/issues/facets", summary="How many issues there are of each kind")
def facets(desk: TheDesk, _: TheCaller, choice: Annotated[IssueChoice, Query()]) -> Facets:
    """Counts of every value of every key, right under what else is asked for."""
    wanted = _wanted(desk, choice, None)[1]
    names = ("site", "state", "severity", "check", "unit", "column", "person")
    counted = desk.store.facets(wanted, names)
    known = {name: {value or "": many for value, many in counted.get(name, {}).items()} for name in names}
    return Facets(total=desk.store.count_issues(wanted), **known)


@router.get("/issues/{id}", summary="One issue", responses=refusals(404))
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
        acts=in_order(acts_of(caller.person, found)),
    )


def _wanted(desk: Desk, choice: IssueChoice, limit: int | None) -> tuple[IssueQuery, IssueFilter]:
    """Read as the page reads its address; but what the page leaves out with a word, a program is refused."""
    asked = choice.model_dump(mode="json", exclude={"limit"}, exclude_none=True)
    pairs = [(key, one) for key, value in asked.items() for one in (value if isinstance(value, list) else [value])]
    query, notes = read_query(pairs)
    if notes:
        raise HTTPException(422, "；".join(notes))
    site = None if query.site in ("", ANY_SITE) else query.site
    known = desk.plans.sites()
    zone_of = site if site in known else next(iter(known), None)
    now = desk.now(desk.plans.of(zone_of)) if zone_of else desk.clock()
    return query, query.filter(site, now, limit)
