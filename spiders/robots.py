"""robots.txt of the hosts that are read page by page; links to other sites are followed once, as a visitor would."""

from __future__ import annotations

import re

from protego import Protego

from inspection.addresses import origin_of
from inspection.errors import FetchError
from spiders.fetch import Fetcher

MAX_DELAY = 10.0  # seconds; a longer Crawl-delay is not meant for the office's own inspection
_MAX_BYTES = 512 * 1024
_FORBIDS = re.compile(r"^\W*disallow\s*:\s*[^\s#]", re.I | re.M)  # without it nothing is forbidden


class Robots:
    """Rules of several hosts. A robots.txt that cannot be had allows everything, as does one that is no text."""

    def __init__(self, user_agent: str) -> None:
        self._agent = user_agent
        self._rules: dict[str, Protego | None] = {}
        self._forbidding: set[str] = set()  # hosts that forbid anything at all

    async def learn(self, origin: str, fetcher: Fetcher) -> None:
        """Fetch the rules of `https://host` once."""
        if origin in self._rules:
            return
        self._rules[origin] = None
        try:
            answer, _ = await fetcher.follow(f"{origin}/robots.txt", limit=_MAX_BYTES)
        except FetchError:
            return
        text = answer.body.decode("utf-8", "replace")
        if answer.status == 200 and "<html" not in text[:2000].lower():
            self._rules[origin] = Protego.parse(text)
            if _FORBIDS.search(text):
                self._forbidding.add(origin)

    def allows(self, url: str) -> bool:
        """Whether the rules of the address's host, if known, allow it."""
        if not self._forbidding:
            return True
        rules = self._rules.get(origin_of(url))
        return rules is None or rules.can_fetch(url, self._agent)

    def delay(self, origin: str) -> float:
        """The Crawl-delay that the host asks for, in seconds, capped."""
        rules = self._rules.get(origin)
        return min(MAX_DELAY, float(rules.crawl_delay(self._agent) or 0.0)) if rules else 0.0

    @property
    def restricts(self) -> bool:
        """Whether any host forbids anything at all."""
        return bool(self._forbidding)
