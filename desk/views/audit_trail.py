"""操作记录: who did what on the desk; for admins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, tzinfo
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from desk.access import Caller, TheDesk, needs
from desk.audit_words import KINDS, act_words, detail_words
from desk.desk import Desk
from desk.exports import Cell, TheKind, table_response
from desk.pages import chosen_site, render
from inspection.people import Power
from store.values import number_of

router = APIRouter()
_PAGE = 100
_EXPORTED = 100_000  # rows, the newest
_BLOCK = 1000
HEADINGS = ("时间", "人员", "操作", "对象", "说明", "地址")


@router.get("/audit")
def audit(
    request: Request,
    desk: TheDesk,
    _: Annotated[Caller, needs(Power.SEE_PEOPLE)],
    person: str = "",
    act: str = "",
    before: str = "",
) -> Response:
    """The newest first. What the address says and nobody knows is left out."""
    who, since, kind = number_of(person), number_of(before), act if act in KINDS else ""
    rows = desk.store.audited(person=who, act=kind, before=since, limit=_PAGE + 1)
    shown = rows[:_PAGE]
    kept = {name: value for name, value in (("person", who), ("act", kind)) if value}
    more = f"/audit?{urlencode({**kept, 'before': shown[-1].id})}" if len(rows) > _PAGE else ""
    return render(
        request,
        "audit.html.j2",
        rows=[(row, act_words(row.act), detail_words(row)) for row in shown],
        everybody=desk.store.people(),
        kinds=KINDS,
        who=who,
        kind=kind,
        more=more,
        export=urlencode(kept),
        first=f"/audit?{urlencode(kept)}" if since else "",
    )


@router.get("/audit/export.{kind}")
def export(
    kind: TheKind,
    request: Request,
    desk: TheDesk,
    _: Annotated[Caller, needs(Power.SEE_PEOPLE)],
    person: str = "",
    act: str = "",
) -> Response:
    """The trail as it is narrowed, as CSV or XLSX."""
    site = chosen_site(request, desk)
    zone = desk.plans.of(site).zone if site else UTC
    rows = _rows(desk, number_of(person), act if act in KINDS else "", zone)
    return table_response(kind, f"操作记录-{desk.clock().astimezone(zone):%Y%m%d-%H%M}", HEADINGS, rows)


def _rows(desk: Desk, person: int | None, act: str, zone: tzinfo) -> Iterator[tuple[Cell, ...]]:
    before, left = None, _EXPORTED
    while left > 0:
        block = desk.store.audited(person=person, act=act, before=before, limit=min(_BLOCK, left))
        for row in block:
            at = row.at.astimezone(zone)
            yield at, row.who, act_words(row.act), row.subject, detail_words(row), row.address
        if len(block) < _BLOCK:
            return
        before, left = block[-1].id, left - len(block)
