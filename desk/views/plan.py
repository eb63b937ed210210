"""方案: the plan as it holds, each line with what it has found; every version that was ever kept."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from desk.access import TheCaller, TheDesk
from desk.desk import Desk
from desk.pages import chosen_site, render
from desk.plan_changes import changes
from desk.plan_diff import diff, lines_of
from desk.plan_found import Ledger
from desk.plan_lines import annotated, sections
from desk.plan_saving import Invalid, mistakes_in
from desk.plan_service import taken_up
from desk.plans import site_named_in
from desk.tallied import found_of_plan
from inspection.yaml_source import read_yaml
from store.plan_edits import PlanEdit, PlanVersion

router = APIRouter()
_DIGEST = re.compile(r"^[0-9a-f]{64}$")
_MOST_VERSIONS = 200


@router.get("/plan")
def show(request: Request, desk: TheDesk, _: TheCaller) -> HTMLResponse:
    """By its contents, or (`show=text`) as it is written."""
    site = chosen_site(request, desk)
    written = desk.plans.written(site) if site else None
    text = desk.plans.text(site) if site else None
    if site is None or written is None or text is None:
        return render(request, "plan.html.j2", text=None, file=desk.plans.file(site) if site else None)
    plan = desk.plans.parsed(text)
    shown = sections(text, plan, _ledger(desk, site)) if plan is not None else []
    wrong = mistakes_in(written.text, site) if not written.sound else None
    edits = desk.store.plan_edits(site, 1)
    as_text = request.query_params.get("show") == "text"
    return render(
        request,
        "plan.html.j2",
        text=text,
        written=written,
        file=desk.plans.file(site),
        wrong=wrong if isinstance(wrong, Invalid) else None,
        sections=shown,
        lines=annotated(text, shown) if as_text or plan is None else None,
        as_text=as_text or plan is None,
        standing=taken_up(site, written.digest, desk.store.alive(desk.store.clock())),
        edit=next(iter(edits), None),
        saved="saved" in request.query_params,
        looked=desk.store.newest_round(site) is not None,
    )


def _ledger(desk: Desk, site: str) -> Ledger:
    """Issues of the site, and what the newest round that looked at everything could not judge."""
    rounds = [desk.store.newest_round(site, kind=kind) for kind in ("daily", "full")]
    newest = max((one for one in rounds if one is not None), key=lambda one: one.started_at, default=None)
    doubts = desk.store.undecided(newest.id) if newest is not None else []
    return Ledger(site, found_of_plan(desk, site), doubts)


@router.get("/plan/versions")
def versions(request: Request, desk: TheDesk, _: TheCaller) -> HTMLResponse:
    """Every text that was kept, with who edited it and the rounds that went by it; `a` and `b`: two to compare."""
    site = chosen_site(request, desk)
    if site is None:
        return render(request, "plan_versions.html.j2", versions=[], compared=None)
    kept, edits = _of_site(desk, site)
    written = desk.plans.written(site)
    chosen = [request.query_params.get(key, "") for key in ("a", "b")]
    compared = _compared(desk, *chosen) if any(chosen) else None
    if not any(chosen) and len(kept) > 1:
        chosen = [kept[1].digest, kept[0].digest]
    return render(
        request,
        "plan_versions.html.j2",
        versions=kept,
        edits=edits,
        in_force=written.digest if written is not None else "",
        unkept=written is not None and written.digest not in {one.digest for one in kept},
        chosen=chosen,
        compared=compared,
        more=len(kept) == _MOST_VERSIONS,
    )


@router.get("/plan/versions/{digest}")
def version(digest: str, request: Request, desk: TheDesk, _: TheCaller) -> HTMLResponse:
    """One version: its text, and what it differs in from the one in force."""
    text = desk.store.plan_of_digest(digest) if _DIGEST.match(digest) else None
    if text is None:
        raise HTTPException(404, "没有这一版方案，可能已被清理；请在“历史版本”中另选")
    named = site_named_in(text)
    site = named if named in desk.plans.sites() else chosen_site(request, desk)
    kept, edits = _of_site(desk, site) if site else ([], {})
    written = desk.plans.written(site) if site else None
    return render(
        request,
        "plan_version.html.j2",
        site=site,
        version=next((one for one in kept if one.digest == digest), None),
        digest=digest,
        edits=edits.get(digest, []),
        lines=lines_of(text),
        changes=changes(read_yaml(text).value, read_yaml(written.text).value) if written else [],
        diff=diff(text, written.text) if written else [],
        in_force=written is not None and written.digest == digest,
        editable=site is not None and desk.plans.file(site) is not None,
    )


def _of_site(desk: Desk, site: str) -> tuple[list[PlanVersion], dict[str, list[PlanEdit]]]:
    edits: dict[str, list[PlanEdit]] = {}
    for edit in desk.store.plan_edits(site, None):
        edits.setdefault(edit.after, []).append(edit)
    return desk.store.plan_versions(site, _MOST_VERSIONS), edits


def _compared(desk: Desk, a: str, b: str) -> dict[str, Any]:
    """Two versions side by side, or why not."""
    before, after = (desk.store.plan_of_digest(one) if _DIGEST.match(one) else None for one in (a, b))
    if before is None or after is None:
        return {"said": "请选两个版本再对比"}
    found = changes(read_yaml(before).value, read_yaml(after).value)
    return {"said": "", "changes": found, "diff": diff(before, after)}
