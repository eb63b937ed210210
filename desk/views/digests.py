"""周报: the weeks that there are, each read in the desk, downloaded as Word, and sent."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from desk.access import Caller, TheCaller, TheDesk, needs
from desk.desk import Desk
from desk.drawings import picture
from desk.exports import disposition
from desk.flashes import told
from desk.pages import chosen_site, render
from desk.site_digests import at_hand, digest_facts, send_digest, sent_at, weeks_of, why_not_sent
from inspection.people import Power
from notifications.digest import html, word
from notifications.digest.alerts import WORD_TYPE
from notifications.digest.facts import DigestFacts, Week
from notifications.digest.phrases import cell_day, day, said, unit_name
from schedulers.digest_pictures import shots_of

router = APIRouter()
_LISTED = 26  # weeks on one page


@router.get("/digests")
def digests(request: Request, desk: TheDesk, _: TheCaller) -> HTMLResponse:
    """The weeks, the latest first."""
    site = chosen_site(request, desk)
    if site is None:
        return render(request, "digests.html.j2", weeks=None)
    today = Week.of(desk.now(desk.plans.of(site)).date())
    last = _week_or(request.query_params.get("until", ""), today)
    weeks = weeks_of(desk, site, last, _LISTED)
    earlier = last.earlier(_LISTED) if len(weeks) == _LISTED else None
    return render(request, "digests.html.j2", weeks=weeks, running=today, last=last, earlier=earlier, day=day)


@router.get("/digests/{week}.docx")
def as_word(week: str, request: Request, desk: TheDesk, _: TheCaller) -> Response:
    """The digest as a Word document, with pictures of the most weighty faults."""
    site, facts = _facts(request, desk, week)
    name = "-".join(filter(None, (site, "巡检周报", str(facts.week), facts.unit)))
    headers = {"Content-Disposition": disposition(f"{name}.docx")}
    return Response(word.document(facts, shots_of(desk.store, facts)), media_type=WORD_TYPE, headers=headers)


@router.get("/digests/{week}")
def digest(week: str, request: Request, desk: TheDesk, _: TheCaller) -> HTMLResponse:
    """The digest; where it takes seconds to work out, first a page that says so and fetches it."""
    site, wanted, unit = _asked(request, desk, week)
    query = [(key, value) for key, value in request.query_params.multi_items() if key in ("unit", "site")]
    plan = desk.plans.of(site)
    common: dict[str, Any] = {
        "of": wanted,
        "unit": unit,
        "choices": [one.name for one in plan.units],
        "query": query,
        "address": f"/digests/{wanted}?{urlencode([*query, ('wait', '1')])}",
        "earlier": wanted.earlier(),
        "later": wanted.earlier(-1) if wanted.earlier(-1).start(plan.zone) <= desk.clock() else None,
    }
    if "wait" not in request.query_params and not at_hand(desk, site, wanted, unit):
        return render(request, "digest.html.j2", site=site, facts=None, **common)
    facts = _worked_out(desk, site, wanted, unit)
    shown: dict[str, Any] = html.shown(facts, picture)
    why_not = why_not_sent(desk, site, wanted)
    return render(
        request,
        "digest.html.j2",
        site=site,
        facts=facts,
        sent=sent_at(desk, site, wanted),
        sends=not why_not,
        why_not=why_not,
        said=said,
        cell_day=cell_day,
        unit_name=unit_name,
        **shown,
        **common,
    )


@router.post("/digests/{week}/send")
def send(
    week: str, request: Request, desk: TheDesk, caller: Annotated[Caller, needs(Power.SEND_DIGEST)]
) -> RedirectResponse:
    """Put the week's digests into the outbox: the whole and each unit's own, each once for ever."""
    site, wanted, _unit = _asked(request, desk, week)
    back = f"/digests/{wanted}?{urlencode({'site': site})}"
    try:
        sent = send_digest(desk, caller, site, wanted)
    except ValueError as error:
        return told(request, back, str(error), "bad")
    words = f"已放入发件箱 {len(sent.added)} 份" + (f"，此前已放入 {sent.before} 份，不重复发送" if sent.before else "")
    return told(request, back, words if sent.messages else "没有可发往的渠道", "good" if sent.added else "note")


def _facts(request: Request, desk: Desk, week: str) -> tuple[str, DigestFacts]:
    site, wanted, unit = _asked(request, desk, week)
    return site, _worked_out(desk, site, wanted, unit)


def _asked(request: Request, desk: Desk, week: str) -> tuple[str, Week, str | None]:
    """Site, week and unit. Raises 404 for what there is not."""
    site = chosen_site(request, desk)
    if site is None:
        raise HTTPException(404, "还没有网站，没有周报")
    try:
        wanted = Week.parse(week)
    except ValueError as error:
        raise HTTPException(404, str(error)) from error
    unit = request.query_params.get("unit") or None
    if unit is not None and desk.plans.of(site).unit(unit) is None:
        raise HTTPException(404, "方案里没有这个责任单位")
    if wanted.start(desk.plans.of(site).zone) > desk.clock():
        raise HTTPException(404, f"第 {wanted} 周（{wanted.monday} 起）还没有开始，没有周报")
    return site, wanted, unit


def _worked_out(desk: Desk, site: str, week: Week, unit: str | None) -> DigestFacts:
    try:
        return digest_facts(desk, site, week, unit)
    except ValueError as error:
        raise HTTPException(404, str(error)) from error


def _week_or(text: str, otherwise: Week) -> Week:
    try:
        return min(Week.parse(text), otherwise)
    except ValueError:
        return otherwise
