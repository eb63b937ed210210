"""What a changed plan will do to the issues there are: judged as the next round will, without looking anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspection import asking
from inspection.asking import no_longer_asked
from inspection.issue import Issue
from inspection.plan import Plan
from inspection.vouching import OF_VISITS
from inspection.vouching_bodies import OF_BODIES
from inspection.vouching_contents import OF_CONTENTS, OF_PROMISES

MOST = 100_000  # issues that are looked through: more is told as “at least”
SHOWN = 20

_OF_VISITS = frozenset(OF_VISITS)
_OF_ANY_ADDRESS = asking.OF_ADDRESSES | _OF_VISITS | OF_BODIES
_OF_TEXTS = OF_CONTENTS | OF_PROMISES  # what pages say, and what entries of the plan promise
_SECTIONS = (
    "labels",
    "identity",
    "wording",
    "privacy",
    "validity",
    "dating",
    "consultations",
    "decisions",
    "messages",
    "guides",
    "libraries",
    "tables",
    "duties",
    "columns",
    "accounts",
    "interpretation",
    "expectations",
)
_OF_CHANNELS = asking.OF_COLUMNS | asking.OF_ARTICLES | asking.OF_COUNTERPARTS | asking.OF_ACCOUNTS


@dataclass(frozen=True, slots=True)
class Effects:
    """Open issues that the new plan no longer asks for, each with why; and what begins with the next round."""

    lapsing: tuple[tuple[Issue, str], ...]
    count: int
    whole: bool  # every issue was looked through; else `count` is the least
    new_names: tuple[str, ...]


def effects(issues: Iterable[Issue], before: Plan, after: Plan, today: date) -> Effects:
    """`issues`: the site's that are alive, of `concerned` checks; `today` in the plan's zone.

    What lapses anyway is not the edit's doing.
    """
    lapsing, count = list[tuple[Issue, str]](), 0
    for looked, issue in enumerate(issues):
        if looked == MOST:
            return Effects(tuple(lapsing), count, False, _new(before, after))
        why = no_longer_asked(issue, after, today)
        if why is not None and no_longer_asked(issue, before, today) is None:
            count += 1
            if len(lapsing) < SHOWN:
                lapsing.append((issue, why))
    return Effects(tuple(lapsing), count, True, _new(before, after))


def concerned(before: Plan, after: Plan) -> frozenset[str]:
    """Checks whose issues the edit can end, by the parts of the plan that `no_longer_asked` looks at."""
    rests: tuple[tuple[frozenset[str], Any, Any], ...] = (
        (_OF_ANY_ADDRESS | _OF_TEXTS, before.crawl.exclude, after.crawl.exclude),
        (_OF_ANY_ADDRESS | asking.OF_AVAILABILITY, before.site.home_url, after.site.home_url),
        (_OF_VISITS, before.crawl.browser, after.crawl.browser),
        (_OF_VISITS, before.browser, after.browser),
        (_OF_VISITS | asking.OF_SERVICES, before.services, after.services),
        (OF_BODIES, before.suspicion, after.suspicion),
        (_OF_CHANNELS, before.columns, after.columns),
        (_OF_CHANNELS | asking.OF_ADDRESSES, before.accounts, after.accounts),
        (asking.OF_COUNTERPARTS, before.crossposts, after.crossposts),
        (asking.OF_INTERPRETATIONS, before.interpretation, after.interpretation),
        (asking.OF_EXPECTATIONS, before.expectations, after.expectations),
        (asking.OF_AVAILABILITY, before.availability, after.availability),
        (_OF_TEXTS, _of_texts(before), _of_texts(after)),
    )
    return frozenset().union(*(checks for checks, was, will_be in rests if was != will_be))


def _of_texts(plan: Plan) -> list[Any]:
    return [getattr(plan, section) for section in _SECTIONS]


def _new(before: Plan, after: Plan) -> tuple[str, ...]:
    known = set(_names(before))
    return tuple(name for name in _names(after) if name not in known)


def _names(plan: Plan) -> list[str]:
    """Of whatever is looked at by itself."""
    channels = [*(one.name for one in plan.columns), *(one.name for one in plan.accounts)]
    return channels + [one.name for one in plan.expectations]
