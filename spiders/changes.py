"""What today's looks showed of the pages that an earlier round had recorded, and of those that are new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spiders.fetch import Answer
from spiders.hosts import Task


@dataclass(slots=True)
class Changes:
    """Kept while a sweep goes on from what an earlier round knew. Addresses throughout."""

    known_pages: set[str] = field(default_factory=set)  # that the earlier round recorded
    known_redirects: dict[str, str] = field(default_factory=dict)
    pages: dict[str, frozenset[str]] = field(default_factory=dict)  # read today → where they lead
    unchanged: set[str] = field(default_factory=set)  # asked today, and as they were
    on_condition: set[str] = field(default_factory=set)  # of these, by the server's word alone
    lost: set[str] = field(default_factory=set)  # pages before, and none now
    looked: set[str] = field(default_factory=set)  # targets
    vouched: set[str] = field(default_factory=set)  # other bytes under the validators of before

    def read(self, task: Task, answer: Answer, targets: Iterable[str]) -> None:
        """A page of the site was read, for the first time or again."""
        self.looked.add(task.url)
        self.pages[task.url] = frozenset(targets)
        self.lost.discard(task.url)
        self.unchanged.discard(task.url)
        if task.before is not None and task.before.is_vouched_for(answer):
            self.vouched.add(task.url)

    def kept(self, task: Task, answer: Answer) -> None:
        """A page is as it was."""
        self.looked.add(task.url)
        self.unchanged.add(task.url)
        if answer.status == 304:
            self.on_condition.add(task.url)
        else:
            self.on_condition.discard(task.url)

    def no_page(self, url: str) -> bool:
        """A target was tried that is no page; whether one is recorded there."""
        self.looked.add(url)
        self.unchanged.discard(url)
        was = self.pages.pop(url, None) is not None or (url in self.known_pages and url not in self.lost)
        if was:
            self.lost.add(url)
        return was
