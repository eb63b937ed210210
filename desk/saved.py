"""Saved views, as the page and the interface keep them alike: what a name may be, and that a filter alone is kept."""

from __future__ import annotations

from urllib.parse import parse_qsl

from desk.access import Caller
from desk.desk import Desk
from desk.issue_query import IssueQuery, read_query
from desk.trail import keep
from notifications.readable import plain

NAME_LENGTH = 40
QUERY_LENGTH = 4000  # characters of a query, as it is sent; what is kept may be written longer, and is read whole


def name_of(written: str) -> str:
    """The name as it is kept; empty where it is none, or too long."""
    name = plain(written, 200)
    return name if 0 < len(name) <= NAME_LENGTH else ""


def filter_of(written: str) -> tuple[IssueQuery, list[str]]:
    """The filter in an address of the list, from the first page; and what could not be read of it, in Chinese."""
    query, notes = read_query(parse_qsl(written.removeprefix("?")))
    return query.from_the_start(), notes


def save(desk: Desk, caller: Caller, name: str, query: IssueQuery, *, shared: bool) -> bool:
    """Keep it in place of what was under that name; False: the person has as many as one may."""
    written = query.address("").removeprefix("?")
    return desk.store.save_view(caller.person.id, name, written, shared=shared, now=desk.clock())


def take_off(desk: Desk, caller: Caller, view: int) -> bool:
    """Unshare it, and keep that in the audit trail; False: there is no such that is shared."""
    was = desk.store.unshare_view(view)
    if was is not None:
        keep(desk, caller, "view-unshare", was.name, {"owner": was.owner, "query": was.query})
    return was is not None
