"""Which addresses a round tries: each once, within limits of depth, number and sameness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from inspection.addresses import host_of, join
from inspection.plan import Plan
from spiders.before import Before
from spiders.hosts import Task
from spiders.verdict import Kind, kind_of

MAX_CHAIN = 250  # hops between addresses that differ in their digits alone: longer than any list, shorter than forever
_SESSION = re.compile(
    r"(;jsessionid=[^?/]*)|(?<=[?&])(?:phpsessid|jsessionid|sessionid|aspsessionid\w*|sid)=[^&]*&?", re.I
)
_DIGITS = re.compile(r"\d+")
_REPEATED = re.compile(r"/([^/?]+)(?:/\1){3,}(?=/|$|\?)|/([^/?]+/[^/?]+)(?:/\2){2,}(?=/|$|\?)")


class Frontier:
    """Offers of addresses, and what becomes of them."""

    def __init__(self, plan: Plan) -> None:
        self._hosts = plan.site.inspected_hosts
        self._crawl = plan.crawl
        self._excluded = tuple(join(plan.site.home_url, prefix) or prefix for prefix in plan.crawl.exclude)
        self._known: set[str] = set()
        self._variants: Counter[str] = Counter()
        self.read: frozenset[str] = frozenset()  # files of data that are read: their head alone will not do
        self.pages = 0
        self.cut: Counter[str] = Counter()  # reasons of what was left out by a limit
        self.depths: Callable[[str], int] = lambda _: 0  # of what an earlier round knew, in clicks

    def is_foreign(self, url: str) -> bool:
        """Whether an address lies off the plan's hosts."""
        return host_of(url) not in self._hosts

    def seen(self, url: str) -> None:
        """Count an address as known without trying it."""
        self._known.add(url)

    def is_known(self, url: str) -> bool:
        """Whether it was offered before."""
        return url in self._known

    def offer(self, url: str, parent: Task | None = None) -> Task | str | None:
        """A task for a new address; a reason (str) why it is skipped; None where it is known."""
        if url in self._known:
            return None
        self._known.add(url)
        if "ses" in url or "sid=" in url.lower() or "SES" in url:
            bare = _SESSION.sub("", url).rstrip("?&")
            if bare != url:
                if bare in self._known:
                    return None
                self._known.add(bare)
        task = Task(url, kind_of(url, foreign=self.is_foreign(url)))
        if task.kind is Kind.FILE and url in self.read:
            task.kind = Kind.PAGE
        if parent is not None and not parent.kind.is_foreign:
            same = _DIGITS.sub("0", url) == _DIGITS.sub("0", parent.url)
            task.depth, task.chain = (parent.depth, parent.chain + 1) if same else (parent.depth + 1, 0)
        reason = self._limit(task)
        if reason:
            self.cut[reason] += 1
            return reason
        if task.kind is Kind.PAGE:
            self.pages += 1
        return task

    def again(self, url: str, before: Before | None, fault: str | None) -> Task:
        """A task for an address that an earlier round knew, with what was wrong there."""
        self._known.add(url)
        kind = kind_of(url, foreign=self.is_foreign(url))
        return Task(url, kind, depth=self.depths(url), before=before, fault=fault)

    def carried(self, url: str, *, is_page: bool) -> None:
        """Count an address that an earlier round tried, towards the limits too."""
        self._known.add(url)
        path, mark, _ = url.partition("?")
        if is_page:
            self.pages += 1
            if mark:
                self._variants[path] += 1

    def _limit(self, task: Task) -> str | None:
        url = task.url
        if url.startswith(self._excluded):
            return "excluded"
        if task.kind is not Kind.PAGE:
            return None
        if task.depth > self._crawl.max_depth:
            return "depth-limit"
        if task.chain > MAX_CHAIN or _REPEATED.search(url):
            return "trap-limit"
        path, mark, _ = url.partition("?")
        if mark:
            self._variants[path] += 1
            if self._variants[path] > self._crawl.max_query_variants:
                return "trap-limit"
        return "page-limit" if self.pages >= self._crawl.max_pages else None
