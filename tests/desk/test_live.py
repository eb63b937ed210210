"""Tests of the stream: what one does the others hear, and it ends with the session and with the server."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.desk import Desk
from desk.live import MOST, MOST_OF_ONE, QUEUE, Event, Live, Stream
from inspection.findings import Severity, fingerprint
from inspection.issue import Act, Deed, Issue
from inspection.people import Role
from schedulers.casework import act
from store.second_looks import LookOutcome
from tests.desk.conftest import SITE, enter

SOON = 0.02  # seconds


def issue_in(desk: Desk) -> Issue:
    """One that waits to be dealt with."""
    at = desk.clock()
    name = secrets.token_hex(4)
    issue = Issue(
        site=SITE,
        fingerprint=fingerprint(SITE, "broken-link", name),
        check="broken-link",
        subject=f"https://mzj.example.gov.cn/{name}",
        title="断链",
        severity=Severity.ERROR,
        basis="",
        opened_at=at,
        seen_at=at,
        looked_at=at,
        unit="办公室",
    )
    with desk.store.casework(SITE) as work:
        return work.save([(issue, ())], at)[0]


def accept(desk: Desk, issue: Issue) -> None:
    deed = Deed(Act.ACCEPT, "王芳", desk.clock(), desk.clock())
    act(desk.store, desk.plans.of(SITE), [issue.id], deed)


def session_in(desk: Desk, role: Role = Role.TRIAGE) -> tuple[str, str]:
    """The session's secret and digest."""
    _, secret = enter(desk, role)
    session = desk.store.session(secret, desk.clock())
    assert session is not None
    return secret, session.digest


async def heard(stream: Stream, name: str, within: float = 5.0) -> Event:
    """The next event of that name."""
    async with asyncio.timeout(within):
        while True:
            event = await stream.queue.get()
            assert event is not None, "the stream ended"
            if event.name == name:
                return event


@pytest.fixture
async def live(desk: Desk) -> AsyncIterator[Live]:
    made = Live(desk, SOON)
    yield made
    made.close()


async def settled(live: Live) -> None:
    """The poller has asked for the first time."""
    async with asyncio.timeout(5):
        while live._known.step < 0:  # noqa: ASYNC110 (what is waited for is no event of ours)
            await asyncio.sleep(SOON)


async def test_a_deed_is_told_with_the_issue_as_it_stands_and_who_did_it(desk: Desk, live: Live) -> None:
    issue = issue_in(desk)
    stream = live.open(session_in(desk)[1])
    assert stream is not None
    await settled(live)
    await asyncio.to_thread(accept, desk, issue)

    event = await heard(stream, "issue")

    assert event.data["issues"] == [
        {"id": issue.id, "site": SITE, "version": issue.version + 1, "who": "王芳", "act": "受理"}
    ]


async def test_with_a_deed_the_sites_lists_are_said_to_have_changed(desk: Desk, live: Live) -> None:
    issue = issue_in(desk)
    stream = live.open(session_in(desk)[1])
    assert stream is not None
    await settled(live)
    await asyncio.to_thread(accept, desk, issue)

    assert list((await heard(stream, "issues")).data["sites"]) == [SITE]  # type: ignore[arg-type]


async def test_what_happened_before_is_not_told(desk: Desk, live: Live) -> None:
    accept(desk, issue_in(desk))
    stream = live.open(session_in(desk)[1])
    assert stream is not None
    await settled(live)
    await asyncio.sleep(5 * SOON)

    assert stream.queue.empty()


async def test_a_running_round_is_told(desk: Desk, live: Live) -> None:
    stream = live.open(session_in(desk)[1])
    assert stream is not None
    await settled(live)
    now = desk.clock()
    desk.store.acquire(SITE, "x", now)
    round_id = desk.store.begin_round(site=SITE, kind="full", as_of=now, plan_digest="x", started_at=now)
    desk.store.record_progress(round_id, stage="sweep", done=1, waiting=3, pages=1, faulty=0, at=now)

    said = await heard(stream, "round")
    while said.data["rounds"] and not said.data["rounds"][0]["done"]:  # type: ignore[index,call-overload]
        said = await heard(stream, "round")

    assert said.data["rounds"][0]["share"] == 25  # type: ignore[index,call-overload]


