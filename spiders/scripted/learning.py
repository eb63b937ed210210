"""What a page shown by the browser teaches: whether its rows can be had without one, and how. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspection.records import Entry, day_of
from spiders.reading.charset import decode
from spiders.reading.dates import SHANGHAI
from spiders.scripted.objects import rows_by_place
from spiders.scripted.recipes import Part, Recipe, as_list, bare_of
from spiders.scripted.requests import Request
from spiders.scripted.rows import Shown, bare, learn_rule
from spiders.scripted.series import Sent, Series, series_of

_MOST_EXCHANGES = 200
_CUT_AT = 10  # characters that a cut title has at least
_UNFINISHED = frozenset({"max-pages", "max-rows", "seconds"})  # there was more to show
_USUAL = frozenset(
    {"host", "connection", "content-length", "content-type", "user-agent", "accept", "accept-encoding"}
    | {"accept-language", "cookie", "origin", "referer", "cache-control", "pragma", "priority", "dnt", "te"}
    | {"upgrade-insecure-requests", "x-requested-with"}
)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One request of the page's scripts with its answer."""

    request: Request
    status: int | None
    content_type: str  # of the answer
    body: bytes
    how: str  # what the page was brought to do before: first, more, scroll, page 2, tab ...


@dataclass(frozen=True, slots=True)
class Page:
    """A column as the browser showed it."""

    url: str
    shown: Shown
    exchanges: Sequence[Exchanged]
    ended: str  # why no more was shown
    own: tuple[Entry, ...] = ()  # rows that the page has without any script
    presses: Sequence[tuple[str, str]] = ()  # text of a row, and where pressing it led


@dataclass(frozen=True, slots=True)
class Lesson:
    """Recipes that would explain all rows, the simplest first, and the rows that each part's first answer had."""

    recipes: tuple[Recipe, ...]
    first: tuple[tuple[Entry, ...], ...]


def learn_recipes(page: Page, today: date, now: float) -> Lesson | None:
    """How the rows could be had; None where no answer, or not every row, is explained.

    `now`: when the page was shown, in seconds since 1970. What is returned must be tried before it is relied on.
    """
    explaining = [one for one in page.exchanges[:_MOST_EXCHANGES] if _speaks_of(one, page, today)]
    if not explaining:
        return None
    sent = [Sent(one.request, one.how, _count(one, page, today), at) for at, one in enumerate(explaining)]
    found = series_of(sent, now)
    if found is None:
        return None
    parts, firsts, met = [], [], set[str]()
    for series in found:
        learnt = _part(series, explaining, page, today)
        if learnt is None:
            return None
        part, answers = learnt
        parts.append((part, series))
        firsts.append(answers[0])
        met.update(entry.url for answer in answers for entry in answer)
    left = [entry.url for entry in page.shown.entries if entry.url not in met]
    own = bool(left)
    if own and not ({entry.url for entry in page.own}.issuperset(left) and all(part.steps for part, _ in parts)):
        return None
    return Lesson(tuple(_variants(parts, own=own)), tuple(firsts))


def _variants(parts: Sequence[tuple[Part, Series]], *, own: bool) -> list[Recipe]:
    """With as little as will do: without passing values and the script's own headers; with these; with all, anew."""
    plain = [bare_of(part, series.passing) for part, series in parts]
    headers = [part.request.headers for part, _ in parts]
    dressed = [replace(b, request=replace(b.request, headers=h)) for b, h in zip(plain, headers, strict=True)]
    lists = [plain, dressed]
    if all("unknown" not in series.passing.values() for _, series in parts):
        lists.append([part for part, _ in parts])
    found: list[Recipe] = []
    for one in lists:
        if (recipe := Recipe(tuple(one), own)) not in found:
            found.append(recipe)
    return found


def _speaks_of(one: Exchanged, page: Page, today: date) -> bool:
    """Whether an answer has rows that were shown, and hardly any other."""
    if one.status is None or not 200 <= one.status < 300 or not one.body or one.request.url == page.url:
        return False
    return _count(one, page, today) > 0


