"""What changes, told to whoever looks: one poller reads the store, every stream is handed what is new."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.desk import Desk
from desk.live_facts import FRESH, issue_event, look_event, round_event, stamps
from inspection.findings import Json
from schedulers.second_look import sweep_up
from spiders import logs
from store.errors import StoreError
from store.second_looks import SecondLook

EVERY = 1.0  # seconds between two questions to the store
HEARTBEAT = 15.0  # seconds of silence, after which something is said
RETRY = 3000  # milliseconds after which a browser comes again
MOST = 6  # streams of one session: tabs that are looked at
MOST_OF_ONE = 20  # of one person, in however many browsers
MOST_OF_ALL = 400
QUEUE = 100  # events that wait for a slow browser, which then comes again
BEHIND = 200  # step numbers that may become visible late
ROUNDS = timedelta(days=1)  # an open round that began before is no news
AWAY = "数据库暂时没有应答，页面上的内容可能不是最新的"

log = logs.get(__name__)


@dataclass(frozen=True, slots=True)
class Event:
    """One message of a stream."""

    name: str
    data: Mapping[str, Json]
    id: str = ""

    def text(self) -> bytes:
        """As the stream has it."""
        number = f"id: {self.id}\n" if self.id else ""
        return f"{number}event: {self.name}\ndata: {json.dumps(self.data, ensure_ascii=False)}\n\n".encode()


@dataclass(eq=False, slots=True)
class Stream:
    """One browser's tab."""

    session: str  # digest of the session
    person: int = 0
    number: int = 0  # in the order in which they came
    queue: asyncio.Queue[Event | None] = field(default_factory=lambda: asyncio.Queue(QUEUE))

    def put(self, event: Event | None) -> bool:
        """False: it is too slow, and has been told to come again."""
        try:
            self.queue.put_nowait(event)
        except asyncio.QueueFull:
            return False
        return True

    def end(self, last: Event | None = None) -> None:
        """Nothing further but this: what waits is thrown away."""
        while not self.queue.empty():
            self.queue.get_nowait()
        for one in filter(None, (last,)):
            self.queue.put_nowait(one)
        self.queue.put_nowait(None)


@dataclass(slots=True)
class _Known:
    """What was told last."""

    step: int = -1
    seen: set[int] = field(default_factory=set)
    rounds: dict[str, Json] = field(default_factory=dict)
    open: frozenset[str] = frozenset()  # rounds
    looks: dict[int, SecondLook] = field(default_factory=dict)
    sites: dict[str, int] = field(default_factory=dict)  # site → number of its last change
    away: bool = False


