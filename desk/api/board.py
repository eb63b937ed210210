"""The board, by the interface: every column and account, and the distance to each veto."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, Field

from desk.access import TheCaller, TheDesk
from desk.api.answers import Asking, Text, part, refusals
from desk.api.sites import site_of
from desk.board import Row, Sort, Wanted, narrowed, rows_of
from desk.site_now import site_now
from notifications.digest.facts import Cell, Freshness, Standing, Veto

router = part("board")
Name = Annotated[Text, Field(max_length=200)]


class WeekOut(BaseModel):
    """One of the last 26 weeks."""

    week: str = Field(examples=["2026-W47"])
    cell: Cell = Field(description="unknown: not read, not read that far back, or without dates; it is not `none`.")
    count: int = Field(description="Articles published in it.")


class SourceOut(BaseModel):
    """One source of an account."""

    label: str
    state: str | None = Field(description="read, blank, blocked, unreadable, unreachable; null: it was not read.")
    said: str = Field(description="Why it gave nothing, or not everything, in Chinese.")


class BoardRow(BaseModel):
    """One column or account, how it stands and what it owes."""

    kind: Literal["column", "account"]
    name: str
    link: str = Field(description="Its address; empty: it has none.")
    platform: str = Field(description="Of an account, in Chinese.")
    unit: str | None
    standing: Standing
    words: str = Field(description="How it stands, in Chinese.")
    limit: str = Field(description="How often it must be updated, in Chinese.")
    basis: str = Field(description="What that rests on.")
    last_day: date | None = Field(description="The last day on which something new would be in time.")
    days_left: int | None = Field(description="Days until then; negative: so long over.")
    newest: date | None = Field(description="The day of the newest article.")
    newest_title: str
    newest_link: str
    open_issues: int = Field(description="Issues that are not over.")
    overdue_issues: int
    doubts: list[str] = Field(description="What could not be judged and why, in Chinese.")
    weeks: list[WeekOut] = Field(description="The oldest first; empty: nothing was ever read of it.")
    sources: list[SourceOut] = Field(description="Of an account.")


class VetoOut(BaseModel):
    """The distance to one veto (单项否决)."""

    name: str
    count: int
    warn: int
    veto: int
    left: int = Field(description="How many more lead to the veto.")
    state: str = Field(description="clear, warning or vetoed.")
    columns: list[str]
    unknown: int = Field(description="Columns that count for it and could not be judged.")


class Board(BaseModel):
    """Every column and account, by the finished rounds of the last seven days."""

    site: str
    at: datetime
    last_round_at: datetime | None = Field(description="null: no round looked in the last seven days.")
    vetoes: list[VetoOut]
    rows: list[BoardRow]


class BoardChoice(Asking):
    """Which rows."""

    site: Annotated[Name | None, Field(description="Which site; may be left out where there is one.")] = None
    unit: Annotated[Name | None, Field(description="Who answers; `-`: nobody.")] = None
    state: Standing | None = None
    kind: Literal["column", "account"] | None = None
    text: Annotated[Name, Field(description="What the name holds.")] = ""
    sort: Sort = "urgency"


@router.get("/board", summary="Every column and account", responses=refusals(404))
def board(desk: TheDesk, _: TheCaller, choice: Annotated[BoardChoice, Query()]) -> Board:
    """How each stands now, what it owes and by when; the distance to each veto."""
    site = site_of(desk, choice.site)
    now = site_now(desk, site)
    rows = rows_of(desk.plans.of(site), now, desk.store.alive_by_column(site, desk.clock()))
    wanted = Wanted(choice.unit, choice.state, choice.kind, choice.text.strip(), choice.sort)
    return Board(
        site=site,
        at=now.at,
        last_round_at=now.last.at if now.last else None,
        vetoes=[_veto(one) for one in now.vetoes],
        rows=[_row(one) for one in narrowed(rows, wanted)],
    )


def _row(row: Row) -> BoardRow:
    weeks, account = row.weeks, row.account
    return BoardRow(
        kind=row.kind,
        name=row.name,
        link=row.link,
        platform=row.platform,
        unit=row.unit,
        standing=row.standing,
        words=row.stands,
        limit=row.limit,
        basis=row.basis,
        last_day=row.last_day,
        days_left=row.left,
        newest=weeks.newest if weeks else None,
        newest_title=weeks.newest_title if weeks else "",
        newest_link=row.newest_link,
        open_issues=row.alive.count,
        overdue_issues=row.alive.overdue,
        doubts=list(row.doubts),
        weeks=_weeks(weeks),
        sources=[SourceOut(label=one.label, state=one.state, said=one.said) for one in account.sources]
        if account
        else [],
    )


def _weeks(known: Freshness | None) -> list[WeekOut]:
    return [WeekOut(week=str(one.week), cell=one.cell, count=one.count) for one in known.cells] if known else []


def _veto(one: Veto) -> VetoOut:
    names = ("name", "count", "warn", "veto", "left", "state", "unknown")
    return VetoOut(**{name: getattr(one, name) for name in names}, columns=list(one.columns))
