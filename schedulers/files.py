"""Files that pages offer, read to their end: as many a round as the plan says, by turns."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256

from inspection.addresses import host_of
from inspection.errors import FetchError
from inspection.file_kinds import extension_of
from inspection.files import MADE_BY, FileFacts, file_facts
from inspection.records import Verdict
from inspection.visits import View, Visit, to_facts
from schedulers.beside import beside
from schedulers.browsed import Browsed
from schedulers.file_reading import FileReading
from schedulers.file_turns import NEVER, Turn, turns_of
from schedulers.hands import all_hands
from spiders import challenge
from spiders.fetch import Answer
from spiders.reading.charset import decode

_AT_ONCE = 2  # downloads; one of them is read meanwhile
_PATIENCE = 900.0  # seconds that the stage may take; the rest has its turn in the next round
_LONGEST = 120  # characters of a file's name
_PASSING = frozenset({"too-large", "no-tool"})  # another plan or machine may read it, and it costs little to try
_DEAR = frozenset({"timeout", "reader-broke"})  # another day may read it: the machine may have been busy
_AGAIN = timedelta(days=7)  # after which the same bytes are tried again that were dear
_MEGABYTE = 1024 * 1024


async def read_files(browsed: Browsed) -> None:
    """Read files whose turn it is: attachments that must be there, then what was never read, what changed, the rest.

    A file that the server says is unchanged, or whose bytes are, is not read again; one that took too long or broke its
    reader, not within a week. A file that could not be had is
    recorded only where nothing is known of it, so that what it gave away is not forgotten. Its bytes are kept as
    evidence only where it gives somebody's data away. Raises HaltedError, StoreError.
    """
    if browsed.kind == "watch" or not browsed.plan.privacy.files:
        return
    await browsed.sweep.recorder.flush()
    turns = await beside(lambda: turns_of(browsed))
    if not turns:
        return
    until = asyncio.get_running_loop().time() + _PATIENCE
    async with FileReading() as reading:
        await _all(browsed, reading, turns, until)


async def _all(browsed: Browsed, reading: FileReading, turns: list[Turn], until: float) -> None:
    """Two at once; each is recorded when it is read."""
    waiting = list(turns)
    site = browsed.plan.site.name

    async def work() -> None:
        while waiting and asyncio.get_running_loop().time() < until:
            turn = waiting.pop(0)
            visit = await _visit(browsed, reading, turn)
            if visit is not None:
                await beside(partial(browsed.store.record_visits, site, [visit]))

    await all_hands(work, min(_AT_ONCE, len(waiting)))


async def _visit(browsed: Browsed, reading: FileReading, turn: Turn) -> Visit | None:
    """What is to be recorded of one file; None: nothing new."""
    before = file_facts(turn.last) if turn.last is not None and turn.last.reason is None else None
    try:
        answer = await _ask(browsed, turn, before if before and holds(before, browsed.now()) else None)
    except FetchError as error:
        return None if before else _seen(browsed, turn, error.reason, None, None)
    if answer.status == 304 and before is not None:
        return _seen(browsed, turn, None, 200, _named(before, turn))
    if (reason := _refusal(answer)) is not None:
        return None if before else _seen(browsed, turn, reason, answer.status, None)
    return _seen(browsed, turn, None, answer.status, await _facts(browsed, reading, turn, answer, before))


async def _ask(browsed: Browsed, turn: Turn, known: FileFacts | None) -> Answer:
    """At the host's pace, as by who follows the link, following redirects."""
    sweep, limit = browsed.sweep, browsed.plan.privacy.max_megabytes * _MEGABYTE + 1
    host = sweep.hosts.get(host_of(turn.url))
    if host is not None:
        await host.turn()
    await sweep.leave.wait()
    headers = {"Referer": turn.page} if turn.page else {}
    with sweep.leave.at_work():
        answer = await sweep.fetcher.look(
            turn.url, limit=limit, headers=headers, any_type=True, unless=_condition(known)
        )
        if answer.location is not None:
            answer, _ = await sweep.fetcher.follow(turn.url, limit=limit, any_type=True)
    return answer


def _condition(known: FileFacts | None) -> Mapping[str, str]:
    if known is None:
        return {}
    etag = {"If-None-Match": known.etag} if known.etag else {}
    return etag | ({"If-Modified-Since": known.modified} if known.modified else {})


def _refusal(answer: Answer) -> str | None:
    """Why the answer says nothing of the file."""
    if answer.status != 200:
        return f"http-{answer.status}"
    if answer.incomplete:
        return "incomplete-answer"
    head = answer.body[:16_384]
    text = decode(head, answer.content_type)[0] if head.lstrip()[:1] == b"<" else ""
    return challenge.REASON if text and challenge.is_challenge(answer.status, answer.headers, text) else None


async def _facts(
    browsed: Browsed, reading: FileReading, turn: Turn, answer: Answer, before: FileFacts | None
) -> FileFacts:
    """Of what was had; the same bytes are not read again."""
    if answer.truncated or len(answer.body) > browsed.plan.privacy.max_megabytes * _MEGABYTE:
        facts = FileFacts(extension_of(turn.url), len(answer.body), unread="too-large")
    elif before is not None and holds(before, browsed.now()) and sha256(answer.body).hexdigest() == before.digest:
        facts = before
    else:
        read = await reading.read(answer.body, turn.name or turn.url.rpartition("/")[2])
        facts = replace(read, read_at=browsed.now())
        if facts.personal:
            await beside(lambda: browsed.store.evidence.put(answer.body))
    etag, modified = answer.headers.get("ETag", "")[:200], answer.headers.get("Last-Modified", "")[:60]
    return replace(_named(facts, turn), etag=etag, modified=modified)


def holds(before: FileFacts, now: datetime) -> bool:
    """Whether what is known holds while the bytes are the same: read by this program, with all that it needs."""
    if before.made_by != MADE_BY or before.unread in _PASSING:
        return False
    return before.unread not in _DEAR or (before.read_at is not None and now - before.read_at < _AGAIN)


def _named(facts: FileFacts, turn: Turn) -> FileFacts:
    return replace(facts, linked_from=turn.page, named=turn.name[:_LONGEST])


def _seen(browsed: Browsed, turn: Turn, reason: str | None, status: int | None, facts: FileFacts | None) -> Visit:
    known = to_facts(facts) if facts is not None else {}
    kept = facts.digest if facts is not None and facts.personal else None
    return Visit(turn.url, View.FILE, browsed.now(), browsed.round_id, reason, status, facts=known, picture=kept)


def known_files(browsed: Browsed) -> list[Visit]:
    """The last reading of every file that the round still leads to, however long ago it was.

    A file that was read once and has not been read since says what it said: its turn comes again. One that is no
    more has nothing to say; one to which nothing leads any more only where it was told of (schedulers.leaks).
    """
    store = browsed.store
    known = store.visits(browsed.plan.site.name, NEVER, datetime.max.replace(tzinfo=UTC), [View.FILE])
    if not known:
        return []
    there = {
        probe.url for probe in store.probes(browsed.round_id) if probe.verdict in (Verdict.SOUND, Verdict.UNDECIDED)
    }
    return [visit for visit in known if visit.url in there]
