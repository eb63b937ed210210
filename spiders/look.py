"""One look at one target: HEAD where that may do, else GET, on condition where an earlier round has the page."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from inspection.errors import FetchError
from inspection.records import Verdict
from spiders import verdict
from spiders.fetch import Answer, Fetcher
from spiders.hosts import Task
from spiders.ledger import Ledger
from spiders.pages import ReadPage, read_page_links
from spiders.policy import MAX_FOREIGN_BYTES
from spiders.suspicion.forward import forward_of
from spiders.verdict import Outcome


@dataclass(slots=True)
class Look:
    """What one look showed."""

    outcome: Outcome
    answer: Answer | None = None  # None: no answer was had
    page: ReadPage | None = None
    unchanged: bool = False  # the page is what an earlier round recorded: nothing of it was read


async def look(task: Task, fetcher: Fetcher, ledger: Ledger, cookies: dict[str, str] | None, told: set[str]) -> Look:
    """Ask once. `told` has the targets whose link text is recorded."""
    try:
        return await _look(task, fetcher, ledger, cookies, told)
    except FetchError as error:
        return Look(verdict.of_error(error))


async def _look(task: Task, fetcher: Fetcher, ledger: Ledger, cookies: dict[str, str] | None, told: set[str]) -> Look:
    # Some servers never answer a HEAD: later looks are whole. So is the first at what was missing, or was read.
    if task.kind.is_file and task.looks == 0 and task.fault is None and task.before is None:
        answer = await fetcher.look(task.url, "HEAD", cookies=cookies)
        early = verdict.of_head(answer, task.url)
        if early is not None:
            return Look(early, answer)
    limit = MAX_FOREIGN_BYTES if task.kind.is_foreign else None
    before = task.before if task.looks == 0 else None
    answer = await fetcher.look(task.url, limit=limit, cookies=cookies, unless=before.conditions if before else None)
    if before is not None and before.is_same(answer):
        return Look(Outcome(Verdict.SOUND, status=answer.status), answer, unchanged=True)
    if before is not None and before.conditions and not _is_plain(answer):  # it may be the condition that it minds
        answer = await fetcher.look(task.url, limit=limit, cookies=cookies)
    target = verdict.of_redirect(answer, task.url).redirect if answer.location is not None else None
    if ledger.leads_back(task.url, target):
        # A browser would come back with the cookies that it was given.
        answer, _ = await fetcher.follow(task.url, limit=limit)
    page = read_page_links(answer, task.kind, told) if answer.body else None
    if page is not None and task.kind.is_foreign and (target := forward_of(answer.url, page.text, answer.body)):
        with suppress(FetchError):  # the target itself is sound, whatever becomes of where its script leads
            page.beyond, _ = await fetcher.follow(target, limit)
    return Look(verdict.of_answer(answer, page.text if page else ""), answer, page)


def _is_plain(answer: Answer) -> bool:
    """A page, or the way to one: what anybody is answered. Firewalls and old scripts trip over conditions."""
    return answer.location is not None or (answer.status == 200 and answer.body != b"")
