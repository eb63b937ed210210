"""Pages that share one fault: told once, with how many there are, a sample, and the column that they all are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from inspection.contents import PageContent
from inspection.findings import CannotTell
from inspection.observed import Observed

SAMPLE = 20  # pages that a finding names: home first, then lists, then by address
_RANK = {"home": 0, "list": 1, "article": 2, "other": 3}
KINDS = {"home": "首页", "list": "栏目页", "article": "稿件页", "other": "其他网页"}


def unread(observed: Observed) -> CannotTell:
    """Nobody read pages, so that nothing can be said of any."""
    return CannotTell(observed.plan.site.name, "pages-not-read", "本轮没有读取网页内容")


def sampled(pages: Sequence[PageContent]) -> tuple[str, ...]:
    """Addresses of some of them, the weightiest first; the same from round to round."""
    ordered = sorted(pages, key=lambda page: (_RANK.get(page.kind, 3), len(page.url), page.url))
    return tuple(page.url for page in ordered[:SAMPLE])


def share(part: int, whole: int) -> str:
    """12/340（3.5%）."""
    return f"{part}/{whole}（{100 * part / whole:.1f}%）" if whole else str(part)


def column_of(pages: Sequence[PageContent]) -> str | None:
    """The one column that every page is of; None where there are several, or a page is nobody's."""
    if not pages or any(not page.columns for page in pages):
        return None
    counts = Counter(name for page in pages for name in page.columns)
    name, count = counts.most_common(1)[0]
    return name if count == len(pages) else None


def answering(observed: Observed, pages: Sequence[PageContent]) -> tuple[str | None, str | None]:
    """The column and its unit, where all pages are of one column."""
    name = column_of(pages)
    column = observed.plan.column(name) if name is not None else None
    return name, column.unit if column is not None else None
