"""Rows of an exported table as articles, each once, whatever its statistics repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from inspection.addresses import normalise
from inspection.media import Counts
from inspection.records import Article, DateFrom, Published
from inspection.wechat_address import wechat_number
from inspection.weibo_address import mid_of, weibo_address, weibo_id
from spiders.media.export_cells import Cell, Row, Table, Value
from spiders.media.export_headings import Headings
from spiders.media.export_values import moment_of, origin_of, text_of
from spiders.media.feed_entry import canonical, merged, unaddressed
from spiders.media.fragments import body_of, plain
from spiders.media.values import as_count
from spiders.media.weibo_text import title_of
from spiders.reading.dates import SHANGHAI

_SUMS = re.compile(
    r"^(?:合计|总计|小计|共计|汇总|平均|平均值|均值|总和|总数|累计|total|sum|average)\s*[::]?\s*\d*$", re.I
)
_NOT_OUT = re.compile(r"草稿|未发[布表送]|待发|定时|失败|审核|撤回|已删除|删除")
_NOTHING = frozenset({"", "-", "--", "—", "/", "无", "暂无", "null", "none", "nan", "n/a"})
_MID_AS_WRITTEN = re.compile(r"\d{15,20}")


@dataclass(frozen=True, slots=True)
class Stated:
    """One row as an article, and what only tables tell."""

    article: Article
    account: str
    day: date | None  # of the row's figures, where the table is of days


def rows_of(table: Table, headings: Headings, now: datetime) -> list[Stated]:
    """The table's articles in its order, each once: rows of days and of ways to the same article are one.

    Figures of days are added up where the table names the day that they are of; else the highest counts.
    """
    reader = _Reader(table, headings, now)
    found: dict[str, list[Stated]] = {}
    by_title = "day" in headings.columns or "way" in headings.columns
    for stated in reader:
        url = stated.article.url
        key = stated.article.title if by_title and url.startswith("urn:") else url
        found.setdefault(f"{stated.account}\n{key}", []).append(stated)
    return [_one(rows, summed=_is_of_days(rows, headings)) for rows in found.values()]


def _is_of_days(rows: list[Stated], headings: Headings) -> bool:
    """Every row of the article is of another day, and no row is of one way alone."""
    days = [row.day for row in rows]
    return "way" not in headings.columns and None not in days and len(set(days)) == len(days) > 1


def _one(rows: list[Stated], *, summed: bool) -> Stated:
    first = rows[0]
    article = first.article
    for row in rows[1:]:
        article = merged(article, row.article)
    counts = [row.article.counts for row in rows]
    dated = [row.article.published_at for row in rows if row.article.published_at is not None]
    published = min(dated, key=_order, default=None)
    if len(rows) > 1 and article.url.startswith("urn:"):
        article = replace(article, url=unaddressed(_named(article), published))
    article = replace(
        article,
        published_at=published,
        counts=Counts(
            _together([each.reads for each in counts], summed=summed),
            _together([each.likes for each in counts], summed=summed),
            _together([each.comments for each in counts], summed=summed),
            _together([each.reposts for each in counts], summed=summed),
        ),
    )
    return replace(first, article=article)


def _together(numbers: list[int | None], *, summed: bool) -> int | None:
    known = [number for number in numbers if number is not None]
    return None if not known else sum(known) if summed else max(known)


def _order(published: Published) -> tuple[date, time]:
    """A bare date comes after that day's times: where both are stated, the time is the better word."""
    if isinstance(published, datetime):
        return published.date(), published.time()
    return published, time.max


