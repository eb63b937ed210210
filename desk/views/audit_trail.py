"""操作记录: who did what on the desk; for admins."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from desk.access import Caller, TheDesk, needs
from desk.audit_words import KINDS, act_words, detail_words
from desk.pages import render
from inspection.people import Power
from store.values import number_of

router = APIRouter()
_PAGE = 100


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
        first=f"/audit?{urlencode(kept)}" if since else "",
    )