class Live:
    """Of one application. Everything here is of its event loop; the store is asked in threads."""

    def __init__(self, desk: Desk, every: float = EVERY) -> None:
        self._desk, self._every = desk, every
        self._streams: set[Stream] = set()
        self._opened = 0
        self._known = _Known()
        self._polling: asyncio.Task[None] | None = None
        self.closed = False

    def close(self) -> None:
        """The server stops: every stream ends at once."""
        self.closed = True
        for stream in tuple(self._streams):
            stream.end()
        if self._polling is not None:
            self._polling.cancel()

    def open(self, session: str, person: int = 0) -> Stream | None:
        """A stream of that session; the oldest of too many ends for it. None: there are too many of all."""
        self._make_room(lambda one: one.session == session, MOST)
        self._make_room(lambda one: person != 0 and one.person == person, MOST_OF_ONE)
        if self.closed or len(self._streams) >= MOST_OF_ALL:
            return None
        self._opened += 1
        stream = Stream(session, person, self._opened)
        self._streams.add(stream)
        if self._polling is None or self._polling.done():
            self._polling = asyncio.create_task(self._poll())
        return stream

    def _make_room(self, among: Callable[[Stream], bool], most: int) -> None:
        """For one more of those: the oldest of them end."""
        mine = sorted(filter(among, self._streams), key=lambda one: one.number)
        for old in mine[: max(len(mine) - most + 1, 0)]:
            self.drop(old)

    def drop(self, stream: Stream) -> None:
        """It is over."""
        self._streams.discard(stream)
        stream.end()

    async def events(self, stream: Stream, issue: int | None) -> AsyncIterator[bytes]:
        """What the browser reads. First everything as it stands; `issue`: the one that it shows."""
        try:
            yield f"retry: {RETRY}\n\n".encode()
            for said in await asyncio.to_thread(self._hello, issue):
                yield said.text()
            while True:
                try:
                    event: Event | None = await asyncio.wait_for(stream.queue.get(), HEARTBEAT)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if event is None:
                    return
                yield event.text()
        finally:
            self._streams.discard(stream)

    def _hello(self, issue: int | None) -> list[Event]:
        """Everything as it stands; where the database is away, that."""
        store, now = self._desk.store, self._desk.clock()
        try:
            rounds = round_event(store.open_rounds(now - ROUNDS), now)
            looks = [one for one in store.newest_second_looks() if _is_fresh(one, now)]
            step = store.newest_step()
            shown = store.issue(issue) if issue is not None else None
        except StoreError:
            return [Event("away", {"words": AWAY})]
        said = [Event("round", rounds), Event("hello", {"step": step}, str(step))]
        if shown is not None:
            said.append(Event("issue", {"issues": [{"id": shown.id, "site": shown.site, "version": shown.version}]}))
        return said + [Event("look", look_event(one)) for one in looks]

    async def _poll(self) -> None:
        """As long as anybody looks."""
        self._known = _Known()
        while self._streams and not self.closed:
            try:
                events = await asyncio.to_thread(self._news)
                if self._known.away:
                    self._known.away = False
                    events.insert(0, Event("back", {}))
                self._tell(events)
                await self._end_the_signed_out()
            except StoreError as error:
                if not self._known.away:
                    log.warning("数据库没有应答，页面不再自动更新", error=error.reason)
                    self._known.away = True
                    self._tell([Event("away", {"words": AWAY})])
            await asyncio.sleep(self._every)

    def _tell(self, events: list[Event]) -> None:
        for stream in tuple(self._streams):
            if not all(stream.put(event) for event in events):
                self.drop(stream)  # its browser comes again, and is told how everything stands

    async def _end_the_signed_out(self) -> None:
        sessions = {stream.session for stream in self._streams}
        here = await asyncio.to_thread(self._desk.store.signed_in, sessions, self._desk.clock())
        for stream in [one for one in self._streams if one.session not in here and one.session in sessions]:
            self._streams.discard(stream)
            stream.end(Event("signed-out", {}))

    def _news(self) -> list[Event]:
        """What is new since the last time. Asked first, nothing is: who connects is told how everything stands."""
        known, store, now = self._known, self._desk.store, self._desk.clock()
        events = list[Event]()
        first = known.step < 0
        if first:
            known.step = store.newest_step()
            known.seen = {one.step for one in store.steps_after(max(known.step - BEHIND, 0))}
        found = store.steps_after(max(known.step - BEHIND, 0))
        news = [one for one in found if one.step not in known.seen]
        rows = store.open_rounds(now - ROUNDS)
        rounds, open_ = round_event(rows, now), frozenset(row.round for row in rows)
        if rounds != known.rounds:
            known.rounds = rounds
            events += [] if first else [Event("round", rounds)]
        sites = {one.site for one in news}
        if known.open - open_:  # it is over: what was seen again moved no issue, and yet is another
            sites |= set(self._desk.plans.sites())
        known.open = open_
        if news:
            known.step = max(known.step, *(one.step for one in news))
            known.seen = {n for n in known.seen if n > known.step - 2 * BEHIND} | {one.step for one in news}
            events.append(Event("issue", issue_event(news), str(known.step)))
        if sites:
            known.sites |= dict.fromkeys(sites, known.step)
            events.append(Event("issues", stamps(dict.fromkeys(sites, known.step))))
        return events + self._looks(first=first)

    def _looks(self, *, first: bool) -> list[Event]:
        known = self._known
        looks = {one.id: one for one in self._desk.store.newest_second_looks()}
        if any(one.open for one in looks.values()) and sweep_up(self._desk.store, self._desk.clock()):
            looks = {one.id: one for one in self._desk.store.newest_second_looks()}
        fresh = [one for id_, one in sorted(looks.items()) if known.looks.get(id_) != one]
        known.looks = looks
        return [] if first else [Event("look", look_event(one)) for one in fresh]


def _is_fresh(look: SecondLook, now: datetime) -> bool:
    return look.open or (look.finished_at is not None and now - look.finished_at <= FRESH)
