"""问题单: the list, as its address says, and one deed on many of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from desk.access import Caller, TheCaller, TheDesk, by_htmx
from desk.bulk import Result, result_of
from desk.deed_forms import read_deed
from desk.deeds import MOST, perform
from desk.desk import Desk
from desk.flashes import told
from desk.issue_list import chips_of, fields_of, pager_of
from desk.issue_query import ANY_SITE, PAGE
from desk.listed import Listed, listed, own_list
from desk.pages import render
from desk.plans import bare
from desk.posted import Posted, TheForm
from desk.tallied import counts_of, facets_beside
from inspection.issue import Act, Issue, RefusedError
from inspection.people import Power, refusal
from store.issue_counts import Place
from store.issue_filters import IssueFilter, key_of, number_in
from store.values import LAST_ID, number_of

router = APIRouter()
BULK_ACTS = (Act.ACCEPT, Act.ASSIGN, Act.CLAIM, Act.DISMISS, Act.MUTE, Act.WAIVE, Act.NOTE)
_TOLD_FOR = timedelta(minutes=10)


@router.get("/issues")
def issues(request: Request, desk: TheDesk, caller: TheCaller) -> Response:
    """The list; for htmx its region alone."""
    if not request.query_params:
        own = own_list(desk, caller.person)
        if own is not None:
            return RedirectResponse(own.address(), status_code=303)
    return _page(request, desk, caller, listed(request, desk))


@router.post("/issues/act")
def act_on_many(request: Request, desk: TheDesk, caller: TheCaller, form: TheForm) -> Response:
    """One deed on those chosen: `issue` with `version-<number>` each, or `all` that fits `query`, as of `step`."""
    if not caller.person.may(Power.ACT):
        raise HTTPException(403, "您的身份是“查阅人员”，只能查看，不能办理")
    there = listed(request, desk, parse_qsl(form.one("query")[:4000]))
    try:
        versions = _everything(desk, there, form) if form.one("all") else _chosen(form)
        if not versions:
            raise RefusedError("没有选中问题单，请先勾选")
        first = desk.store.issue(next(iter(versions)))
        plan = desk.plans.of(first.site) if first else there.plan or bare("")
        asked = read_deed(form.mapping(), plan, desk.now(plan))
    except RefusedError as refused:
        return told(request, there.query.address(), str(refused), "bad")
    perform(desk, caller, versions, asked, versions)
    newest = desk.store.audited(person=caller.person.id, act="issue-", limit=1)
    told_of = f"&told={newest[0].id}" if newest else ""
    return RedirectResponse(there.query.address() + told_of, status_code=303)


def _page(request: Request, desk: Desk, caller: Caller, asked: Listed) -> HTMLResponse:
    query, store = asked.query, desk.store
    stamp = store.newest_step()  # before the list is read: what happens meanwhile counts as news
    counts = counts_of(desk, asked.filter(), facets_beside(asked.sites))
    wanted = counts.narrowed(asked.filter())
    shown = store.slim_issues(wanted)
    if not shown and (query.after or query.before):
        query, wanted = query.from_the_start(), replace(wanted, after=None, before=None)
        shown = store.slim_issues(wanted)
    place = _place(desk, wanted, shown, counts.total(wanted.states))
    number = number_in(query.text)
    sites = counts.facets.get("site", {})
    partial = by_htmx(request) and request.headers.get("HX-Request-Type") != "full"
    answer = render(
        request,
        "issues_region.html.j2" if partial else "issues.html.j2",
        site=asked.site,
        query=query,
        notes=asked.notes,
        shown=shown,
        place=place,
        pager=pager_of(query, shown, place),
        fields=fields_of(query, counts.facets, asked.plan),
        chips=chips_of(query),
        elsewhere=[
            (name, many, replace(query.from_the_start(), site=str(name)).address())
            for name, many in sites.items()
            if name != asked.site
        ],
        every_site=query.site == ANY_SITE,
        direct=store.issue(number) if number else None,
        result=_result(request, desk, caller),
        stamp=stamp,
        most=MOST,
        acts=_acts(caller, shown),
        units=[unit.name for unit in asked.plan.units] if asked.plan else [],
        now=asked.now,
    )
    answer.headers["Vary"] = "HX-Request, Cookie"
    return answer


def _place(desk: Desk, wanted: IssueFilter, shown: list[Issue], total: int) -> Place:
    """Where the page stands; a first page that is not full needs no counting, a full one has been counted."""
    if wanted.after is None and wanted.before is None:
        return Place(len(shown) if len(shown) < PAGE else total, 0)
    return desk.store.place_of(wanted, key_of(shown[0], wanted.order) if shown else None)


def _acts(caller: Caller, shown: list[Issue]) -> list[Act]:
    """What the person may do with some of them; for a unit whose issues are on another page, what it may do at all."""
    if not caller.person.may(Power.ACT) or not shown:
        return []
    own = replace(shown[0], unit=caller.person.unit) if caller.person.unit else shown[0]
    return [act for act in BULK_ACTS if refusal(caller.person, act, own) is None]


def _chosen(form: Posted) -> dict[int, int]:
    """Versions by number. A number without its version was not on the page: 0, which no issue has."""
    fields = form.mapping()
    numbers = [number for value in form.all("issue") if (number := number_of(value)) is not None]
    if len(dict.fromkeys(numbers)) > MOST:
        raise RefusedError(f"一次最多办理 {MOST} 张，现选中 {len(numbers)} 张，请分批办理")
    return {number: number_of(fields.get(f"version-{number}", "")) or 0 for number in numbers}


def _everything(desk: Desk, there: Listed, form: Posted) -> dict[int, int]:
    """All that fits, where it is as many as the person was told; what moved since they looked is 0, so overtaken."""
    step, total = (number_of(form.one(key)) or 0 for key in ("step", "total"))
    versions = desk.store.versions_since(there.filter(MOST + 1), step)
    if len(versions) > MOST:
        raise RefusedError(f"符合条件的超过 {MOST} 张，一次最多办理 {MOST} 张，请先缩小范围")
    if len(versions) != total:
        raise RefusedError(f"符合条件的已由 {total} 张变为 {len(versions)} 张，请看过最新列表再办")
    return versions


def _result(request: Request, desk: Desk, caller: Caller) -> Result | None:
    """Of the deed that led here, from the person's own trail."""
    number = number_of(request.query_params.get("told", ""))
    if number is None or number >= LAST_ID:
        return None
    row = next(iter(desk.store.audited(person=caller.person.id, act="issue-", before=number + 1, limit=1)), None)
    if row is None or row.id != number or desk.clock() - row.at > _TOLD_FOR:
        return None
    return result_of(row.act, row.detail)
