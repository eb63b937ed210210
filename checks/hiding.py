"""Links off the site that pages keep out of sight: what hidden-link reports, and others need not say again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from checks.suspicious import Level, weigh
from checks.visited import earlier, is_own, looks_of
from inspection.addresses import host_of
from inspection.domains import is_usual, is_within
from inspection.observed import Noted, Observed
from inspection.plan import Plan
from inspection.suspicion import Category, HiddenLink, marks_of
from inspection.visits import View

_TRICKS = frozenset({"off-screen", "zero-size", "same-colour"})  # that no menu needs, as a browser computes them
_KNOWN: WeakKeyDictionary[Observed, dict[str, Hidden]] = WeakKeyDictionary()


@dataclass
class Hidden:
    """One target, with the pages that hide links to it."""

    link: HiddenLink
    pages: list[str] = field(default_factory=list)
    by_browser: bool = True  # nothing but a browser saw it hidden
    category: Category | None = None  # the link's words, or its target's, are harmful
    on: str = ""  # the day when a browser saw it, where that was an earlier one


def hidden_targets(observed: Observed) -> dict[str, Hidden]:
    """Targets off the site that pages hide, by a trick or with harmful words. Worked out once for all checks."""
    if observed not in _KNOWN:
        _KNOWN[observed] = _hidden_targets(observed)
    return _KNOWN[observed]


def is_hidden_alone(observed: Observed, noted: Noted) -> bool:
    """Whether only links that are hidden lead to a target, as far as its places are known."""
    hidden = hidden_targets(observed).get(noted.url)
    return hidden is not None and {link.page for link in noted.links} <= set(hidden.pages)


def _hidden_targets(observed: Observed) -> dict[str, Hidden]:
    plan = observed.plan
    harmful = _harmful(observed)
    found: dict[str, Hidden] = {}
    for page, link, category in _marked(observed):
        if _is_ordinary(link.url, plan):
            continue
        one = found.setdefault(link.url, Hidden(link))
        one.pages.append(page)
        one.by_browser, one.category = False, one.category or category
    for page, link, on in _seen(observed):
        if _is_ordinary(link.url, plan):
            continue
        one = found.setdefault(link.url, Hidden(link, on=on))
        if page not in one.pages:
            one.pages.append(page)
        one.link = one.link if one.link.trick else link
    for url, one in found.items():
        one.category = one.category or harmful.get(url)
    return {url: one for url, one in found.items() if one.link.trick or one.category is not None}


def _harmful(observed: Observed) -> dict[str, Category]:
    """Targets whose content is surely harmful."""
    found: dict[str, Category] = {}
    for noted in observed.noted or ():
        if noted.foreign:
            weighed = weigh(marks_of(noted.facts), observed.plan)
            if weighed.level >= Level.LIKELY and weighed.category is not Category.PARKED:
                found[noted.url] = weighed.category
    return found


def _marked(observed: Observed) -> Iterator[tuple[str, HiddenLink, Category | None]]:
    """(page, link, harmful words in the link's text), by the pages' markup."""
    for noted in observed.noted or ():
        if not noted.foreign:
            for link in marks_of(noted.facts).hidden:
                yield noted.url, link, Category(link.category) if link.category else None


def _seen(observed: Observed) -> Iterator[tuple[str, HiddenLink, str]]:
    """(page, link, the day of an earlier look), as a browser computed it."""
    for look in looks_of(observed).of(View.DESK):
        for link in look.facts.hidden:
            trick = link.how in _TRICKS and not link.scripted and bool(link.text.strip())
            yield look.url, HiddenLink(link.url, link.text, link.how, trick), earlier(observed, look.visit)


def _is_ordinary(url: str, plan: Plan) -> bool:
    host = host_of(url)
    return is_own(url, plan) or is_usual(host) or is_within(host, plan.suspicion.trusted)
