"""One issue: what is wrong, where, what shows it, who did what; and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from desk.access import Caller, TheCaller, TheDesk, by_htmx
from desk.check_manual import manuals
from desk.deed_forms import ACT_BUTTONS, HUMAN_ACTS, read_deed
from desk.deeds import Asked, perform
from desk.desk import Desk
from desk.flashes import told
from desk.issue_page import Said, facts_of, look_facts
from desk.pages import render
from desk.posted import Posted, TheForm
from desk.second_looks import look_again, refusal_to_look
from inspection.deeds import possible
from inspection.issue import STATE_NAMES, Issue, OvertakenError, RefusedError
from inspection.people import refusal
from notifications.readable import plain
from store.values import number_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who asks, of which desk, by which request."""

    request: Request
    desk: Desk
    caller: Caller

    @property
    def partial(self) -> bool:
        """Whether htmx asks, for the changed part alone."""
        return by_htmx(self.request)


@router.get("/issues/{number}")
def one(request: Request, desk: TheDesk, caller: TheCaller, number: str) -> HTMLResponse:
    """The page."""
    return _page(_Asker(request, desk, caller), _issue(desk, number))


@router.post("/issues/{number}/act")
def act(request: Request, desk: TheDesk, caller: TheCaller, number: str, form: TheForm) -> Response:
    """Do it; where it cannot be done, the page says why and keeps what was typed."""
    asker, issue, typed = _Asker(request, desk, caller), _issue(desk, number), form.mapping()
    wanted = next((act for act in HUMAN_ACTS if act.value == typed.get("act")), None)
    if wanted and (no := refusal(caller.person, wanted, issue, typed.get("unit") or None)):
        return _page(asker, issue, Said("bad", no), 403)
    plan = desk.plans.of(issue.site)
    try:
        asked = read_deed(typed, plan, desk.now(plan))
    except RefusedError as refused:
        return _page(asker, issue, Said("bad", str(refused), wanted, typed), 422)
    answer = perform(desk, caller, [issue.id], asked, {issue.id: _version(form)})[issue.id]
    if isinstance(answer, RefusedError):
        return _refused(asker, issue.id, answer, asked, typed)
    words = f"第 {issue.id} 号：{ACT_BUTTONS[asked.act]}，已记录；现为“{STATE_NAMES[answer.state]}”"
    if asker.partial:
        return _page(asker, answer, Said("good", words))
    return told(request, f"/issues/{issue.id}", words)


@router.get("/issues/{number}/look-again")
def looks(request: Request, desk: TheDesk, caller: TheCaller, number: str) -> Response:
    """How the second look stands: the part of the page for htmx, else the page."""
    return _look(_Asker(request, desk, caller), _issue(desk, number))


@router.post("/issues/{number}/look-again")
def ask_again(request: Request, desk: TheDesk, caller: TheCaller, number: str) -> Response:
    """Look again on the spot; the answer comes while the page is open."""
    asker, issue = _Asker(request, desk, caller), _issue(desk, number)
    try:
        look_again(desk, caller, issue)
    except RefusedError as refused:
        may = refusal(caller.person, HUMAN_ACTS[0], issue) is None  # a handler's own, or anybody's who triages
        return _look(asker, issue, str(refused), 409 if may else 403)
    if asker.partial:
        return _look(asker, issue)
    return told(request, f"/issues/{issue.id}#issue-look", "已开始复查，结果会显示在“当场复查”一栏", "note")


@router.get("/checks/{name}")
def check(request: Request, _: TheCaller, name: str) -> HTMLResponse:
    """The check's page of the manual."""
    manual = manuals().get(name)
    if manual is None:
        raise HTTPException(404, f"没有“{plain(name, 40)}”这项检查")
    return render(request, "check.html.j2", manual=manual)


def _refused(asker: _Asker, number: int, refused: RefusedError, asked: Asked, typed: Mapping[str, str]) -> HTMLResponse:
    """Somebody was quicker, or the state does not allow it: the page as it is now, with what was typed."""
    now = _issue(asker.desk, str(number))
    overtaken, words = isinstance(refused, OvertakenError), str(refused)
    if overtaken and asked.act not in possible(now.state):
        words += f"；现在已不能“{ACT_BUTTONS[asked.act]}”"
    said = Said("bad", words, asked.act, typed, number_of(typed.get("seen", "")), overtaken)
    return _page(asker, now, said, 409 if overtaken else 422)


def _page(asker: _Asker, issue: Issue, said: Said | None = None, status: int = 200) -> HTMLResponse:
    desk, caller = asker.desk, asker.caller
    facts = facts_of(desk, desk.plans.of(issue.site), caller.person, issue, said or Said())
    facts |= look_facts(desk, issue, refusal_to_look(desk, caller, issue))
    template = "issue_body.html.j2" if asker.partial else "issue.html.j2"
    return render(asker.request, template, status=status, site=issue.site, **facts)


def _look(asker: _Asker, issue: Issue, refused: str = "", status: int = 200) -> HTMLResponse:
    facts = look_facts(asker.desk, issue, refusal_to_look(asker.desk, asker.caller, issue), refused)
    if asker.partial:
        return render(asker.request, "issue_look.html.j2", status=status, site=issue.site, **facts)
    return _page(asker, issue, Said("bad", refused) if refused else None, status)


def _issue(desk: Desk, number: str) -> Issue:
    wanted = number_of(number)
    issue = desk.store.issue(wanted) if wanted is not None else None
    if issue is None:
        raise HTTPException(404, f"没有第 {plain(number, 20)} 号问题单")
    return issue


def _version(form: Posted) -> int:
    """As the person saw it; what is none is no version at all, and the deed is refused."""
    return number_of(form.one("version")) or -1
