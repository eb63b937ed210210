"""栏目看板: every column and account, how it stands and what it owes; the same as a table for spreadsheets."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from desk.access import TheCaller, TheDesk
from desk.board import BASES, HEADINGS, NO_UNIT, SORTS, Row, Sort, Wanted, counted, narrowed, rows_of, table
from desk.desk import Desk
from desk.digest_words import source_words, veto_shown
from desk.drawings import legend, strip
from desk.exports import TheKind, table_response
from desk.pages import chosen_site, render
from desk.site_now import site_now
from notifications.digest.account_words import notes
from notifications.digest.facts import Standing
from schedulers.freshness_now import Now

router = APIRouter()
_KINDS = ("column", "account")
_LONGEST = 100  # characters of a name that is looked for


@router.get("/board")
def board(request: Request, desk: TheDesk, _: TheCaller) -> HTMLResponse:
    """The page."""
    site = chosen_site(request, desk)
    if site is None:
        return render(request, "board.html.j2", rows=None)
    now, every = _standing(desk, site)
    wanted = wanted_of(request)
    plan = desk.plans.of(site)
    whose = [("site", site)] if len(desk.plans.sites()) > 1 else []
    return render(
        request,
        "board.html.j2",
        now_of=now,
        rows=narrowed(every, wanted),
        every=every,
        counts=counted(every),
        wanted=wanted,
        sorts=SORTS,
        units=[unit.name for unit in plan.units],
        without_unit=any(row.unit is None for row in every),
        no_unit=NO_UNIT,
        bare=desk.plans.is_bare(site),
        vetoes=[veto_shown(one) for one in now.vetoes],
        strip=strip,
        legend=legend(),
        bases=BASES,
        query=str(request.url.query),
        of_site=lambda *pairs: [*whose, *pairs],
        sources_of=lambda account: [(source_words(now.at.tzinfo, one), bool(one.said)) for one in account.sources],
        notes_of=lambda account: tuple(notes(account)),
    )


@router.get("/board/export.{kind}")
def export(kind: TheKind, request: Request, desk: TheDesk, _: TheCaller) -> Response:
    """The rows that the page shows, as CSV or XLSX."""
    site = chosen_site(request, desk)
    if site is None:
        raise HTTPException(404, "还没有网站")
    now, every = _standing(desk, site)
    rows = narrowed(every, wanted_of(request))
    return table_response(kind, f"栏目看板-{site}-{now.at:%Y%m%d}", HEADINGS, table(rows))


def wanted_of(request: Request) -> Wanted:
    """What the address asks for; what makes no sense is left out."""
    asked = request.query_params
    unit, state, kind, sort = (asked.get(key, "") for key in ("unit", "state", "kind", "sort"))
    return Wanted(
        unit=unit or None,
        state=Standing(state) if state in set(Standing) else None,
        kind=kind if kind in _KINDS else None,  # type: ignore[arg-type]
        text=asked.get("text", "").strip()[:_LONGEST],
        sort=sort if sort in get_args(Sort) else "urgency",  # type: ignore[arg-type]
    )


def _standing(desk: Desk, site: str) -> tuple[Now, list[Row]]:
    now = site_now(desk, site)
    return now, rows_of(desk.plans.of(site), now, desk.store.alive_by_column(site, desk.clock()))
