"""职责清单: every duty of the year at a glance, one duty with what watches it, and people's words."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from desk.access import TheCaller, TheDesk
from desk.board import NO_UNIT
from desk.desk import Desk
from desk.duty_deeds import Asked, NotAllowedError, give, take_back
from desk.duty_rows import HEADINGS, SHOWN, TONES, Wanted, counted, sections, table, telling
from desk.exports import TheKind, table_response
from desk.flashes import told
from desk.pages import chosen_site, render
from desk.posted import Posted, TheForm
from desk.site_duties import duty_of, history_of, site_standing, site_told, ticks_shown
from inspection.duty_standing import STANDS, Stand, Standing
from inspection.duty_state import PART_KINDS
from inspection.issue import RefusedError
from inspection.people import Role
from inspection.ticking import LONGEST
from notifications.duty_document import part_name, watched_by
from store.values import number_of

router = APIRouter()


@router.get("/duties")
def duties(request: Request, desk: TheDesk, caller: TheCaller) -> HTMLResponse:
    """The page. A unit's person sees what is theirs first."""
    site = chosen_site(request, desk)
    if site is None:
        return render(request, "duties.html.j2", standing=None)
    found, wanted = site_standing(desk, site), _wanted(request)
    person = caller.person
    own = person.unit if person.role is Role.HANDLER else None
    whose = [("site", site)] if len(desk.plans.sites()) > 1 else []
    return render(
        request,
        "duties.html.j2",
        standing=found,
        sections=sections(found.duties, wanted, own),
        counts=counted(one for one in found.duties if wanted.of_unit(one)),
        wanted=wanted,
        unit=found.unit(wanted.unit or own or ""),
        units=[unit.name for unit in desk.plans.of(site).units],
        no_unit=NO_UNIT,
        stands=STANDS,
        tones=TONES,
        telling=telling,
        shown_parts=SHOWN,
        watched_by=watched_by,
        part_name=part_name,
        bare=desk.plans.is_bare(site),
        address=lambda **more: _address(wanted, whose, more),
        of_site=f"?{urlencode(whose)}" if whose else "",
    )


@router.get("/duties/export.{kind}")
def export(kind: TheKind, request: Request, desk: TheDesk, _: TheCaller) -> Response:
    """What the page shows, part by part, as CSV or XLSX."""
    site = chosen_site(request, desk)
    if site is None:
        raise HTTPException(404, "还没有网站")
    found, wanted = site_standing(desk, site), _wanted(request)
    shown = [one for one in found.duties if wanted.fits(one)]
    return table_response(kind, f"职责清单-{site}-{found.as_of:%Y%m%d}", HEADINGS, table(shown))


@router.get("/duties/{number}")
def duty(request: Request, desk: TheDesk, caller: TheCaller, number: str) -> HTMLResponse:
    """One duty: its text, what watches it and how that stands, people's words with their history."""
    site, found = _standing(request, desk)
    one = duty_of(found, number)
    if one is None:
        raise HTTPException(404, f"方案的职责清单中没有第 {number} 项")
    numbers = [each.duty.number for each in found.duties]
    at = numbers.index(number)
    return render(
        request,
        "duty.html.j2",
        site=site,
        one=one,
        before=numbers[at - 1] if at else None,
        after=numbers[at + 1] if at + 1 < len(numbers) else None,
        ticks=ticks_shown(one.duty, site_told(desk, site), caller.person),
        history=history_of(desk, site, number),
        stands=STANDS,
        tones=TONES,
        kinds=PART_KINDS,
        part_name=part_name,
        today=found.as_of.date(),
        longest=LONGEST,
        of_site=_of_site(desk, site),
        numbered=lambda other: f"/duties/{quote(other, safe='')}{_of_site(desk, site)}",
    )


@router.post("/duties/{number}/tick")
def tick(request: Request, desk: TheDesk, caller: TheCaller, form: TheForm, number: str) -> RedirectResponse:
    """Give a word."""
    site, _ = _standing(request, desk)
    back = f"/duties/{quote(number, safe='')}{_of_site(desk, site)}"
    try:
        found = give(desk, caller, site, _asked(form, number))
    except NotAllowedError as error:
        raise HTTPException(403, str(error)) from None
    except RefusedError as error:
        return told(request, back, f"没有确认：{error}", "bad")
    return told(request, back, f"已确认“{found.tick.name}”（{found.occurrence.label}）；相应的问题单由下一轮巡检复核")


@router.post("/duties/{number}/untick")
def untick(request: Request, desk: TheDesk, caller: TheCaller, form: TheForm, number: str) -> RedirectResponse:
    """Take a word back."""
    site, _ = _standing(request, desk)
    back = f"/duties/{quote(number, safe='')}{_of_site(desk, site)}"
    try:
        was = take_back(desk, caller, site, _asked(form, number), form.one("why"), number_of(form.one("seen")))
    except NotAllowedError as error:
        raise HTTPException(403, str(error)) from None
    except RefusedError as error:
        return told(request, back, f"没有撤回：{error}", "bad")
    return told(request, back, f"已撤回{was.said_by}对“{was.tick}”（{was.occurrence}）的确认")


def _standing(request: Request, desk: Desk) -> tuple[str, Standing]:
    site = chosen_site(request, desk)
    if site is None:
        raise HTTPException(404, "还没有网站")
    return site, site_standing(desk, site)


def _asked(form: Posted, number: str) -> Asked:
    names = ("tick", "occurrence", "done_on", "note", "proof")
    return Asked(number, **{name: form.one(name) for name in names})


def _of_site(desk: Desk, site: str) -> str:
    return f"?{urlencode({'site': site})}" if len(desk.plans.sites()) > 1 else ""


def _wanted(request: Request) -> Wanted:
    """What makes no sense is left out."""
    query = request.query_params
    stand = query.get("state", "")
    return Wanted(query.get("unit") or None, Stand(stand) if stand in set(Stand) else None)


def _address(wanted: Wanted, whose: list[tuple[str, str]], more: dict[str, object]) -> list[tuple[str, str]]:
    """The page's own address with some of it changed; None takes a key out."""
    now: dict[str, object] = {"unit": wanted.unit, "state": wanted.stand, **more}
    return [*whose, *((key, str(value)) for key, value in now.items() if value is not None)]
