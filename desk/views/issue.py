"""One issue: what is wrong, where, what shows it, who did what; and what is done about it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from desk.access import Caller, TheCaller, TheDesk
from desk.check_manual import manuals
from desk.deed_forms import ACT_BUTTONS, HUMAN_ACTS, read_deed
from desk.deeds import perform
from desk.desk import Desk
from desk.flashes import told
from desk.issue_page import Said, facts_of, look_facts, picture_there, still_possible
from desk.pages import render
from inspection.issue import STATE_NAMES, Act, Issue, OvertakenError, RefusedError
from inspection.people import refusal
from notifications.readable import plain

router = APIRouter()
_DIGITS = 19  # of the highest number that a row may have
_FIELD = Annotated[str, Form(max_length=4000)]


@router.get("/issues/{number}")
def one(request: Request, desk: TheDesk, caller: TheCaller, number: str, seen: str = "") -> HTMLResponse:
    """The page; for htmx its changing part. `seen`: how many steps the person has seen, the later ones are news."""
    issue = _issue(desk, number)
    return _page(request, desk, caller, issue, Said(seen=_number(seen)))


@router.post("/issues/{number}/act")
def act(
    request: Request,
    desk: TheDesk,
    caller: TheCaller,
    number: str,
    act: _FIELD = "",
    why: _FIELD = "",
    unit: _FIELD = "",
    person: _FIELD = "",
    until: _FIELD = "",
    until_date: _FIELD = "",
    version: _FIELD = "",
    seen: _FIELD = "",
) -> Response:
    """Do it; where it cannot be done, the page says why and keeps what was typed."""
    issue = _issue(desk, number)
    typed = {"act": act, "why": why, "unit": unit, "person": person, "until": until, "until_date": until_date}
    wanted = next((one for one in HUMAN_ACTS if one.value == act), None)
    if wanted and (no := refusal(caller.person, wanted, issue, unit or None)):
        return _page(request, desk, caller, issue, Said("bad", no, seen=_number(seen)), 403)
    plan = desk.plans.of(issue.site)
    try:
        asked = read_deed(typed, plan, desk.now(plan))
    except RefusedError as refused:
        said = Said("bad", str(refused), wanted, typed, _number(seen))
        return _page(request, desk, caller, issue, said, 422)
    known = _number(version)
    answer = perform(desk, caller, [issue.id], asked, {issue.id: -1 if known is None else known})[issue.id]
    if isinstance(answer, RefusedError):
        return _refused(request, desk, caller, issue.id, answer, asked.act, typed, _number(seen))
    words = f"第 {issue.id} 号：{ACT_BUTTONS[asked.act]}，已记录；现为“{STATE_NAMES[answer.state]}”"
    if request.headers.get("HX-Request") == "true":
        return _page(request, desk, caller, answer, Said("good", words))
    return told(request, f"/issues/{issue.id}", words)


@router.get("/issues/{number}/look-again")
def looks(request: Request, desk: TheDesk, caller: TheCaller, number: str) -> HTMLResponse:
    """The part of the page on second looks, for htmx; a person is led to the page."""
    issue = _issue(desk, number)
    template = "issue_look.html.j2" if request.headers.get("HX-Request") == "true" else "issue.html.j2"
    return _page(request, desk, caller, issue, Said(), template=template)


@router.get("/checks/{name}")
def check(request: Request, _: TheCaller, name: str) -> HTMLResponse:
    """The check's page of the manual."""
    manual = manuals().get(name)
    if manual is None:
        raise HTTPException(404, f"没有“{plain(name, 40)}”这项检查")
    return render(request, "check.html.j2", manual=manual)


def _refused(
    request: Request,
    desk: Desk,
    caller: Caller,
    number: int,
    refused: RefusedError,
    act: Act,
    typed: dict[str, str],
    seen: int | None,
) -> HTMLResponse:
    """Somebody was quicker, or the state does not allow it: the page as it is now, with what was typed."""
    now = _issue(desk, str(number))
    overtaken = isinstance(refused, OvertakenError)
    words = str(refused)
    if overtaken and not still_possible(now, act):
        words += f"；现在已不能“{ACT_BUTTONS[act]}”"
    said = Said("bad", words, act, typed, seen, overtaken)
    return _page(request, desk, caller, now, said, 409 if overtaken else 422)


def _page(
    request: Request,
    desk: Desk,
    caller: Caller,
    issue: Issue,
    said: Said,
    status: int = 200,
    template: str = "issue.html.j2",
) -> HTMLResponse:
    facts = facts_of(desk, desk.plans.of(issue.site), caller.person, issue, said)
    facts |= look_facts(desk, caller.person, issue)
    facts["picture_there"] = picture_there(desk, facts["picture"])
    if request.headers.get("HX-Request") == "true" and template == "issue.html.j2":
        template = "issue_body.html.j2"
    return render(request, template, status=status, site=issue.site, **facts)


def _issue(desk: Desk, number: str) -> Issue:
    wanted = _number(number)
    issue = desk.store.issue(wanted) if wanted is not None else None
    if issue is None:
        raise HTTPException(404, f"没有第 {plain(number, 20)} 号问题单")
    return issue


def _number(written: str) -> int | None:
    """A number as the database counts; None for anything else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) <= _DIGITS else None
