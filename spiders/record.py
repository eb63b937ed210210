"""What the round has recorded, asked by address: the reader's view of the sweep's work, while it goes on and after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from threading import Event

from inspection.records import Page, Probe, Verdict
from spiders.column_pages import Failed, Fetched
from spiders.jar import Jar
from spiders.job import COOKIES, GO
from spiders.parent import Told, ToldToStopError, listen
from store.errors import StoreError
from store.recording import Batch
from store.store import Store


class Record:
    """Pages of one round. The sweeping process names each page that it has recorded, a line each, then says GO.

    Before that it may hand over the cookies that a browser was given by the site's firewall.
    """

    def __init__(self, store: Store, round_id: str) -> None:
        self._store = store
        self._round = round_id
        self._recorded: set[str] = set()
        self._foreseen: dict[str, Page] = {}
        self._news = Event()
        self.told = Told()
        self.told.on_stop(self._news.set)
        self.swept = False
        self.jar = Jar()  # what lets requests through the site's firewall

    def listen(self) -> None:
        """Read the lines in a thread of its own; they are few and short."""
        listen(self.told, self._hear)

    def _hear(self, line: str) -> None:
        if line == GO:
            self.swept = True
        elif line.startswith(f"{COOKIES} "):
            self.jar = Jar.of(line.partition(" ")[2])
        else:
            self._recorded.add(line)
        self._news.set()

    def wait(self) -> None:
        """Wait for more pages, or for the end of the sweep. Raises ToldToStopError."""
        self._news.wait()
        self._news.clear()
        if self.told.stopped:
            raise ToldToStopError

    def page(self, url: str) -> Fetched | None:
        """The page, if it has been recorded as sound by now."""
        return self._fetched(self._store.page(self._round, url)) if url in self._recorded else None

    def __call__(self, url: str) -> Fetched | Failed | None:
        """After the sweep: the page, the failure, or None where the sweep never looked."""
        if url in self._foreseen:
            return self._fetched(self._foreseen[url])
        probe = self._store.probe(self._round, url)
        if probe is not None and probe.verdict in {Verdict.FAULTY, Verdict.UNDECIDED}:
            return Failed(probe.reason or "unreachable", undecided=probe.verdict is Verdict.UNDECIDED)
        page = self._store.page(self._round, url)
        if page is None and probe is not None and probe.final_url and probe.final_url != url:
            page = self._store.page(self._round, probe.final_url)
        return self._fetched(page)

    def foresee(self, urls: Iterable[str]) -> None:
        """After the sweep: these will be asked for. Those that are sound are fetched from the store in one go."""
        wanted = list(dict.fromkeys(urls))
        verdicts = self._store.verdicts(self._round, wanted)
        sound = [url for url in wanted if verdicts.get(url) is Verdict.SOUND]
        self._foreseen = self._store.pages_at(self._round, sound)

    def keep(self, url: str, page: Fetched, etag: str | None = None, last_modified: str | None = None) -> None:
        """Record a list page or a source that the sweep could not know of, so that later rounds can compare.

        What was reached by a redirect, or is cut, is not recorded: a later round fetches it again.
        """
        if page.url != url or page.truncated:
            return
        now = datetime.now(UTC)
        recorded = Page(
            url=url,
            final_url=url,
            status=200,
            fetched_at=now,
            content_type=page.content_type.lower(),
            size=len(page.body),
            evidence=self._store.evidence.put(page.body),
            etag=etag,
            last_modified=last_modified,
        )
        sound = Probe(url, Verdict.SOUND, status=200, probed_at=now)
        self._store.record(self._round, Batch(pages=[(recorded, ())], probes=[sound]))
        self._foreseen.pop(url, None)

    def _fetched(self, page: Page | None) -> Fetched | None:
        """None also where the body is not kept any more, or damaged: it must be fetched again."""
        if page is None or page.evidence is None:
            return None
        try:
            body = self._store.evidence.get(page.evidence)
        except StoreError as error:
            if error.reason in {"not-found", "damaged"}:
                return None
            raise
        return Fetched(page.final_url, body, page.content_type, page.evidence, page.truncated)
