"""Pages from templates: what each is handed beside its own facts, and how times and words are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from desk.access import by_htmx, desk_of, known_caller
from desk.deed_forms import ACT_BUTTONS, ACT_HINTS, FIELDS, MUTES, WHY_LENGTH, WHY_NEEDED
from desk.desk import Desk
from desk.flashes import FLASH, flashes_of
from desk.moments import clock, day, due, lately
from inspection.calendar import Workdays
from inspection.findings import Severity
from inspection.issue import ACT_NAMES, STATE_NAMES
from inspection.people import ROLE_NAMES, Power
from notifications.readable import clickable, plain
from notifications.wording import ROUND_KINDS, SEVERITIES, check_name
from schedulers.beats import program_version

HERE = Path(__file__).parent
_SITE = "xunjian-site"  # the cookie with the site that the person chose last, percent-encoded
# The pages that every person has, in their order: address, words.
NAVIGATION = (
    ("/", "今日"),
    ("/issues", "问题单"),
    ("/board", "栏目看板"),
    ("/expectations", "应发布"),
    ("/duties", "职责清单"),
    ("/rounds", "巡检"),
    ("/scorecard", "评分卡"),
    ("/digests", "周报"),
    ("/plan", "方案"),
)
# What the help shows of keys: the keys, what they do, where. issues.js and issue.js do it.
KEYS = (
    (("j", "k"), "下一张、上一张", "问题单"),
    (("Enter",), "打开所指的问题单", "问题单"),
    (("x",), "勾选或取消勾选", "问题单"),
    (("a",), "分派", "问题单、单张问题单"),
    (("f",), "判为误报", "问题单、单张问题单"),
    (("m",), "静默", "问题单、单张问题单"),
    (("c",), "申报整改", "问题单、单张问题单"),
    (("/",), "搜索", "问题单"),
    (("?",), "打开本说明", "各页"),
    (("Esc",), "关闭菜单和对话框", "各页"),
)


@cache
def static(name: str) -> str:
    """The address of a file of ours, with its digest: browsers may keep it for ever, and see an upgrade at once."""
    return f"/static/{name}?v={sha256((HERE / 'static' / name).read_bytes()).hexdigest()[:12]}"


@cache
def environment() -> Environment:
    """Escaped by default; an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        auto_reload=False,  # an upgrade under a desk that runs must not mix its pages with the old code
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"plain": plain, "clickable": clickable, "check_name": check_name}
    made.filters |= {"day": day, "clock": clock, "lately": lately}
    made.filters |= {"query": lambda pairs: urlencode(pairs, doseq=True)}
    made.globals |= {
        "STATE_NAMES": STATE_NAMES,
        "ACT_NAMES": ACT_NAMES,
        "ACT_BUTTONS": ACT_BUTTONS,
        "ACT_HINTS": ACT_HINTS,
        "DEED_FIELDS": FIELDS,
        "WHY_NEEDED": WHY_NEEDED,
        "WHY_LENGTH": WHY_LENGTH,
        "MUTES": MUTES,
        "ROLE_NAMES": ROLE_NAMES,
        "SEVERITIES": SEVERITIES,
        "ROUND_KINDS": ROUND_KINDS,
        "NAVIGATION": NAVIGATION,
        "KEYS": KEYS,
        "static": static,
        "VERSION": program_version(),
        "due_words": due,
        "Severity": Severity,
        "Power": Power,
    }
    return made


def chosen_site(request: Request, desk: Desk) -> str | None:
    """The site looked at: `site` of the address, else the cookie's, else the first; None: there is none."""
    return _chosen(request, desk.plans.sites())


def _chosen(request: Request, sites: Sequence[str]) -> str | None:
    for wanted in (request.query_params.get("site"), unquote(request.cookies.get(_SITE, ""))):
        if wanted in sites:
            return wanted
    return next(iter(sites), None)


def render(
    request: Request, template: str, *, status: int = 200, site: str | None = None, **facts: Any
) -> HTMLResponse:
    """The page. `site`: where the page is about one thing of one site, else the one that the person looks at.

    Templates know: request, desk, caller and person (None: nobody is signed in), csrf, sites, site, plan, now (in the
    plan's zone), navigation's names, and `facts`. A request of htmx's (`HX-Request`) is told by `partial`.
    """
    desk = desk_of(request)
    caller = known_caller(request)
    person = caller.person if caller is not None else None
    session = caller.session if caller is not None else None
    sites = desk.plans.sites()
    site = site or _chosen(request, sites)
    plan = desk.plans.of(site) if site else None
    base = {
        "request": request,
        "status": status,
        "desk": desk,
        "caller": caller,
        "person": person,
        "csrf": session.csrf if session else "",
        "sites": sites if person else [],
        "site": site,
        "plan": plan,
        "now": desk.now(plan) if plan else desk.clock(),
        "workdays": Workdays(plan.workdays if plan else {}),
        "partial": by_htmx(request),
        "flashes": flashes_of(request),
    }
    answer = HTMLResponse(environment().get_template(template).render({**base, **facts}), status_code=status)
    _remember(request, answer, site)
    return answer


def _remember(request: Request, answer: HTMLResponse, site: str | None) -> None:
    """Keep the site that was asked for; forget the word that has now been said."""
    if site and request.query_params.get("site") == site and unquote(request.cookies.get(_SITE, "")) != site:
        secure = request.url.scheme == "https"
        answer.set_cookie(_SITE, quote(site), max_age=365 * 86400, httponly=True, samesite="lax", secure=secure)
    if FLASH in request.cookies and _is_shown(request):
        answer.delete_cookie(FLASH)


def _is_shown(request: Request) -> bool:
    """Whether a person comes to see the page: what scripts fetch of it shows no words."""
    return not by_htmx(request) and request.headers.get("Sec-Fetch-Dest", "document") == "document"
