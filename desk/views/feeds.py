"""The feeds that programs fetch: by a token of scope feed in the address, or by the browser's session."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request, Response

from desk.access import TheCaller, TheDesk
from desk.board import NO_UNIT
from desk.calendar_of import in_order
from desk.desk import Desk
from desk.feeds import CALENDAR_TYPE, MOST, RSS_TYPE, calendar, etag_of, matches, rss
from desk.issue_query import ANY_SITE, read_query
from desk.pages import chosen_site
from desk.site_expected import site_expected

router = APIRouter()


@router.get("/feed/issues.rss")
def issues(request: Request, desk: TheDesk, _: TheCaller) -> Response:
    """Issues by the list's own query keys, the newest first."""
    query, _words = read_query((key, value) for key, value in request.query_params.multi_items() if key != "token")
    site = None if query.site == ANY_SITE else _site(request, desk)
    now = desk.now(desk.plans.of(site)) if site else desk.clock()
    query = replace(query.from_the_start(), order="newest")
    found = desk.store.issues(query.filter(site, now, MOST))
    home, pairs = _home(request, desk, site), urlencode(query.pairs())
    own = f"{home}/feed/issues.rss{'?' if pairs else ''}{pairs}"
    body = rss(found, title=f"{site or '各网站'} 问题单", desk=home, own=own, listed=f"{home}{query.address()}")
    return _answer(request, body, RSS_TYPE)


@router.get("/feed/expectations.ics")
def expectations(request: Request, desk: TheDesk, _: TheCaller) -> Response:
    """What is due, and what became of it; `unit` as often as wanted."""
    site = _site(request, desk)
    units = [unit for unit in request.query_params.getlist("unit") if unit]
    items = [one for one in site_expected(desk, site) if not units or (one.unit or NO_UNIT) in units]
    today = desk.now(desk.plans.of(site)).date()
    shown = "、".join(units[:3]) or None
    body = calendar(in_order(items), site=site, unit=shown, desk=_home(request, desk, site), today=today)
    return _answer(request, body, CALENDAR_TYPE)


def _site(request: Request, desk: Desk) -> str:
    """The site that is asked for. One that there is not is no other one's feed."""
    asked = request.query_params.get("site")
    site = chosen_site(request, desk)
    if site is None or (asked and asked != site):
        raise HTTPException(404, "没有这个网站")
    return site


def _home(request: Request, desk: Desk, site: str | None) -> str:
    """What links in a feed begin with: XUNJIAN_DESK_URL, else the address that the plan writes for the desk.

    Without either, what the request asked for is believed where it names this machine or a private network alone:
    whoever could have a feed fetched under a name of theirs would lead its readers there. Else links begin at the
    desk's root, without a host, and readers take them from the feed's own address.
    """
    if desk.settings.url is not None:
        return desk.settings.url
    for one in (site,) if site else desk.plans.sites():
        alerts = desk.plans.of(one).alerts
        if alerts is not None and alerts.desk:
            return alerts.desk.rstrip("/")
    return str(request.base_url).rstrip("/") if _is_near(request.url.hostname or "") else ""


def _is_near(host: str) -> bool:
    """Whether that is no name which somebody in the Internet could own."""
    try:
        ip = ip_address(host.partition("%")[0])
    except ValueError:
        return host == "localhost"
    return ip.is_loopback or ip.is_private


def _answer(request: Request, body: bytes, type_: str) -> Response:
    etag = etag_of(body)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if matches(request.headers.get("If-None-Match"), etag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=type_, headers=headers)
