"""Where a page leads that scripts draw: the links of its live document, beside those of its plain markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from inspection.addresses import normalise
from inspection.records import ONWARD, Page
from spiders.links import Reference, references
from spiders.markup import bounded

if TYPE_CHECKING:
    from spiders.sweep import Sweep

# What a script loads for itself is no link that people could follow.
_FOLLOWED = frozenset({"a", "area", "img", "iframe", "video", "audio", "source", "embed", "object"})
_BY_ADDRESS = re.compile(
    r"location\s*\.\s*(?:search|hash|pathname)|URLSearchParams|getQuery|getUrl|getRequest|getParam|queryString", re.I
)
_ASKS = re.compile(r"\$\.(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|XMLHttpRequest|\baxios\b|\.load\s*\(", re.I)
_FRAMEWORK = re.compile(
    r"new\s+Vue\b|createApp\s*\(|ReactDOM|__NUXT__|__NEXT_DATA__|<script[^>]+type\s*=\s*[\"']?module"
    r"|<script[^>]+src\s*=\s*[\"']?[^\"'>]*(?:chunk-|/app\.[\w.]*js|umi\.|/main\.[\w.]*js|runtime)",
    re.I,
)
_STATIC = re.compile(r"\.s?html?$", re.I)


def may_draw(html: str, url: str) -> bool:
    """Whether a page's script may show something else for each address, though the markup is the same for all.

    A file of markup that is asked with a query is such a page: a server would have no use for the query.
    """
    if "<script" not in html and "<SCRIPT" not in html:
        return False
    path, mark, _ = url.partition("?")
    if mark and _STATIC.search(path):
        return True
    return (_BY_ADDRESS.search(html) is not None and _ASKS.search(html) is not None) or (
        _FRAMEWORK.search(html) is not None
    )


def drawn_links(html: bytes, url: str) -> list[Reference]:
    """The links that people have in a live document, as it was written out at `url`."""
    text = bounded(html.decode("utf-8", "replace"))
    return [one for one in references(text, url) if one[1] in _FOLLOWED]


def lead_on(sweep: Sweep, page: Page, body: bytes, own: Iterable[Reference], drawn: Iterable[Reference]) -> int:
    """Record that a page leads where its live document does, too, and have the sweep try that; how many links are new.

    `page` and `body` as they are recorded; `own` are the links of the plain markup. What is recorded of the page
    stays its plain markup: by that a later round sees whether it has changed.
    """
    from spiders.fetch import Answer  # late: only where a browser has drawn something
    from spiders.hosts import Task
    from spiders.verdict import Kind

    known = list(own)
    met = {(to, element) for to, element, _ in known}
    fresh = [one for one in drawn if (one[0], one[1]) not in met and normalise(one[0]) is not None]
    if not fresh:
        return 0
    links = [*known, *fresh]
    sweep.recorder.page(page, body, links, again=True)
    task = Task(page.url, Kind.PAGE)
    if sweep.ledger.changes is not None:
        answer = Answer(page.final_url, page.status, {"Content-Type": page.content_type}, body)
        sweep.ledger.changes.read(task, answer, [to for to, _, _ in links])
    if page.url == sweep.ledger.end_of(sweep.ledger.home_url):
        sweep.ledger.home_leads = sweep.ledger.home_leads or any(element in ("a", "area") for _, element, _ in fresh)
    for to, element, _ in fresh:
        if element != ONWARD:
            sweep.offer(to, task)
    return len(fresh)
