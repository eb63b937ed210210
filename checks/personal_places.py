"""Where personal data stand: each told where it is to be taken down, not once for every page that repeats it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspection.contents import PageContent, Personal, PersonalDatum
from inspection.files import file_facts
from inspection.observed import Observed
from inspection.plan import Plan
from inspection.visits import View, Visit

_TEMPLATE = 5  # pages that show one datum alike: it stands in their template
_RANK = {"article": 0, "other": 1, "list": 2, "home": 3}


@dataclass(frozen=True, slots=True)
class Place:
    """One page or one file that gives data away. `pages`: the page itself, pages of one template, or a file's own."""

    url: str
    data: tuple[PersonalDatum, ...]
    pages: tuple[PageContent, ...]
    digest: str | None = None  # of the bytes that show it
    visit: Visit | None = None  # of a file
    count: int = 1  # pages


def places(observed: Observed) -> Iterator[Place]:
    """Pages by address, then files; what the plan exempts is left out."""
    public = public_numbers(observed.plan)
    yield from _pages(observed, public)
    for visit in observed.visits or ():
        if visit.view is not View.FILE or visit.reason is not None or not visit.facts.get("personal"):
            continue
        facts = file_facts(visit)
        data = tuple(datum for datum in facts.personal if not _is_public(datum, public))
        if data and not _is_exempt(observed.plan, visit.url, facts.named, facts.title):
            page = (observed.contents or {}).get(facts.linked_from)
            offered = page or (PageContent(facts.linked_from) if facts.linked_from else None)
            yield Place(visit.url, data, (offered,) if offered else (), visit.picture, visit)


def public_numbers(plan: Plan) -> frozenset[str]:
    """Numbers that the office has published itself, as they look when they are masked.

    What is found is kept masked, so that another number with the same seven digits would be taken for one of them.
    """
    digits = ("".join(char for char in number if char.isdecimal()) for number in plan.privacy.public_numbers)
    return frozenset(f"{one[-11:][:3]}****{one[-4:]}" for one in digits if len(one) >= 11)


def _pages(observed: Observed, public: frozenset[str]) -> Iterator[Place]:
    shown: dict[tuple[Personal, str], list[PageContent]] = defaultdict(list)
    for url, page in (observed.contents or {}).items():
        if page.personal and not _is_exempt(observed.plan, url, page.title):
            for key in dict.fromkeys((datum.kind, datum.masked) for datum in page.personal):
                shown[key].append(page)
    of_page: dict[str, list[PersonalDatum]] = defaultdict(list)
    repeated: dict[str, tuple[PageContent, ...]] = {}
    for (kind, masked), pages in shown.items():
        if kind is Personal.MOBILE and masked in public:
            continue
        for page in _to_mend(pages):
            of_page[page.url].append(next(d for d in page.personal if (d.kind, d.masked) == (kind, masked)))
            if len(pages) >= _TEMPLATE:
                repeated[page.url] = tuple(sorted(pages, key=lambda one: (one is not page, one.url)))
    for url in sorted(of_page):
        page = (observed.contents or {})[url]
        shown_on = repeated.get(url, (page,))
        yield Place(url, tuple(of_page[url]), shown_on, page.digest, count=len(shown_on))


def _to_mend(pages: Sequence[PageContent]) -> Sequence[PageContent]:
    """Where one datum is to be taken down: on every article that has it, not on the lists that repeat their words."""
    if len(pages) >= _TEMPLATE:
        return [min(pages, key=lambda page: (page.kind != "home", len(page.url), page.url))]
    best = min(_RANK.get(page.kind, 1) for page in pages)
    return [page for page in pages if _RANK.get(page.kind, 1) == best]


def _is_public(datum: PersonalDatum, public: frozenset[str]) -> bool:
    return datum.kind is Personal.MOBILE and datum.masked in public


def _is_exempt(plan: Plan, *texts: str) -> bool:
    return any(word in text for word in plan.privacy.exempt for text in texts)