class _Reader:
    """Goes through the rows under the headings."""

    def __init__(self, table: Table, headings: Headings, now: datetime) -> None:
        self._table, self._headings, self._now = table, headings, now
        self._titles = tuple(cell.value for cell in table.rows[headings.row])

    def __iter__(self) -> Iterator[Stated]:
        for row in self._table.rows[self._headings.row + 1 :]:
            if tuple(cell.value for cell in row) == self._titles or self._is_sum(row) or self._is_unpublished(row):
                continue
            if (stated := self._stated(row)) is not None:
                yield stated

    def _cell(self, row: Row, what: str) -> Cell:
        place = self._headings.columns.get(what)
        return row[place] if place is not None and place < len(row) else Cell()

    def _text(self, row: Row, what: str) -> str:
        text = text_of(self._cell(row, what).value)
        return "" if text.lower() in _NOTHING else text

    def _is_sum(self, row: Row) -> bool:
        first = next((text for cell in row if (text := text_of(cell.value))), "")
        return bool(_SUMS.match(first) or _SUMS.match(self._text(row, "title")))

    def _is_unpublished(self, row: Row) -> bool:
        return bool(_NOT_OUT.search(self._text(row, "state")))

    def _stated(self, row: Row) -> Stated | None:
        text = body_of(self._text(row, "text") or self._text(row, "summary"), "").text
        title = plain(self._text(row, "title")) or title_of(text)
        if not title:
            return None
        published = self._published(row)
        counts = Counts(*(as_count(self._cell(row, what).value) for what in ("reads", "likes", "comments", "reposts")))
        url, number = self._address(row)
        if published is None and url is None and counts == Counts() and not self._text(row, "origin"):
            return None  # a note under the table
        article = Article(
            channel="",
            title=title,
            url=url or "",
            published_at=published,
            date_from=DateFrom.EXPORT if published is not None else None,
            text=text,
            author=plain(self._text(row, "author")) or None,
            cover=normalise(self._text(row, "cover")) if self._text(row, "cover") else None,
            origin=origin_of(self._cell(row, "origin").value),
            original_url=_web(self._cell(row, "original_url")),
            counts=counts,
            platform_id=number,
        )
        article = article if url else replace(article, url=unaddressed(_named(article), published))
        return Stated(article, plain(self._text(row, "account")), self._day(row))

    def _moment(self, value: Value) -> Published | time | None:
        return moment_of(value, early=self._table.early, now=self._now)

    def _published(self, row: Row) -> Published | None:
        """The best column's date; a date and a time of day in two columns are one time."""
        moments = [self._moment(row[place].value) for place in self._headings.dates if place < len(row)]
        days = [moment for moment in moments if moment is not None and not isinstance(moment, time)]
        if not days:
            return None
        clock = next((moment for moment in moments if isinstance(moment, time)), None)
        if clock is not None and not isinstance(days[0], datetime):
            return datetime.combine(days[0], clock, SHANGHAI)
        # A column that states a time of that same day is the better word than one with the day alone.
        same = (day for day in days if isinstance(day, datetime) and day.date() == days[0])
        return days[0] if isinstance(days[0], datetime) else next(same, days[0])

    def _day(self, row: Row) -> date | None:
        what = "day" if "day" in self._headings.columns else "beside"
        moment = self._moment(self._cell(row, what).value)
        return moment.date() if isinstance(moment, datetime) else moment if isinstance(moment, date) else None

    def _address(self, row: Row) -> tuple[str | None, str | None]:
        """The article's address, and its number on the platform."""
        for what in ("url", "title", "text"):
            if (found := _web(self._cell(row, what), words=what == "url")) is not None:
                url = canonical(found)
                return url, wechat_number(url) or weibo_id(url)
        number = self._number(row)
        if number is None:
            return None, None
        owner = self._text(row, "owner")
        return weibo_address(owner if owner.isdecimal() else "", number), number

    def _number(self, row: Row) -> str | None:
        """A Weibo post's number. Excel keeps fifteen digits of a number, so only what is written as text is whole."""
        if short := self._text(row, "short"):
            return mid_of(short)
        value = self._cell(row, "number").value
        if not isinstance(value, str):
            return None
        written = value.strip()
        named = text_of(self._titles[self._headings.columns["number"]])
        return mid_of(written) if _MID_AS_WRITTEN.fullmatch(written) or "微博" in named else None


def _named(article: Article) -> str:
    """Posts that begin alike are told apart by their whole text, where their title is only its beginning."""
    return article.text if article.text.startswith(article.title) else article.title


def _web(cell: Cell, *, words: bool = True) -> str | None:
    """The http address that a cell states or links to."""
    stated = text_of(cell.value) if words else ""
    for text in (stated, cell.link):
        if text.startswith(("http://", "https://", "//", "mp.weixin.qq.com/", "weibo.com/", "m.weibo.cn/")):
            found = normalise(text if "://" in text[:8] else f"https://{text.lstrip('/')}")
            if found is not None:
                return found
    return None
