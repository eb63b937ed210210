"""Rounds: what ran, what runs, how long, what it found, what it could not look at."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from desk import rounds as arranged
from desk.access import TheCaller, TheDesk
from desk.desk import Desk
from desk.exports import TheKind, table_response
from desk.pages import chosen_site, render
from notifications.readable import plain
from notifications.wording import ROUND_KINDS
from store.errors import StoreError
from store.round_lists import RoundLine
from store.rounds import RoundRow

router = APIRouter()
PAGE = 30
EXPORTED = 2000  # rounds, the newest
_OPEN = timedelta(days=1)
_SHOWN = 30  # findings of one check


@router.get("/rounds")
def rounds(request: Request, desk: TheDesk, _: TheCaller) -> HTMLResponse:
    """The list, with what runs now and what comes next."""
    site = chosen_site(request, desk)
    if site is None:
        return render(request, "rounds.html.j2", lines=None)
    kind, before, after = _asked(request)
    lines, older, newer = _page(desk, site, kind, before, after)
    plan, now = desk.plans.of(site), desk.clock()
    running = arranged.running_of(desk.store.open_rounds(now - _OPEN, site), now)
    live = {one.id for one in running if one.machine}
    return render(
        request,
        "rounds.html.j2",
        lines=[(line, arranged.end_of(line.row, now, running=line.row.id in live)) for line in lines],
        running=running,
        coming=arranged.coming(plan, desk.now(plan)),
        kind=kind,
        older=_address(site, kind, before=older) if older else "",
        newer=_address(site, kind, after=newer) if newer else "",
        export=urlencode({"site": site} | ({"kind": kind} if kind else {})),
        took=arranged.took,
        length=arranged.say_length,
        number=arranged.number,
        paged=bool(before or after),
    )


@router.get("/rounds/export.{kind}")
def export(kind: TheKind, request: Request, desk: TheDesk, _: TheCaller) -> Response:
    """The newest rounds, as CSV or XLSX."""
    site = chosen_site(request, desk)
    if site is None:
        raise HTTPException(404, "还没有网站")
    of_kind, _before, _after = _asked(request)
    now = desk.now(desk.plans.of(site))
    rows = arranged.table(desk.store.round_lines(site, of_kind, limit=EXPORTED), now)
    return table_response(kind, f"巡检轮次-{site}-{now:%Y%m%d}", arranged.HEADINGS, rows)


@router.get("/rounds/{id_}")
def one(request: Request, desk: TheDesk, _: TheCaller, id_: str) -> HTMLResponse:
    """One round."""
    row = _found(desk, id_)
    plan, now, store = desk.plans.of(row.site), desk.clock(), desk.store
    progress = next((one for one in store.open_rounds(row.started_at, row.site) if one.round == row.id), None)
    running = arranged.running_of([progress], now)[0] if progress is not None else None
    counts = arranged.by_check(store.finding_counts(row.id))
    return render(
        request,
        "round.html.j2",
        site=row.site,
        row=row,
        running=running,
        end=arranged.end_of(row, now, running=bool(running and running.machine)),
        length=arranged.say_length(arranged.took(row)),
        number=arranged.number,
        counts=[(check, severity, count, store.found_here(row.id, check, _SHOWN)) for check, severity, count in counts],
        doubts=arranged.doubts_of(store.doubt_counts(row.id)),
        kept=store.has_details(row.id),
        ran_by=arranged.ran_by(row, desk.store.recent_dues(row.site, 200), plan.zone),
        stood=store.stood(row.id) if row.finished_at else "",
    )


def _found(desk: Desk, id_: str) -> RoundRow:
    try:
        return desk.store.round(id_[:60])
    except StoreError as error:
        if error.reason != "not-found":
            raise
        raise HTTPException(404, f"没有巡检轮次“{plain(id_, 40)}”，可能已按保存期限清理") from None


def _asked(request: Request) -> tuple[str | None, str | None, str | None]:
    query = request.query_params
    kind, before, after = query.get("kind"), query.get("before"), query.get("after")
    return kind if kind in ROUND_KINDS else None, (before or "")[:60] or None, (after or "")[:60] or None


def _page(
    desk: Desk, site: str, kind: str | None, before: str | None, after: str | None
) -> tuple[list[RoundLine], str | None, str | None]:
    """The lines; and from which round on there are older and newer ones."""
    if after is not None:
        lines = desk.store.round_lines(site, kind, after=after, limit=PAGE + 1)
        more, lines = len(lines) > PAGE, lines[-PAGE:]
        return lines, lines[-1].row.id if lines else None, lines[0].row.id if more else None
    lines = desk.store.round_lines(site, kind, before=before, limit=PAGE + 1)
    more, lines = len(lines) > PAGE, lines[:PAGE]
    return lines, lines[-1].row.id if more else None, lines[0].row.id if before and lines else None


def _address(site: str, kind: str | None, **place: str) -> str:
    return "/rounds?" + urlencode({"site": site} | ({"kind": kind} if kind else {}) | place)
