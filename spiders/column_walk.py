"""Walk one column: its list page, the following pages, further sources of its rows, the articles that must be opened.

Pure but for the pages that it is fed: it says what it wants next, and ends as one ColumnReading.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from inspection.addresses import host_of
from inspection.records import (
    Article,
    ColumnReading,
    ColumnState,
    Entry,
    ListState,
    Reading,
)
from spiders.column_dates import is_weak, with_stated_years
from spiders.column_order import ColumnOrder
from spiders.column_pages import Failed, Fetched, Want
from spiders.column_rows import article_of, mark_of
from spiders.forwarding import script_location
from spiders.known_lists import KnownLists
from spiders.soft404 import is_home_like

MAX_FORWARDS = 3  # list pages that only lead on: meta refresh, a script's location
MAX_SOURCES = 8  # iframes, JSON, dataproxy addresses of one list page
MAX_DOUBTED = 40  # articles of one column that are opened for the year alone: the newest, which decide
_STATES = {
    ListState.BLANK: ColumnState.BLANK,
    ListState.SCRIPTED: ColumnState.UNREADABLE,
    ListState.BLOCKED: ColumnState.BLOCKED,
    ListState.UNREADABLE: ColumnState.UNREADABLE,
}
_REASONS = {
    ListState.SCRIPTED: "scripted",
    ListState.BLOCKED: "blocked-by-firewall",
    ListState.UNREADABLE: "unknown-shape",
}

# (body, address, content type, "list" | "article", the page that asked for it where that is another)
Read = Callable[[bytes, str, str, str, str | None], Reading]
Known = Callable[[Entry], Article | None]


@dataclass(slots=True)
class ColumnWalk:
    """One column's walk."""

    order: ColumnOrder
    read: Read
    known: Known = lambda _: None  # the row's article, where it need not be opened again
    lists: KnownLists | None = None  # list pages whose rows need not be parsed again
    is_missing: Callable[[Fetched], bool] = lambda _: False  # of a source: a page that says that it is not there
    wants: deque[Want] = field(default_factory=deque)
    _asked: set[str] = field(default_factory=set)
    _visited: dict[str, None] = field(default_factory=dict)
    _rows: dict[str, Entry] = field(default_factory=dict)
    _marks: dict[str, str] = field(default_factory=dict)  # of the rows whose articles are asked for
    _read: dict[str, Reading] = field(default_factory=dict)
    _taken: dict[str, Article] = field(default_factory=dict)
    _states: list[ListState] = field(default_factory=list)
    _failure: Failed | None = None
    _pages: int = 0
    _cut: bool = False
    _shares: dict[str, tuple[int, int]] = field(default_factory=dict)  # of data: rows that it states, rows that came
    _by_day: bool = False
    _evidence: str | None = None
    _waiting: int = 0
    _doubted: int = 0

    def __post_init__(self) -> None:
        self._want(Want(self.order.url, "list"))

    @property
    def done(self) -> bool:
        """Nothing is wanted and nothing is under way."""
        return not self.wants and not self._waiting

    def next(self) -> Want | None:
        """The next address wanted; each must be answered by `take`."""
        if not self.wants:
            return None
        self._waiting += 1
        return self.wants.popleft()

    def put_back(self, want: Want) -> None:
        """Not now: it will be asked for again, after the others."""
        self._waiting -= 1
        self.wants.append(want)

    def take(self, want: Want, page: Fetched | Failed) -> None:
        """What came of a wanted address."""
        self._waiting -= 1
        if want.purpose != "article":
            self._visited[want.url] = None
            if isinstance(page, Fetched):
                self._visited[page.url] = None
        if isinstance(page, Failed):
            self._fail(want, page)
        elif want.purpose == "article":
            reading = self.read(page.body, page.url, page.content_type, "article", None)
            self._read[want.url] = replace(reading, entries=())
        elif self._is_elsewhere(want, page):
            self._fail(want, Failed("soft-404"))
        else:
            self._take_list(want, page)

    def _is_elsewhere(self, want: Want, page: Fetched) -> bool:
        """Whether the way led to home, to another column, or to no source at all: not this column's rows."""
        order = self.order
        if page.url != order.url:
            if page.url == order.home or page.url in order.others:
                return True
            if order.home and host_of(page.url) == host_of(order.home) and is_home_like(page.url):
                return not is_home_like(order.url)
        return want.purpose == "source" and self.is_missing(page)

    def _fail(self, want: Want, failure: Failed) -> None:
        if want.purpose == "list" and not self._pages:
            self._failure = failure
        elif want.purpose != "article":
            self._cut = True

    def _take_list(self, want: Want, page: Fetched) -> None:
        plain = want.purpose == "list" and not (page.truncated or self._by_day)
        if self.lists and plain and (known := self.lists.rows_of(page.url, page.body, self._rows)) is not None:
            self._take_over(want, *known)
            return
        reading = self.read(page.body, page.url, page.content_type, "list", want.base)
        self._evidence = self._evidence or page.evidence
        onward = None if reading.entries else _onward(reading, page)
        if onward and want.forwards < MAX_FORWARDS and onward not in self._asked:
            self._want(replace(want, url=onward, forwards=want.forwards + 1))
            return
        self._pages += want.purpose == "list"
        self._cut = self._cut or reading.cut or page.truncated
        self._by_day = self._by_day or any(entry.by_day for entry in reading.entries)
        self._states.append(reading.list_state)
        fresh = [entry for entry in reading.entries if entry.url not in self._rows]
        if reading.total is not None and (fresh or not reading.entries):
            of = want.url.partition("?")[0]
            stated, came = self._shares.get(of, (0, 0))
            self._shares[of] = max(stated, reading.total), came + len(reading.entries)
        for entry in fresh:
            self._rows[entry.url] = entry
            if self._must_open(entry) and len(self._asked) < self.order.max_articles:
                self._open(entry)
        for source in reading.sources[:MAX_SOURCES]:
            self._want(Want(source, "source", base=want.base or page.url))
        if fresh or reading.sources:
            self._go_on(reading.next_page, want)

    def _take_over(self, want: Want, articles: list[Article], following: str) -> None:
        """A list page whose rows are known."""
        self._pages += 1
        self._states.append(ListState.ENTRIES)
        for article in articles:
            if article.url not in self._rows:
                self._rows[article.url] = Entry(article.title, article.url, article.published_at)
                self._taken[article.url] = article
                if article.row_mark:
                    self._asked.add(article.url)
        self._go_on(following, want)

    def _go_on(self, following: str | None, want: Want) -> None:
        if following and following not in self._asked:
            if self._pages < self.order.max_pages:
                self._want(Want(following, "list", base=want.base))
            else:
                self._cut = True

    def _open(self, entry: Entry) -> None:
        self._marks[entry.url] = mark_of(entry)
        article = self.known(entry) if entry.url not in self._asked else None
        if article is None:
            self._want(Want(entry.url, "article"))
        else:
            self._asked.add(entry.url)
            self._taken[entry.url] = article

    def _must_open(self, entry: Entry) -> bool:
        if self.order.is_foreign(entry.url) or entry.url.partition("?")[0].lower().endswith(_FILES):
            return False
        if is_weak(entry) or entry.truncated or (self.order.in_full and not self.order.is_old(entry.published_at)):
            return True
        self._doubted += entry.year_inferred
        return entry.year_inferred and self._doubted <= MAX_DOUBTED

    def _want(self, want: Want) -> None:
        if want.url not in self._asked:
            self._asked.add(want.url)
            self.wants.append(want)

    def result(self, most_before: int = 0, failure: Failed | None = None) -> ColumnReading:
        """The column as this walk found it; `failure`: its own page turned out not to be there after all."""
        if failure is not None:
            self._failure, self._rows = failure, {}
        rows = with_stated_years(self._rows.values(), self._read, self._taken)
        articles = tuple(self._article(at, entry) for at, entry in enumerate(rows))
        state, reason = self._state()
        return ColumnReading(
            self.order.column,
            self.order.url,
            state,
            reason,
            articles,
            self._pages,
            not (self._cut or self._lacks_rows()),
            most_before,
            self._evidence,
            visited=tuple(self._visited),
            by_day=self._by_day,
        )

    def _lacks_rows(self) -> bool:
        """Whether data states more rows than came: its further pages could not be asked for."""
        return any(stated > max(came, len(self._rows)) for stated, came in self._shares.values())

    def _article(self, at: int, entry: Entry) -> Article:
        if (taken := self._taken.get(entry.url)) is not None:
            return replace(taken, position=at)
        mark = self._marks.get(entry.url, "")
        return article_of(self.order.column, at, entry, self._read.get(entry.url), mark)

    def _state(self) -> tuple[ColumnState, str | None]:
        if self._rows:
            return ColumnState.READ, None
        if self._failure is not None:
            blocked = self._failure.undecided
            return (ColumnState.BLOCKED if blocked else ColumnState.UNREACHABLE), self._failure.reason
        if self._cut or not self._states or self._lacks_rows():
            return ColumnState.UNREADABLE, "source-not-read"
        # Blank only when the page and every further source of it agree.
        worst = next((state for state in self._states if state is not ListState.BLANK), ListState.BLANK)
        return _STATES.get(worst, ColumnState.UNREADABLE), _REASONS.get(worst)


_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar", ".jpg", ".png", ".mp4", ".et")


def _onward(reading: Reading, page: Fetched) -> str | None:
    """Where a page without rows leads: a meta refresh, or a script's location on a page that shows nothing else."""
    refresh = next((link.url for link in reading.links if link.element == "meta" and link.url != page.url), None)
    return refresh or script_location(page.body, page.url)
