"""What the browser showed of a column, as values: its rows, what its scripts asked for, whether it has none."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from inspection.records import Entry, ListState, Reading
from schedulers.browsed import Browsed
from spiders.column_order import ColumnOrder
from spiders.headless.tasks import Answer, Kind
from spiders.reading.charset import decode
from spiders.reading.list_failed import says_failed
from spiders.reading.list_json import data_in, says_empty
from spiders.reading.list_json_fields import parse
from spiders.reading.reader import read_page
from spiders.scripted.learning import Exchanged
from spiders.scripted.requests import Request, frame_of
from spiders.scripted.rows import bare
from spiders.scripted.walking import Rows, gathered
from store.errors import StoreError
from store.store import Store

_WHOLE = frozenset({"end", "no-more"})
_HTML = "text/html; charset=utf-8"
_SCRIPTS = re.compile(r"<script\b.*?</script\s*>", re.S | re.I)
_SPARE = 20.0  # seconds for opening the page, beyond what showing its list takes
FEW_PAGES = 2  # of each tab: enough to learn by
FEW_SECONDS = 40.0
ALL_SECONDS = 150.0
MOST_ROWS = 5_000


@dataclass(slots=True)
class Shot:
    """A column as the browser showed it. `reason`: why nothing was seen."""

    reason: str | None = None
    entries: tuple[Entry, ...] = ()
    text: str = ""  # of all views with their markup, without scripts and blanks
    exchanges: list[Exchanged] = field(default_factory=list)
    presses: list[tuple[str, str]] = field(default_factory=list)
    unaddressed: int = 0  # rows of which nobody knows where they lead
    views: int = 0
    ended: str = ""
    evidence: str | None = None
    next_page: str | None = None  # a way on that is an ordinary link
    says_empty: bool = False  # the page, or its data, says that there are no rows, and nothing failed

    @property
    def whole(self) -> bool:
        """Whether all of the list was shown."""
        return self.ended in _WHOLE and self.next_page is None and not self.unaddressed

    def rows(self) -> Rows:
        """For a walk."""
        return Rows(self.entries, max(1, self.views), self.whole, self.evidence)


async def show(
    browsed: Browsed, url: str, today: date, *, pages: int, seconds: float, follow: bool, each: int | None = None
) -> Shot:
    """Have the browser show a column's list, `each` pages of every tab at most. Raises HaltedError, StoreError."""
    options: dict[str, Any] = {"max_pages": pages, "max_rows": MOST_ROWS, "seconds": seconds, "follow": follow}
    options |= {"each": each} if each is not None else {}
    answer = await browsed.headless.ask(Kind.LIST, url, seconds=seconds + _SPARE, light=True, options=options)
    return await asyncio.to_thread(shot_of, browsed.store, answer, url, today)


async def first_look(browsed: Browsed, order: ColumnOrder, *, learn: bool) -> Shot:
    """A column's list: a few pages of each tab to learn by, else all of it; in a watch round the first view."""
    follow = browsed.kind != "watch"
    seconds, each = (FEW_SECONDS, FEW_PAGES) if learn else (ALL_SECONDS, None)
    return await show(browsed, order.url, order.today, pages=order.max_pages, seconds=seconds, follow=follow, each=each)


def shot_of(store: Store, answer: Answer, url: str, today: date) -> Shot:
    """What the answer comes to."""
    if answer.reason is not None:
        return Shot(answer.reason)
    if answer.status is not None and answer.status >= 400:
        return Shot(f"http-{answer.status}")
    facts: Mapping[str, Any] = answer.facts
    snapshots = [one for one in facts.get("snapshots") or [] if one.get("digest")]
    readings: list[Reading] = []
    texts: list[str] = []
    for one in snapshots:
        body = _kept(store, one["digest"])
        if body is None:
            continue
        at = str(one.get("url") or url).partition("#")[0]
        readings.append(read_page(body, at, content_type=_HTML, today=today, kind="list", links=False))
        texts.append(bare(_SCRIPTS.sub("", decode(body, _HTML)[0])))
    if not readings:
        return Shot("not-read")
    exchanges = _exchanges(store, facts.get("exchanges") or [], snapshots)
    shot = Shot(
        entries=gathered([reading.entries for reading in readings]),
        text="".join(texts),
        exchanges=exchanges,
        presses=[(str(one["text"]), str(one["url"])) for one in facts.get("presses") or []],
        unaddressed=int(facts.get("unaddressed") or 0),
        views=len(readings),
        ended=str(facts.get("ended") or ""),
        evidence=str(snapshots[0]["digest"]),
        next_page=readings[-1].next_page,
    )
    shot.says_empty = not shot.entries and _says_empty(readings, shot.exchanges, facts)
    return shot


def _says_empty(readings: list[Reading], exchanges: list[Exchanged], facts: Mapping[str, Any]) -> bool:
    """Whether an empty view is believed: the page loaded whole, and it, or its data, says that there is nothing."""
    asked = [one for one in facts.get("exchanges") or [] if isinstance(one, dict)]
    if any(one.get("status") is None or int(one["status"]) >= 400 for one in asked):
        return False
    if facts.get("ended") in {"seconds", "stuck"}:
        return False
    states = {reading.list_state for reading in readings}
    if states & {ListState.BLOCKED}:
        return False
    parsed = (parse(decode(one.body, one.content_type)[0]) for one in exchanges if one.body)
    values = [value for value in parsed if value is not None]
    if any(says_failed(value) for value in values):
        return False
    # Rows that came and were not drawn are no empty list, whatever else came.
    none_came = any(says_empty(value) for value in values) and not any(data_in(value).rows for value in values)
    return states == {ListState.BLANK} or none_came


def _exchanges(store: Store, asked: list[Any], snapshots: list[Any]) -> list[Exchanged]:
    """The exchanges, each with what the page was brought to do before it: a view that grew stands for all before it."""
    found: list[Exchanged] = []
    met: set[tuple[str, ...]] = set()
    for one in asked:
        exchanged = _exchanged(store, one, snapshots)
        if exchanged is None:
            continue
        frame = frame_of(exchanged.request)
        if frame not in met and one.get("at") == 0:
            exchanged = replace(exchanged, how="first")
        met.add(frame)
        found.append(exchanged)
    return found


def _exchanged(store: Store, one: Any, snapshots: list[Any]) -> Exchanged | None:
    if not isinstance(one, dict) or not one.get("digest") or not one.get("url"):
        return None
    body = _kept(store, str(one["digest"]))
    if body is None:
        return None
    headers = {str(k).lower(): str(v) for k, v in (one.get("request_headers") or {}).items()}
    answered = one.get("answered")
    sent_type = headers.get("content-type", "") or (str(one.get("content_type") or "") if answered is not None else "")
    request = Request(
        str(one.get("method") or "GET").upper(),
        str(one["url"]).partition("#")[0],
        str(one.get("sent") or ""),
        sent_type,
        tuple(headers.items()),
    )
    at = one.get("at")
    how = str(snapshots[min(int(at), len(snapshots) - 1)].get("how") or "first") if isinstance(at, int) else "first"
    status = one.get("status")
    content_type = str(answered if answered is not None else one.get("content_type") or "")
    return Exchanged(request, int(status) if status is not None else None, content_type, body, how)


def _kept(store: Store, digest: str) -> bytes | None:
    try:
        return store.evidence.get(digest)
    except StoreError:
        return None
