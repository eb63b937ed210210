"""What was published for an expectation: the articles that count, those that almost do, and where it was not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from checks.coverage import Gap, gaps
from checks.days import today
from checks.matching import NearMiss, bare, fits, why_not
from checks.obligations import accounts
from inspection.due import Occurrence
from inspection.observed import Observed
from inspection.plan import Expectation
from inspection.reasons import http_status
from inspection.records import Article, day_of

_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class MostGone(Gap):
    """So many columns whose addresses are gone that no silence proves anything."""

    gone: int
    columns: int

    def __str__(self) -> str:
        status = http_status(self.reason)
        if self.columns == 1:
            return f"“{self.channel}”的地址打不开（{status}），请核对方案里的栏目地址"
        some = f"{self.columns} 个栏目中有 {self.gone} 个的地址打不开（{status}），如“{self.channel}”"
        return f"{some}，请核对方案里的栏目地址"


@dataclass
class Search:
    """What was found for one occurrence."""

    counted: list[Article] = field(default_factory=list)
    undated: list[Article] = field(default_factory=list)
    near: list[NearMiss] = field(default_factory=list)


def search(observed: Observed, expectation: Expectation, occurrence: Occurrence) -> Search:
    """Every article of its channels, sorted by whether it counts for the occurrence; near misses newest first."""
    found, day, zone = Search(), today(observed), observed.plan.zone
    for article in observed.articles(expectation.columns or None):
        fitting = fits(expectation, article.title)
        if not fitting and not (expectation.title and bare(expectation.title) in bare(article.title)):
            continue
        published = day_of(article.published_at, zone)
        if not fitting:
            found.near.append(NearMiss(article, published, "提到了它，但不是文件本身"))
            continue
        why = why_not(expectation, occurrence, article, published, day)
        if why is not None:
            found.near.append(NearMiss(article, published, why))
        elif published is None:
            found.undated.append(article)
        else:
            found.counted.append(article)
    if expectation.columns:
        found.near += _elsewhere(observed, expectation)
    found.near.sort(key=lambda miss: miss.day or date.min, reverse=True)
    return found


def _elsewhere(observed: Observed, expectation: Expectation) -> Iterator[NearMiss]:
    """What fits, but stands in another column than the plan asks for."""
    for article in observed.articles():
        if article.channel not in expectation.columns and fits(expectation, article.title):
            day = day_of(article.published_at, observed.plan.zone)
            yield NearMiss(article, day, f"发布在“{article.channel}”，不在规定的栏目")


def concerned(observed: Observed, expectation: Expectation) -> tuple[str, ...]:
    """Where it may stand. By default the portal's columns: an account that was not read excuses no silence there."""
    if expectation.columns:
        return expectation.columns
    return tuple(c.name for c in observed.plan.columns if c.deadline is not None)


def unread(observed: Observed, channels: tuple[str, ...], occurrence: Occurrence) -> list[Gap]:
    """A column whose address is gone (404) hides nothing that a visitor could find; a feed's is not the account's.

    Where most of the columns are gone, it is the plan's addresses that are wrong, and nothing was looked at.
    """
    if not observed.complete:
        return [Gap("本轮巡检", "incomplete")]
    named = accounts(observed)
    found = gaps(observed, channels, occurrence.opens)
    gone = [gap for gap in found if gap.channel not in named and http_status(gap.reason) in _GONE]
    left = [gap for gap in found if gap not in gone]
    columns = sum(name not in named for name in channels)
    return [*left, MostGone(gone[0].channel, gone[0].reason, len(gone), columns)] if 2 * len(gone) > columns else left
