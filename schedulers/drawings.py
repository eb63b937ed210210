"""Pages that the browser drew in one round: each once, as many as may be."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from schedulers.headless import Headless
from spiders import soft404
from spiders.column_pages import Fetched
from spiders.headless.tasks import Kind
from store.errors import StoreError
from store.store import Store

MOST = 90  # pages in a round; with their siblings, and those that show nothing
HTML = "text/html; charset=utf-8"
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page as it stood in the end."""

    url: str  # as asked
    page: Fetched  # the live document as markup
    text: int  # characters that people see
    exchanges: tuple[Mapping[str, Any], ...]  # what its scripts asked for; bodies by digest


class Drawings:
    """Asks the browser for pages, and remembers what it showed."""

    def __init__(self, headless: Headless, store: Store, most: int = MOST) -> None:
        self._headless, self._store, self.left = headless, store, most
        self._siblings: dict[str, str] = {}  # of templates
        self._asked: dict[str, asyncio.Task[Drawn | None]] = {}

    @property
    def available(self) -> bool:
        """Whether anything more can be drawn."""
        return self._headless.available and self.left > 0

    def knows(self, url: str) -> bool:
        """Whether the browser was asked for it."""
        return url in self._asked

    async def of(self, url: str) -> Drawn | None:
        """The page as scripts draw it; None where the browser did not see it, or has drawn enough.

        Raises HaltedError, StoreError.
        """
        if url not in self._asked:
            if not self.available:
                return None
            self.left -= 1
            self._asked[url] = asyncio.create_task(self._draw(url))
        return await self._asked[url]

    async def unknown(self, url: str) -> Drawn | None:
        """What an address of the same template shows that surely does not exist."""
        shape = soft404.shape(url)
        return await self.of(self._siblings.setdefault(shape, soft404.sibling(url, Random(shape))))

    async def _draw(self, url: str) -> Drawn | None:
        answer = await self._headless.ask(Kind.ARTICLE, url, seconds=_SECONDS, light=True)
        if answer.reason is not None or (answer.status or 200) >= 400:
            return None
        digest = answer.facts.get("snapshot")
        if not isinstance(digest, str):
            return None
        body = await asyncio.to_thread(self.kept, digest)
        if body is None:
            return None
        exchanges = answer.facts.get("exchanges")
        told = tuple(one for one in exchanges if isinstance(one, dict)) if isinstance(exchanges, list) else ()
        text = answer.facts.get("text")
        at = str(answer.facts.get("url") or url).partition("#")[0]
        return Drawn(url, Fetched(at, body, HTML, digest), text if isinstance(text, int) else 0, told)

    def kept(self, digest: str) -> bytes | None:
        """A body that the browser's process put into the evidence store."""
        try:
            return self._store.evidence.get(digest)
        except StoreError:
            return None