async def test_a_second_look_is_told_from_its_beginning_to_its_answer(desk: Desk, live: Live) -> None:
    issue = issue_in(desk)
    stream = live.open(session_in(desk)[1])
    assert stream is not None
    await settled(live)
    now = desk.clock()
    number = desk.store.begin_second_look(
        site=SITE, issue=issue.id, version=1, who="王芳", process="x", at=now, since=now - timedelta(minutes=1), most=3
    )
    assert isinstance(number, int)
    begun = await heard(stream, "look")
    desk.store.finish_second_look(number, LookOutcome.GONE, "本次未见这个问题", {}, now)

    assert [begun.data["outcome"], (await heard(stream, "look")).data["outcome"]] == [None, "gone"]


async def test_a_look_that_a_killed_desk_left_is_told_to_have_failed(desk: Desk, live: Live) -> None:
    issue, now = issue_in(desk), desk.clock()
    stream = live.open(session_in(desk)[1])
    assert stream is not None
    await settled(live)
    left = f"{os.uname().nodename} 4194305 abcd"  # no process has that number
    desk.store.begin_second_look(
        site=SITE, issue=issue.id, version=1, who="王芳", process=left, at=now, since=now - timedelta(minutes=1), most=3
    )

    assert (await heard(stream, "look")).data["outcome"] == "failed"


async def test_a_stream_ends_when_its_session_does(desk: Desk, live: Live) -> None:
    secret, digest = session_in(desk)
    stream = live.open(digest)
    assert stream is not None
    await settled(live)
    desk.store.close_session(secret)

    await heard(stream, "signed-out")

    assert await asyncio.wait_for(stream.queue.get(), 1) is None


async def test_a_person_who_may_no_more_hears_no_more(desk: Desk, live: Live) -> None:
    person, secret = enter(desk, Role.HANDLER, "办公室")
    session = desk.store.session(secret, desk.clock())
    assert session is not None
    stream = live.open(session.digest)
    assert stream is not None
    await settled(live)
    desk.store.change_person(replace(person, active=False))

    assert (await heard(stream, "signed-out")).data == {}


async def test_who_is_too_slow_is_sent_away_to_come_again(desk: Desk, live: Live) -> None:
    stream = live.open(session_in(desk)[1])
    assert stream is not None

    live._tell([Event("round", {})] * (QUEUE + 1))

    assert await stream.queue.get() is None


async def test_of_too_many_tabs_of_one_session_some_are_ended(desk: Desk, live: Live) -> None:
    digest = session_in(desk)[1]
    streams = [live.open(digest) for _ in range(MOST + 1)]

    assert len(live._streams) == MOST
    assert streams[-1] in live._streams


async def test_a_server_that_stops_ends_every_stream_and_opens_none(desk: Desk, live: Live) -> None:
    digest = session_in(desk)[1]
    stream = live.open(digest)
    assert stream is not None
    live.close()

    assert (await stream.queue.get(), live.open(digest)) == (None, None)


async def test_a_database_that_is_away_is_said_to_be_and_the_stream_goes_on(desk: Desk, tmp_path: Path) -> None:
    live = Live(desk, SOON)
    digest = session_in(desk)[1]
    issue = issue_in(desk)
    stream = live.open(digest)
    assert stream is not None
    await settled(live)
    database, aside = tmp_path / "desk.db", tmp_path / "aside.db"
    database.rename(aside)
    database.mkdir()
    hearing = asyncio.create_task(heard(stream, "away"))
    while not hearing.done():  # connections that were in use go back to the pool only now
        desk.store.close()
        await asyncio.sleep(SOON)
    await hearing
    database.rmdir()
    aside.rename(database)
    await heard(stream, "back")
    accept(desk, issue)

    assert (await heard(stream, "issue")).data["issues"]
    live.close()


def test_an_event_is_one_line_of_json() -> None:
    text = Event("issue", {"who": "张\n三\r\n\r\nevent: round"}, "7").text().decode()

    assert text.count("\n") == 4
    assert json.loads(text.split("data: ")[1])["who"].startswith("张\n三")


async def test_a_person_in_many_browsers_has_so_many_streams_and_the_oldest_end(live: Live) -> None:
    streams = [live.open(f"session {number}", person=7) for number in range(MOST_OF_ONE + 1)]
    streams.append(live.open("another's", person=8))

    assert [one not in live._streams for one in streams] == [True] + [False] * (MOST_OF_ONE + 1)
