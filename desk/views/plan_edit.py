"""修改方案: written in the browser, checked as one types, reviewed, saved; and back to an earlier version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from desk.access import Caller, TheDesk, needs
from desk.desk import Desk
from desk.flashes import told
from desk.pages import chosen_site, render
from desk.plan_changes import changes
from desk.plan_diff import diff, merge
from desk.plan_effects import concerned, effects
from desk.plan_found import STATES
from desk.plan_hints import hints
from desk.plan_saving import MOST_WHY, Invalid, Overtaken, Saved, Typed, mistakes_in, save
from desk.plan_turns import TOO_LONG, is_too_long
from desk.posted import TheForm
from inspection.errors import Mistake, PlanError
from inspection.issue import Issue, State
from inspection.people import Power
from inspection.plan import Plan
from inspection.plan_file import digest_of, parse_plan, read_plan
from inspection.yaml_source import read_yaml
from store.issue_filters import IssueFilter, key_of

router = APIRouter()
_BLOCK = 500  # issues read at once
_UNCHECKED: Mapping[str, Any] = {"checked": None, "valid": True, "said": None, "same": False, "left": ""}
Editor = Annotated[Caller, needs(Power.EDIT_PLAN)]


@router.get("/plan/edit")
def edit(request: Request, desk: TheDesk, _: Editor) -> Response:
    """The form, with what is written now."""
    site = _site(request, desk)
    path, written = desk.plans.file(site), desk.plans.written(site)
    if path is None or written is None or written.path is None:
        return render(request, "plan_closed.html.j2", site=site, file=path, mistakes=_unreadable(path))
    desk.plans.remember(written.text)
    return _form(request, site, Typed(written.text, written.digest, ""))


@router.post("/plan/edit")
def review_or_save(request: Request, desk: TheDesk, caller: Editor, form: TheForm) -> Response:
    """`step`: review (what it changes and does), save, or back to the form."""
    site, step = _site(request, desk), form.one("step")
    typed = Typed(_unix(form.one("text")), form.one("base"), form.one("why").strip()[:MOST_WHY])
    if step == "save":
        return _save(request, desk, caller, site, typed)
    if step == "back":
        return _form(request, site, typed)
    with desk.turns.turn(caller.person.id):
        return _review(request, desk, site, typed)


@router.post("/plan/check")
def check(request: Request, desk: TheDesk, caller: Editor, form: TheForm) -> HTMLResponse:
    """What is wrong with what is typed, and what it changes; a part of the page."""
    site, text = _site(request, desk), _unix(form.one("text"))
    if is_too_long(text):
        return render(request, "plan_check.html.j2", site=site, **{**_UNCHECKED, "left": TOO_LONG})
    with desk.turns.turn(caller.person.id):
        checked = mistakes_in(text, site)
        before = desk.plans.remembered(form.one("base"))
        valid = isinstance(checked, Plan)
        said = changes(read_yaml(before).value, read_yaml(text).value) if before and valid else None
    same = before is not None and _unix(before) == text
    return render(request, "plan_check.html.j2", site=site, checked=checked, valid=valid, said=said, same=same, left="")


@router.get("/plan/hint")
def hint(request: Request, _: Editor) -> HTMLResponse:
    """What may be written where the cursor stands; a part of the page. `where`: the lines that lead there."""
    lines = _unix(request.query_params.get("where", "")[:4000]).split("\n")
    return render(request, "plan_hint.html.j2", hints=hints(lines))


@router.post("/plan/undo")
def undo(request: Request, desk: TheDesk, caller: Editor, form: TheForm) -> Response:
    """Back to an earlier version: an edit like others, with what it changes and a reason."""
    site, digest = _site(request, desk), form.one("digest")
    text = desk.store.plan_of_digest(digest)
    written = desk.plans.written(site)
    if text is None:
        raise HTTPException(404, "没有这一版方案，可能已被清理；请在“历史版本”中另选")
    if written is None or written.path is None:
        return render(request, "plan_closed.html.j2", site=site, file=desk.plans.file(site), mistakes=[])
    desk.plans.remember(written.text)
    typed = Typed(_unix(text), written.digest, f"恢复到版本 {digest[:8]}：")
    with desk.turns.turn(caller.person.id):
        return _review(request, desk, site, typed)


def _site(request: Request, desk: Desk) -> str:
    site = chosen_site(request, desk)
    if site is None:
        raise HTTPException(404, "还没有任何网站；请用 xunjian desk 方案文件 启动办理台")
    return site


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _form(request: Request, site: str, typed: Typed, status: int = 200, **facts: Any) -> HTMLResponse:
    shown = {**_UNCHECKED, "note": "", **facts}
    return render(request, "plan_edit.html.j2", status=status, site=site, typed=typed, **shown)


def _review(request: Request, desk: Desk, site: str, typed: Typed, note: str = "") -> HTMLResponse:
    checked = mistakes_in(typed.text, site)
    if isinstance(checked, Invalid):
        return _form(request, site, typed, 422, checked=checked, valid=False, note="方案有错，改正后才能保存")
    written = desk.plans.written(site)
    if written is not None and written.digest != typed.base:
        return _conflict(request, desk, site, typed, written.text)
    before = written.text if written is not None else ""
    if _unix(before) == typed.text:
        return _form(request, site, typed, note="内容没有任何改动，不必保存")
    return render(
        request,
        "plan_review.html.j2",
        status=422 if note else 200,
        site=site,
        typed=typed,
        note=note,
        changes=changes(read_yaml(before).value, read_yaml(typed.text).value),
        diff=diff(before, typed.text),
        effects=_effects(desk, site, checked),
    )


def _effects(desk: Desk, site: str, after: Plan) -> object:
    before = desk.plans.of(site)
    checks = concerned(before, after)
    wanted = IssueFilter(site=site, states=[State(one) for one in STATES], checks=checks, limit=_BLOCK)
    return effects(_each(desk, wanted) if checks else (), before, after, desk.now(after).date())


def _each(desk: Desk, wanted: IssueFilter) -> Iterator[Issue]:
    """All of them, with evidence, block by block by weight: they need not fit into memory."""
    while found := desk.store.issues(wanted):
        yield from found
        wanted = replace(wanted, after=key_of(found[-1], wanted.order))


def _save(request: Request, desk: Desk, caller: Caller, site: str, typed: Typed) -> Response:
    outcome = save(desk, caller, site, typed)
    if isinstance(outcome, Saved):
        address = f"/plan?{urlencode({'site': site, 'saved': outcome.digest[:12]})}"
        return told(request, address, "方案已保存。常驻服务会自动采用，一般在半分钟之内")
    if isinstance(outcome, Invalid):
        return _form(request, site, typed, 422, checked=outcome, valid=False, note="方案有错，没有保存")
    if isinstance(outcome, Overtaken):
        return _conflict(request, desk, site, typed, outcome.theirs)
    return _review(request, desk, site, typed, note=outcome.why)


def _conflict(request: Request, desk: Desk, site: str, typed: Typed, theirs: str) -> HTMLResponse:
    """Somebody saved meanwhile: what they changed, what was changed here, and both in one where that can be."""
    base, theirs = desk.plans.remembered(typed.base), _unix(theirs)
    merged = merge(_unix(base), typed.text, theirs) if base is not None else None
    if merged is not None and isinstance(mistakes_in(merged, site), Invalid):
        merged = None
    last = next(iter(desk.store.plan_edits(site, 1)), None)
    now = desk.plans.written(site)
    digest = now.digest if now is not None else digest_of(theirs)
    desk.plans.remember(now.text if now is not None else theirs)
    return render(
        request,
        "plan_conflict.html.j2",
        status=409,
        site=site,
        typed=typed,
        theirs=theirs,
        digest=digest,
        merged=merged,
        by=last if last is not None and last.after == digest else None,
        theirs_diff=diff(base, theirs) if base is not None else None,
        yours_diff=diff(base if base is not None else theirs, typed.text),
    )


def _unreadable(path: Path | None) -> list[Mistake]:
    """Why a file that is there cannot be read."""
    if path is None:
        return []
    try:
        parse_plan(read_plan(path))
    except PlanError as error:
        return list(error.mistakes)
    return []
