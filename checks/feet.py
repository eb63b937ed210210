"""Which marks of identity each page shows at its foot, and where it cannot be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inspection.addresses import host_of
from inspection.contents import Mark, PageContent
from inspection.observed import Observed
from inspection.upkeep import IDENTITY

NAMES: Mapping[Mark, str] = dict(
    zip(
        (Mark.BADGE, Mark.ERRORS, Mark.ID_CODE, Mark.SPONSOR, Mark.CONTACT, Mark.ICP, Mark.POLICE),
        IDENTITY,
        strict=True,
    )
)
SCRIPTS = "scripts"  # in `foot_from`: the page has scripts, any of which may draw more


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot of one page. Where it is drawn from elsewhere, what is not shown is not told."""

    page: PageContent
    shown: frozenset[Mark]
    elsewhere: bool  # a frame, a file or a script draws it


def feet(observed: Observed) -> Iterator[Foot]:
    """Of every whole page of the site's own hosts. A foot in a frame that was read counts as the page's own.

    Pages that others frame are parts, not pages; so is what has neither a title nor labels nor any mark.
    """
    contents, hosts = observed.contents or {}, observed.plan.site.inspected_hosts
    framed = {frame for page in contents.values() for frame in (*page.frames, *page.foot_from)}
    for url, page in contents.items():
        if host_of(url) in hosts and (url not in framed or page.kind == "home") and _is_whole(page):
            yield _foot(page, contents)


def _is_whole(page: PageContent) -> bool:
    return page.kind != "part" and bool(page.title or page.metas or page.marks)


def _foot(page: PageContent, contents: Mapping[str, PageContent]) -> Foot:
    sources = [source for source in page.foot_from if source != SCRIPTS]
    shown = frozenset(page.marks)
    unread = False
    for source in sources:
        part = contents.get(source)
        if part is not None and part.marks:
            shown |= frozenset(part.marks)
        else:
            unread = True
    return Foot(page, shown, unread and len(shown) < 3)
