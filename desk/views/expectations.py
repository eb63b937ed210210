"""应发布: what is due, done and missed, as a month's calendar and as the list of a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from desk.access import TheCaller, TheDesk
from desk.board import NO_UNIT
from desk.calendar_of import HEADINGS, Month, by_month, counted, in_order, sheet, table
from desk.desk import Desk
from desk.exports import TheKind, table_response
from desk.pages import chosen_site, render
from desk.site_expected import site_expected
from inspection.calendar import Workdays
from inspection.expected import FATES, Fate, Item
from notifications.readable import clickable

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    month: Month
    year: bool  # the whole year as a list
    unit: str | None
    fate: Fate | None

    def fits(self, item: Item) -> bool:
        """Whether the item is asked for, whatever the month."""
        return self.unit in (None, item.unit or NO_UNIT) and self.fate in (None, item.fate)

    def within(self, item: Item) -> bool:
        """Whether it is due in that time."""
        here = Month.of(item.due)
        return here.year == self.month.year if self.year else here == self.month


@router.get("/expectations")
def expectations(request: Request, desk: TheDesk, _: TheCaller) -> HTMLResponse:
    """The page."""
    site = chosen_site(request, desk)
    if site is None:
        return render(request, "expectations.html.j2", asked=None)
    asked = _asked(request, desk, site)
    plan, every = desk.plans.of(site), site_expected(desk, site)
    now = [item for item in every if asked.within(item) and asked.unit in (None, item.unit or NO_UNIT)]
    shown = [item for item in now if asked.fate in (None, item.fate)]
    whose = site if len(desk.plans.sites()) > 1 else None
    dues = [*(one.due for one in plan.expectations), *(tick.due for duty in plan.duties for tick in duty.ticks)]
    seasons = [due.before for due in dues if due.before]
    return render(
        request,
        "expectations.html.j2",
        asked=asked,
        weeks=[] if asked.year else sheet(asked.month, in_order(shown), Workdays(plan.workdays), seasons),
        months=by_month(shown) if asked.year else [],
        items=in_order(shown),
        counts=counted(now),
        fates=FATES,
        today=desk.now(plan).date(),
        owed=_owed(every, asked),
        units=[unit.name for unit in plan.units],
        no_unit=NO_UNIT,
        asks_nothing=not plan.expectations and plan.interpretation is None and not any(d.ticks for d in plan.duties),
        bare=desk.plans.is_bare(site),
        linkable=clickable,
        address=lambda **more: _address(asked, whose, more),
    )


@router.get("/expectations/export.{kind}")
def export(kind: TheKind, request: Request, desk: TheDesk, _: TheCaller) -> Response:
    """What the page shows, as CSV or XLSX."""
    site = chosen_site(request, desk)
    if site is None:
        raise HTTPException(404, "还没有网站")
    asked = _asked(request, desk, site)
    items = (item for item in site_expected(desk, site) if asked.within(item) and asked.fits(item))
    when = str(asked.month.year) if asked.year else str(asked.month)
    return table_response(kind, f"应发布-{site}-{when}", HEADINGS, table(items))


def _asked(request: Request, desk: Desk, site: str) -> Asked:
    """What makes no sense is left out."""
    query, today = request.query_params, desk.now(desk.plans.of(site)).date()
    fate = query.get("state", "")
    return Asked(
        month=Month.read(query.get("month", ""), today),
        year=query.get("view") == "year",
        unit=query.get("unit") or None,
        fate=Fate(fate) if fate in set(Fate) else None,
    )


def _owed(every: Iterable[Item], asked: Asked) -> list[Item]:
    """What is overdue, whatever the month; the latest first."""
    return in_order(item for item in every if item.fate is Fate.OVERDUE and asked.fits(item))[::-1]


def _address(asked: Asked, site: str | None, more: dict[str, object]) -> list[tuple[str, str]]:
    """The page's own address with some of it changed; None takes a key out."""
    now: dict[str, object] = {
        "site": site,
        "month": asked.month,
        "view": "year" if asked.year else None,
        "unit": asked.unit,
        "state": asked.fate,
    }
    return [(key, str(value)) for key, value in _given({**now, **more}.items())]


def _given(pairs: Iterable[tuple[str, object]]) -> list[tuple[str, object]]:
    return [(key, value) for key, value in pairs if value is not None]
