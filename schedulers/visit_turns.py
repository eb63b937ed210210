"""Whose turn it is to be looked at by a browser: pure, from what the round knows and from when each was last seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import zip_longest

from inspection.visits import View, Visit

Looked = tuple[str, View]
_NEVER = datetime.min.replace(tzinfo=UTC)
_PATIENCE = 2  # failures in a row, after which an address waits until all others had their turn


@dataclass(frozen=True, slots=True)
class Candidates:
    """Addresses that may be opened, each list in its own order. `families` says which template an address shares."""

    again: Sequence[Looked] = ()  # what open issues were found on: only a look can tell that they are mended
    columns: Sequence[str] = ()
    services: Sequence[str] = ()
    articles: Sequence[str] = ()
    others: Sequence[str] = ()
    families: Mapping[str, str] = field(default_factory=dict)


def turns(candidates: Candidates, last: Mapping[Looked, Visit], most: int) -> list[Looked]:
    """At most so many looks, in the order in which they should be made.

    Each kind of page has its turn, and among them the longest unseen; of two pages of one template only one is looked
    at while there is another template that was not. Every template is looked at on a phone, too, one page of each.
    """
    family = candidates.families
    at_desk = [
        [(url, View.DESK) for url in _by_turns(urls, View.DESK, last, family)]
        for urls in (candidates.columns, candidates.services, candidates.articles, candidates.others)
    ]
    everything = [url for urls in at_desk for url, _ in urls]
    phones = [(url, View.PHONE) for url in _one_each(everything, last, family)]
    again = sorted(dict.fromkeys(candidates.again), key=lambda look: _rank(look, last))
    columns, services, articles, others = at_desk
    # Phones have two turns in seven: what is too wide is seen nowhere else.
    kinds = (again, columns, phones[::2], services, articles, phones[1::2], others)
    chosen = dict.fromkeys(look for looks in zip_longest(*kinds) for look in looks if look is not None)
    return list(chosen)[:most]


def _rank(look: Looked, last: Mapping[Looked, Visit]) -> tuple[bool, datetime]:
    visit = last.get(look)
    return (failures(visit) >= _PATIENCE, visit.visited_at if visit is not None else _NEVER)


def failures(visit: Visit | None) -> int:
    """How often in a row an address could not be looked at."""
    if visit is None or visit.reason is None:
        return 0
    told = visit.facts.get("failures")
    return told if isinstance(told, int) else 1


def _by_turns(urls: Iterable[str], view: View, last: Mapping[Looked, Visit], family: Mapping[str, str]) -> list[str]:
    """The longest unseen template first; of each template the longest unseen page, then of each the next."""
    groups: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        groups.setdefault(family.get(url, url), []).append(url)
    for pages in groups.values():
        pages.sort(key=lambda url: _rank((url, view), last))
    newest = {name: max(_rank((url, view), last)[1] for url in pages) for name, pages in groups.items()}
    ordered = [groups[name] for name in sorted(groups, key=newest.__getitem__)]
    return [url for row in zip_longest(*ordered) for url in row if url is not None]


def _one_each(urls: Iterable[str], last: Mapping[Looked, Visit], family: Mapping[str, str]) -> list[str]:
    """One page of each template, the template that was longest unseen on a phone first; the page that was, again."""
    groups: dict[str, list[str]] = {}
    for url in urls:
        groups.setdefault(family.get(url, url), []).append(url)
    chosen = {name: max(pages, key=lambda url: _seen(url, last)) for name, pages in groups.items()}
    return sorted(chosen.values(), key=lambda url: _rank((url, View.PHONE), last))


def _seen(url: str, last: Mapping[Looked, Visit]) -> datetime:
    return _rank((url, View.PHONE), last)[1]
