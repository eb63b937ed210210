"""Which notices are of a season that is over, and where they still stand in front: on the home page, atop a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from checks.days import today
from checks.links import address_key
from checks.matching import bare, fits, forbidden
from inspection.contents import Anchor
from inspection.due import Occurrence
from inspection.observed import Observed
from inspection.occurrences import occurrences_between, years_in
from inspection.plan import Expectation
from inspection.records import Article, ColumnReading, ColumnState, day_of

REMOVE_AFTER = timedelta(days=14)
FIRST_ROWS = 5  # in which something that is older than what stands below it is pinned
_AROUND = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Season:
    """What is over, and what is coming. `open`: the coming one's notices are already due to appear."""

    expectation: Expectation
    over: Occurrence
    coming: Occurrence | None
    open: bool

    def is_past(self, title: str, published: date | None) -> bool:
        """Whether a fitting title is of a season that is over: by the years that it names, else by its day.

        What came out after the event tells how it went, and is no notice of it.
        """
        if published is not None and published > self.over.event:
            return False
        named = years_in(title)
        if named:
            now = self.coming.years if self.coming is not None else frozenset()
            return max(named) <= max(self.over.years) and not named & (now - self.over.years)
        return published is not None


def seasons(observed: Observed) -> Iterator[Season]:
    """Every expectation with a day after which its notices should no longer stand in front."""
    day = today(observed)
    for expectation in observed.plan.expectations:
        due = expectation.due
        if due.before is None and (expectation.remove_after is None or due.monthly or due.quarterly):
            continue
        after = expectation.remove_after if expectation.remove_after is not None else REMOVE_AFTER
        around = occurrences_between(due, max(day - _AROUND, date(1990, 1, 1)), day + _AROUND)
        over = [one for one in around if one.event + after < day]
        coming = next((one for one in around if one.event >= day), None)
        if over:
            opened = due.before is not None and coming is not None and coming.opens <= day
            yield Season(expectation, over[-1], coming, opened)


def row_in_front(reading: ColumnReading, article: Article, observed: Observed, season: Season) -> str | None:
    """Where it stands in front of its column, in Chinese; None where it stands in its place by date.

    Pinned is what says so, and what stands in the first rows above newer ones in a list that else falls by date. In the
    coming season, too, what simply stands first.
    """
    if reading.state is not ColumnState.READ:
        return None
    place = article.position + 1
    if article.pinned:
        return f"“{reading.column}”置顶"
    if article.position < FIRST_ROWS and _is_above_newer(reading, article, observed):
        return f"“{reading.column}”第 {place} 行（置顶）"
    if season.open and article.position == 0 and observed.plan.account(reading.column) is None:
        return f"“{reading.column}”第 1 行"
    return None


def _is_above_newer(reading: ColumnReading, article: Article, observed: Observed) -> bool:
    zone = observed.plan.zone
    own = day_of(article.published_at, zone)
    if own is None:
        return False
    below = [day_of(one.published_at, zone) for one in reading.articles if one.position > article.position]
    dated = [day for day in below if day is not None]
    rises = sum(a < b for a, b in pairwise(dated))
    return any(day > own for day in dated[:FIRST_ROWS]) and rises * 4 <= len(dated)


class Home:
    """The links of the home page, and how many of each column's newest it shows."""

    def __init__(self, links: Iterable[Anchor], observed: Observed) -> None:
        self.links = [link for link in links if link.url]
        self.by_key: dict[str, list[Anchor]] = {}
        for link in self.links:
            self.by_key.setdefault(address_key(link.url), []).append(link)
        self.observed = observed
        self._shown: dict[str, int] = {}

    def where(self, article: Article, season: Season) -> str | None:
        """How the home page shows the article, in Chinese; None: not at all, or only among its column's newest."""
        anchors = self.by_key.get(address_key(article.url), [])
        if not anchors:
            return None
        rows = [anchor for anchor in anchors if _is_row(anchor.text, article.title)]
        if len(rows) < sum(bool(bare(anchor.text)) for anchor in anchors) or not rows:
            return "首页的图片或专门链接"  # a picture beside the row is the row's own
        if season.open:
            return "首页"
        return None if self._among_newest(article) else "首页（不在该栏目最新的几条之内）"

    def _among_newest(self, article: Article) -> bool:
        reading, zone = self.observed.columns[article.channel], self.observed.plan.zone
        shown = self._shown.get(article.channel)
        if shown is None:
            shown = sum(address_key(one.url) in self.by_key for one in reading.articles)
            self._shown[article.channel] = shown
        own = day_of(article.published_at, zone)
        if own is None:
            return True
        newer = sum((day_of(one.published_at, zone) or date.min) > own for one in reading.articles)
        return newer < shown


def _is_row(text: str, title: str) -> bool:
    """Whether a link's words are the title as lists show it: whole, cut short, or with a date or a mark beside it."""
    said, whole = bare(text.rstrip("….· ")), bare(title)
    return bool(said) and (whole.startswith(said) or whole in said or said in whole)


def fits_past(season: Season, article: Article, published: date | None) -> bool:
    """Whether the article is a notice of a season that is over."""
    expectation = season.expectation
    if not fits(expectation, article.title) or forbidden(expectation, article.title) is not None:
        return False
    return season.is_past(article.title, published)