def _count(one: Exchanged, page: Page, today: date) -> int:
    """How many rows of the answer were shown; 0 where most were not."""
    urls = {entry.url for entry in page.shown.entries}
    listed = as_list(one.body, one.request.url, one.content_type, page.url, today)
    known = sum(entry.url in urls for entry in listed)
    if listed and known * 2 >= len(listed):
        return len(listed)
    titles = {bare(entry.title) for entry in page.shown.entries} | {bare(text) for text, _ in page.presses}
    cut = {title.rstrip(".…")[:12] for title in titles if title.endswith(("…", "..."))}
    text, _ = decode(one.body, one.content_type)
    best = 0
    for rows in rows_by_place(text).values():
        met = sum(any(_is_title(bare(value), titles, cut, page) for value in row.values()) for row in rows)
        best = max(best, len(rows) if met * 2 >= len(rows) else 0)
    return best


def _is_title(text: str, titles: set[str], cut: set[str], page: Page) -> bool:
    if text in titles or text[:12] in cut:
        return True
    return bool(page.presses) and len(text) > 6 and stands_in(text, page.shown.text)


def stands_in(title: str, text: str) -> bool:
    """Whether a title stands in a text, whole or cut; the text is without blanks."""
    title = bare(title)
    return title in text or (len(title) > _CUT_AT and title[:_CUT_AT] in text)


def _part(
    series: Series, explaining: Sequence[Exchanged], page: Page, today: date
) -> tuple[Part, list[tuple[Entry, ...]]] | None:
    """How the answers of one series are read, and what they come to."""
    answers = [explaining[one.at] for one in series.sent]
    request = _with_own_headers(series.first)
    fresh = {place: kind for place, kind in series.passing.items() if kind not in ("unknown", "name")}
    for rule in (False, True):
        part = Part(request, series.steps, fresh)
        if rule:
            bodies = [decode(one.body, one.content_type)[0] for one in answers]
            learnt = learn_rule(bodies, _with_presses(page), page.url, today)
            if learnt is None:
                return None
            part = replace(part, rule=learnt)
        read = [part.entries(one.body, one.content_type, page.url, today) for one in answers]
        rows = [entries for entries in read if entries is not None]
        if len(rows) == len(answers) and rows[0] and all(_agrees(entries, page) for entries in rows):
            return part, rows
    return None


def _with_own_headers(request: Request) -> Request:
    own = [
        (n, v) for n, v in request.headers if n.lower() not in _USUAL and not n.lower().startswith((":", "sec-", "if-"))
    ]
    return replace(request, headers=tuple(own))


def _with_presses(page: Page) -> Shown:
    """Rows with addresses: those that were shown, and those that were pressed."""
    known = {entry.url for entry in page.shown.entries}
    pressed = [Entry(text, url) for text, url in page.presses if url not in known]
    return replace(page.shown, entries=(*page.shown.entries, *pressed))


def _agrees(entries: tuple[Entry, ...], page: Page) -> bool:
    """Whether these rows are what was shown: every one, with the same day; more only where there was more to show."""
    shown = {entry.url: entry for entry in page.shown.entries}
    linked = {bare(entry.title) for entry in page.shown.entries}
    there = [entry.url in shown or _stands_unlinked(bare(entry.title), linked, page) for entry in entries]
    if not all(there):
        first = there.index(False)
        if page.ended not in _UNFINISHED or first == 0 or any(there[first:]):
            return False
    return all(_same_day(entry, shown[entry.url]) for entry in entries if entry.url in shown)


def _stands_unlinked(title: str, linked: set[str], page: Page) -> bool:
    """Whether the page shows the row without saying where it leads."""
    return bool(page.presses) and title not in linked and stands_in(title, page.shown.text)


def _same_day(said: Entry, seen: Entry) -> bool:
    one, other = day_of(said.published_at, SHANGHAI), day_of(seen.published_at, SHANGHAI)
    if other is None:
        return True
    if one is None:
        return False
    if seen.year_inferred or seen.by_day:
        return (one.month, one.day) == (other.month, other.day)
    return one == other
