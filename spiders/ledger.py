"""What a sweep has learnt: verdicts, redirects, suspects. It records; it asks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from inspection.plan import Plan
from inspection.records import ONWARD, Page, Probe, Verdict
from spiders import soft404
from spiders.changes import Changes
from spiders.drawn_links import may_draw
from spiders.fetch import Answer
from spiders.hosts import Task
from spiders.links import css_references
from spiders.pages import ReadPage
from spiders.recorder import Recorder
from spiders.soft404 import Shown
from spiders.suspicion.watcher import Watcher
from spiders.verdict import Kind, Outcome

_NOTICE = 1_500  # characters of markup that a notice adds to the template; what is longer must say it in a heading
_PARTS = frozenset({"img", "script", "link", "css"})  # what a page is made of leads nobody on
TEMPLATE_LINKS = 10  # a page with fewer links does not carry the site's template


@dataclass(frozen=True, slots=True)
class Suspect:
    """A page that answers 200 and may not exist: why, and what it shows."""

    why: str  # words, same, not-a-file, baseline, empty
    page: Shown
    drawn: bool = False  # its script may draw something else for each address


class Ledger:
    """The verdicts of one round so far."""

    def __init__(self, recorder: Recorder, home_url: str, plan: Plan | None = None) -> None:
        self.recorder = recorder
        self.watcher = Watcher(plan) if plan is not None else None  # looks for what is hijacked or tampered with
        self._marked: dict[str, str] = {}  # targets off the site that look suspicious → SHA-256 of the body
        self.changes: Changes | None = None  # kept where there is an earlier round to compare with
        self.since: datetime | None = None  # no look is dated before: a clock may be set back
        self.carried: dict[str, str] = {}  # bodies of an earlier round (SHA-256) → one address
        self.twins: set[str] = set()  # of an earlier round, with the body of a page that is new or changed
        self.home_url = home_url
        self.home: Probe | None = None
        self.probes: dict[str, Probe] = {}  # every verdict that is not simply sound
        self.aliases: dict[str, str] = {}  # redirects: from → to
        self.statuses: dict[str, int] = {}  # of redirects
        self.suspects: dict[str, Suspect] = {}
        self.template: frozenset[str] = frozenset()  # lines of text that the home page shows
        self.baseline: Shown | None = None  # what an unknown address of the site shows, where that answers 200
        self._baseline_size = 0
        self.home_page: Shown | None = None
        self.home_leads: bool | None = None  # whether the home page leads anywhere; None: not read by this process
        self._digests: dict[str, str] = {}  # of bodies → the first address
        self._smallest = 1 << 30  # characters of the smallest page that carries the site's template

    def settle(self, url: str, outcome: Outcome, looks: int, final_url: str | None = None) -> Probe:
        """The verdict on one target, for now; a later one replaces it."""
        probe = Probe(
            url,
            outcome.verdict,
            outcome.reason,
            outcome.status,
            final_url,
            looks,
            self._now(),
            outcome.detail,
            self._marked.get(url),
        )
        if outcome.verdict is not Verdict.SOUND:
            self.probes[url] = probe
        else:
            self.probes.pop(url, None)
        if url == self.home_url:
            self.home = probe
        self.recorder.probe(probe)
        return probe

    def redirect(self, url: str, target: str, status: int) -> bool:
        """An address leads to another; its verdict is the other's, at the end. Whether no earlier round knew so."""
        if self.changes is not None and self.changes.no_page(url):
            self.recorder.no_page(url)
        self.aliases[url] = target
        self.recorder.alias(url, target)
        self.statuses[url] = status
        return self.changes is None or self.changes.known_redirects.get(url) != target

    def fault_of(self, url: str) -> str | None:
        """The reason why a target is not sound, as far as is known."""
        known = self.probes.get(url)
        return known.reason if known is not None else None

    def leads_back(self, url: str, target: str | None) -> bool:
        """Whether following `target` comes round to `url`, or does not end."""
        for _ in range(64):
            if target is None or target == url:
                return target == url
            target = self.aliases.get(target)
        return True

    def end_of(self, url: str) -> str:
        """Where an address leads in the end, as far as is known."""
        for _ in range(64):
            if url not in self.aliases:
                break
            url = self.aliases[url]
        return url

    def set_baseline(self, text: str) -> None:
        """An address that surely does not exist answers 200 with this."""
        self.baseline, self._baseline_size = soft404.shown(text), len(text)

    def take(self, task: Task, answer: Answer, page: ReadPage) -> list[str]:
        """Record a sound answer with a body, note what is suspicious of it; returns where it leads."""
        if page.is_html and self.watcher is not None:
            self._mark(self.watcher, task, answer, page)
        if task.kind.is_foreign:
            if page.is_html and soft404.may_say_missing(page.text):
                shown = page.shown()
                if soft404.says_missing(shown):
                    self.suspects[task.url] = Suspect("words", shown)
            self.no_page(task.url)
            return []
        links = css_references(page.text, task.url) if task.kind is Kind.STYLE else page.links
        if task.url in {self.home_url, self.end_of(self.home_url)}:
            self.home_leads = bool(page.onward) or any(element not in _PARTS for _, element, _ in links)
        if page.is_html:
            self.watch(task, answer, page)
        self.recorder.page(
            Page(
                url=task.url,
                final_url=answer.url,
                status=answer.status,
                fetched_at=self._now(),
                content_type=answer.content_type,
                charset=page.charset,
                size=len(answer.body),
                etag=answer.headers.get("ETag"),
                last_modified=answer.headers.get("Last-Modified"),
                truncated=answer.truncated,
            ),
            answer.body,
            [*links, *((url, ONWARD, "") for url in page.onward)],
        )
        onward = [*(to for to, _, _ in links), *page.onward]
        if self.changes is not None:
            self.changes.read(task, answer, onward)
        self._no_redirect(task.url)
        return onward

    def _mark(self, watcher: Watcher, task: Task, answer: Answer, page: ReadPage) -> None:
        facts = watcher.facts(answer, page, foreign=task.kind.is_foreign)
        self._marked.pop(task.url, None)
        if facts is not None:
            self.recorder.facts(answer.body, facts)
            if task.kind.is_foreign:
                self._marked[task.url] = sha256(answer.body).hexdigest()

    def no_page(self, url: str) -> None:
        """A target was tried, and is no page that leads anywhere."""
        if url == self.end_of(self.home_url):
            self.home_leads = False
        if self.changes is not None and self.changes.no_page(url):
            self.recorder.no_page(url)
        self._no_redirect(url)

    def bar(self, url: str) -> None:
        """The site asks that this address be left alone."""
        self.no_page(url)
        self.settle(url, Outcome(Verdict.SKIPPED, "robots"), 0)

    def _no_redirect(self, url: str) -> None:
        if self.changes is not None and url in self.changes.known_redirects:
            self.recorder.no_alias(url)

    def keep(self, task: Task, answer: Answer) -> None:
        """A page that an earlier round recorded is as it was then."""
        assert task.before is not None
        if self.changes is not None:
            self.changes.kept(task, answer)
        self._no_redirect(task.url)
        said = answer.headers
        etag, modified = said.get("ETag", task.before.etag), said.get("Last-Modified", task.before.last_modified)
        self.recorder.same(task.url, self._now(), etag, modified)

    def know_smallest(self, size: int) -> None:
        """Characters of some page of the site that carries its template, as an earlier round recorded it."""
        self._smallest = min(self._smallest, size)

    def _now(self) -> datetime:
        now = datetime.now(UTC)
        return now if self.since is None else max(now, self.since)

    def watch(self, task: Task, answer: Answer, page: ReadPage) -> None:
        """Learn the template from the home page; note what makes any other page suspicious."""
        url, end = task.url, self.end_of(self.home_url)
        if url in {self.home_url, end} or answer.url == end:
            if self.home_page is None:
                self.home_page = page.shown()
                self.template = frozenset(self.home_page.lines)
            return
        digest = sha256(answer.body).hexdigest()
        first = self._digests.setdefault(digest, url)
        if first == url and self.carried.get(digest, url) != url:
            self.twins.add(self.carried[digest])
        if first.partition("?")[0] != url.partition("?")[0]:
            shown = page.shown()
            drawn = may_draw(page.text, url)
            self.suspects.setdefault(url, Suspect("same", shown, drawn))
            self.suspects.setdefault(first, Suspect("same", shown, drawn))
        elif task.kind is Kind.FILE:
            self.suspects[url] = Suspect("not-a-file", page.shown())
        else:
            why = self._why(page)
            if why is not None:
                self._suspect(url, why, page.shown(), may_draw(page.text, url))

    def _why(self, page: ReadPage) -> str | None:
        """A cheap reason to look closer."""
        size = len(page.text)
        if len(page.links) >= TEMPLATE_LINKS:
            self._smallest = min(self._smallest, size)
        if self.baseline is not None and abs(size - self._baseline_size) <= 400 + 0.2 * self._baseline_size:
            return "baseline"
        if size <= 200 + 1.1 * self._smallest:
            return "empty"
        if size > _NOTICE + self._smallest and len(page.links) >= TEMPLATE_LINKS:
            return "words" if soft404.may_say_missing(page.heads()) else None
        return "words" if soft404.may_say_missing(page.text) else None

    def _suspect(self, url: str, why: str, shown: Shown, drawn: bool) -> None:
        if soft404.says_missing(shown, self.template):
            self.suspects[url] = Suspect("words", shown)
        elif why == "baseline" and self.baseline and soft404.alike(shown, self.baseline, self.template):
            self.suspects[url] = Suspect(why, shown, drawn)
        elif self.template and soft404.is_empty(shown, self.template):
            self.suspects[url] = Suspect("empty", shown, drawn)
