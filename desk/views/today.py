"""今日: what is new, due, back, and about to go wrong; each line one click from action."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from desk.access import TheCaller, TheDesk
from desk.digest_words import veto_shown
from desk.pages import chosen_site, render
from desk.today import SOON, of_unit, verdict
from desk.today_facts import morning
from inspection.deeds import possible
from inspection.issue import Act, Issue, State
from inspection.people import Role, refusal

router = APIRouter()


@router.get("/")
def today(request: Request, desk: TheDesk, caller: TheCaller) -> HTMLResponse:
    """The page. A unit's person sees what is theirs first; who only reads, how the portal stands."""
    site, person = chosen_site(request, desk), caller.person
    if site is None:
        return render(request, "today.html.j2", facts=None)
    unit = person.unit if person.role is Role.HANDLER else None
    facts = morning(desk, site, unit)
    own, rest = of_unit(facts.rested.ahead, unit)
    last, looked = facts.last, facts.rested.now.last

    def may_accept(issue: Issue) -> bool:
        taken = issue.acknowledged_at is not None and issue.reopened == 0
        waits = taken or issue.state is State.MUTED
        return not waits and Act.ACCEPT in possible(issue.state) and refusal(person, Act.ACCEPT, issue) is None

    return render(
        request,
        "today.html.j2",
        site=site,
        facts=facts,
        parts=[one for one in (facts.unit, facts.site) if one is not None],
        own_ahead=own[:SOON],
        ahead=rest[: SOON if not own else SOON // 2],
        ahead_total=len(facts.rested.ahead),
        vetoes=[veto_shown(one) for one in facts.vetoes],
        verdict=verdict(
            {key: block.total for key, block in facts.site.totals.items()},
            facts.vetoes,
            looked=looked is not None,
            whole=looked is not None and looked.complete and not facts.rested.now.undecided,
        ),
        judged=last.id if last and looked and last.as_of == looked.at else None,
        may_accept=may_accept,
        reads_only=person.role is Role.READER,
        figures=("alive", "critical", "overdue", "today", "new", "back", "claimed"),
    )
