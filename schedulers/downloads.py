"""Downloads: the beginnings of the files that a portal offers, as many a round as the plan says, by turns."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from inspection.addresses import host_of
from inspection.errors import FetchError
from inspection.file_kinds import HEAD, PAGES, extension_of, is_as_named, kind_of
from inspection.records import Link, Verdict
from inspection.visits import DownloadFacts, View, Visit, download_facts, to_facts
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.hands import all_hands
from spiders import challenge
from spiders.fetch import Answer
from spiders.reading.charset import decode
from spiders.soft404 import shown

_AT_ONCE = 4
_LONGEST = 120  # characters of what a page in a file's place says, and of a link's words
_NEVER = datetime.min.replace(tzinfo=UTC)


async def try_downloads(browsed: Browsed) -> None:
    """Read the beginnings of files whose turn it is: what was never tried first, then the longest untried.

    Raises HaltedError, StoreError.
    """
    most = browsed.plan.functions.downloads
    if browsed.kind == "watch" or not most:
        return
    due = (await beside(lambda: _due(browsed)))[:most]
    done = await _all(due, lambda url: _try(browsed, url, None))
    # Some give files only to who comes from a page of theirs; and what is wrong is told with the page that offers it.
    odd = [visit.url for visit in done if not _is_in_order(visit)]
    home = browsed.plan.site.home_url
    offered = await beside(lambda: browsed.store.targets_at(browsed.round_id, odd, home, 1)) if odd else []
    links = {target.probe.url: target.links[0] for target in offered if target.links}
    again = await _all(odd, lambda url: _try(browsed, url, links.get(url)))
    seen = {visit.url: visit for visit in (*done, *again)}
    if seen:
        await beside(lambda: browsed.store.record_visits(browsed.plan.site.name, seen.values()))


async def _all(urls: list[str], look: Callable[[str], Awaitable[Visit]]) -> list[Visit]:
    """Several at once; in whatever order."""
    waiting, done = list(urls), list[Visit]()

    async def work() -> None:
        while waiting:
            done.append(await look(waiting.pop(0)))

    await all_hands(work, min(_AT_ONCE, len(waiting)))
    return done


def _is_in_order(visit: Visit) -> bool:
    return visit.reason is None and is_as_named(extension_of(visit.url), download_facts(visit).kind) is not False


def _due(browsed: Browsed) -> list[str]:
    store, plan = browsed.store, browsed.plan
    hosts = plan.site.inspected_hosts
    known = store.visits(plan.site.name, _NEVER, datetime.max.replace(tzinfo=UTC), [View.DOWNLOAD])
    last = {visit.url: visit for visit in known}
    files = [
        probe.url
        for probe in store.probes(browsed.round_id)
        if probe.verdict is Verdict.SOUND and extension_of(probe.url) and host_of(probe.url) in hosts
    ]
    due = [url for url in files if url not in last or last[url].round != browsed.round_id]
    # A file that is no picture comes first: pictures are what pages are made of, and there are many.
    return sorted(due, key=lambda url: (last[url].visited_at if url in last else _NEVER, _is_part(url)))


def _is_part(url: str) -> bool:
    return extension_of(url) in {"jpg", "jpeg", "jpe", "png", "gif", "bmp", "webp", "ico"}


async def _try(browsed: Browsed, url: str, link: Link | None) -> Visit:
    """One file's beginning, asked for as by who follows that link."""
    began = asyncio.get_running_loop().time()
    try:
        answer = await _ask(browsed, url, link.page if link else None)
    except FetchError as error:
        return _visit(browsed, url, error.reason, None, None)
    if (reason := _refusal(answer)) is not None:
        return _visit(browsed, url, reason, answer.status, None)
    kind = kind_of(answer.body)
    facts = DownloadFacts(
        kind=kind,
        content_type=answer.content_type[:80],
        size=_size(answer),
        began=round(asyncio.get_running_loop().time() - began, 2),
        says=_says(answer) if kind in PAGES else "",
        linked_from=link.page if link else "",
        named=link.text[:_LONGEST] if link else "",
    )
    return _visit(browsed, url, None, answer.status, facts)


async def _ask(browsed: Browsed, url: str, page: str | None) -> Answer:
    """At the host's pace, following redirects; a server that knows no ranges is cut off."""
    sweep = browsed.sweep
    host = sweep.hosts.get(host_of(url))
    if host is not None:
        await host.turn()
    await sweep.leave.wait()
    headers = {"Range": f"bytes=0-{HEAD - 1}"} | ({"Referer": page} if page else {})
    with sweep.leave.at_work():
        answer = await sweep.fetcher.look(url, limit=HEAD, headers=headers, any_type=True)
        if answer.location is not None:
            answer, _ = await sweep.fetcher.follow(url, limit=HEAD, any_type=True)
    return answer


def _refusal(answer: Answer) -> str | None:
    """Why the answer says nothing of the file."""
    if answer.status not in (200, 206):
        return f"http-{answer.status}"
    if answer.incomplete:
        return "incomplete-answer"
    text = decode(answer.body, answer.content_type)[0] if kind_of(answer.body) == "html" else ""
    return challenge.REASON if text and challenge.is_challenge(answer.status, answer.headers, text) else None


def _size(answer: Answer) -> int | None:
    """As the server states it, of the whole file."""
    whole = answer.headers.get("Content-Range", "").rpartition("/")[2] or (
        answer.headers.get("Content-Length", "") if answer.status == 200 else ""
    )
    return int(whole) if whole.isascii() and whole.isdecimal() and len(whole) < 18 else None


def _says(answer: Answer) -> str:
    """The title of a page, else its first words; the beginning of data."""
    text = decode(answer.body, answer.content_type)[0]
    page = shown(text)
    return (" ".join((page.title or page.whole if text.lstrip()[:1] == "<" else text).split()))[:_LONGEST]


def _visit(browsed: Browsed, url: str, reason: str | None, status: int | None, facts: DownloadFacts | None) -> Visit:
    known = to_facts(facts) if facts is not None else {}
    return Visit(url, View.DOWNLOAD, browsed.now(), browsed.round_id, reason, status, facts=known)
