"""Let a browser pass a firewall's script once, and ride on the cookies that it was given: as a visitor's browser does.

Puzzles and refusals are respected: no script passes them. A host whose firewall does not let plain requests through,
whatever a browser was given, is left alone; its pages stay undecided.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from inspection.addresses import host_of, origin_of
from spiders import logs
from spiders.jar import Cookie, Jar
from spiders.script_challenge import Standing, standing_of
from spiders.soft404 import shape
from spiders.verdict import FILE_EXTENSIONS

if TYPE_CHECKING:
    from spiders.fetch import Answer

MOST = 20  # passes of one host in a round
BARREN = 3  # passes in a row that bore nothing: what follows is the same
FRUIT = 5  # answers after a pass that make it worth while
DOUBTS = 2  # doubtful pages of one host that turned out to be its own: the others are, too
INTERVAL = 10.0  # seconds between two passes of one host
_LOOKS = 3  # at one address

log = logs.get(__name__)

# Has a browser open an address: the cookies that it has then, None where the firewall did not let it through.
Clear = Callable[[str], Awaitable[Sequence[Cookie] | None]]
Ask = Callable[[Mapping[str, str]], Awaitable["Answer"]]  # one request, with these cookies


@dataclass(slots=True)
class _Gate:
    """What a round knows of one host's firewall. Times are the event loop's, in seconds."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    passes: int = 0
    fruit: int = 0  # answers since the last pass
    barren: int = 0  # passes in a row without
    doubts: int = 0
    last_at: float = -1e9
    opened: bool = False  # a pass let plain requests through at least once
    shut: set[str] = field(default_factory=set)  # shapes of addresses that are refused whatever a browser is given
    own: set[bytes] = field(default_factory=set)  # digests of doubtful pages that are the site's own

    @property
    def over(self) -> bool:
        """Nothing more is tried here."""
        return self.passes >= MOST or self.barren >= BARREN


class Passes:
    """The firewalls of one site's hosts in one round. One pass at a time for each host; who else asks waits for it."""

    def __init__(self, hosts: Iterable[str], clear: Clear | None, *, jar: Jar | None = None) -> None:
        """Without `clear` the jar's cookies are used, and nothing is passed. `hosts` as in plans: no port."""
        self._hosts, self._clear = frozenset(hosts), clear
        self.jar = jar if jar is not None else Jar()
        self.interval = INTERVAL
        self._gates: dict[str, _Gate] = {}

    def guards(self, url: str) -> bool:
        """Whether the address lies on the site."""
        return host_of(url) in self._hosts

    async def through(self, url: str, ask: Ask) -> Answer:
        """The answer at `url`, past a firewall's script if that is to be had; else the firewall's own.

        Raises what `ask` raises, and HaltedError.
        """
        gate = self._gates.setdefault(host_of(url), _Gate())
        own = 0
        while True:
            if gate.lock.locked():
                async with gate.lock:  # a request that is refused meanwhile may count against us
                    pass
            generation = gate.passes
            answer = await ask(self.jar.cookies_for(url))
            standing = self._standing(gate, answer)
            if standing is Standing.OPEN:
                gate.fruit += 1
                gate.opened = gate.opened or own > 0
                self.jar.heed(url, answer.headers)
                return answer
            doubtful = standing is Standing.DOUBTFUL and not gate.opened
            if own >= (1 if doubtful else _LOOKS - 1):
                gate.shut.add(shape(url))
            before = gate.passes
            again = await self._pass(gate, url, generation)
            own += again and before == generation
            if not again:
                if doubtful:  # a browser has nothing to pass here
                    gate.own.add(sha256(answer.body).digest())
                    gate.doubts += 1
                return answer

    def _standing(self, gate: _Gate, answer: Answer) -> Standing:
        standing = standing_of(answer.status, answer.headers, answer.body, answer.url)
        if standing is Standing.DOUBTFUL and not gate.opened:
            known = gate.doubts >= DOUBTS or sha256(answer.body).digest() in gate.own
            return Standing.OPEN if known else standing
        return standing

    async def _pass(self, gate: _Gate, url: str, generation: int) -> bool:
        """Whether it is worth asking again: somebody has passed since, or this pass went well."""
        async with gate.lock:
            if gate.passes != generation:
                return True
            if self._clear is None or gate.over or shape(url) in gate.shut:
                return False
            gate.barren = gate.barren + 1 if gate.passes and gate.fruit < FRUIT else 0
            if gate.over:
                log.warning("防火墙的脚本验证多次通过后仍被拦截，不再尝试", host=host_of(url))
                return False
            now = asyncio.get_running_loop().time()
            await asyncio.sleep(max(0.0, gate.last_at + self.interval - now))
            gate.passes, gate.fruit = gate.passes + 1, 0
            cookies = await self._clear(_opened_at(url))
            gate.last_at = asyncio.get_running_loop().time()
            if cookies is None:
                gate.shut.add(shape(url))
                return False
            self.jar.put(cookies)
            log.info("防火墙的脚本验证已由浏览器通过", host=host_of(url), passes=gate.passes)
            return True


def _opened_at(url: str) -> str:
    """What the browser opens: the address itself, or the host's home where it is a file, which would be downloaded."""
    path = url.removeprefix(origin_of(url)).partition("?")[0]
    extension = path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path.rpartition("/")[2] else ""
    return f"{origin_of(url)}/" if extension in FILE_EXTENSIONS or extension == "css" else url
