"""栏目更新情况: each column over the weeks, from what rounds had read by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from inspection.plan import Column, Plan
from inspection.reasons import explain
from inspection.records import Article, ColumnReading, ColumnState
from notifications.digest.facts import WEEKS_SHOWN, Cell, Freshness, Standing, Week, WeekCell

_DAY = timedelta(days=1)
_LAST_ROWS = 3  # a list not read to its end was read as far back as its last rows agree (one alone may be out of order)
_STATES = {
    ColumnState.UNREADABLE: "列表没有读出来",
    ColumnState.BLOCKED: "被网站的防护拦截",
    ColumnState.UNREACHABLE: "栏目打不开",
}


@dataclass(frozen=True, slots=True)
class ReadAt:
    """What one round read of a column, and when."""

    at: datetime
    reading: ColumnReading


@dataclass(frozen=True, slots=True)
class Clock:
    """The days that matter to one digest."""

    week: Week
    start: datetime
    until: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """The day of the digest's clock."""
        return self.until.astimezone(self.zone).date()

    @property
    def horizon(self) -> date:
        """The end of next week: what is due by then is told now."""
        return self.week.sunday + 7 * _DAY


def freshness(
    plan: Plan, read: Mapping[str, Sequence[ReadAt]], doubts: Mapping[str, str], clock: Clock
) -> tuple[Freshness, ...]:
    """Every column of the plan that is read at all: a static page has no articles whose age could be told.

    `read`: what rounds read of each, the oldest first; `doubts`: why it is not judged.
    """
    return tuple(
        _column(plan, column, read.get(column.name, ()), doubts.get(column.name, ""), clock)
        for column in plan.columns
        if column.deadline is not None or read.get(column.name)
    )


def _column(plan: Plan, column: Column, read: Sequence[ReadAt], doubt: str, clock: Clock) -> Freshness:
    known = _Known.of(read, clock.zone)
    last = read[-1] if read else None
    deadline = None if column.deadline is None else column.deadline // _DAY
    newest = known.newest(known.until) if known else None
    stale_on = newest[0] + (deadline + 1) * _DAY if newest and deadline is not None else None
    reason = _why_unknown(last, doubt, newest, clock)
    return Freshness(
        column=column.name,
        url=plan.column_url(column),
        unit=column.unit,
        kind=column.kind,
        standing=_standing(last, reason, deadline, stale_on, known, clock),
        cells=tuple(_cell(clock.week.earlier(n), known, deadline) for n in reversed(range(WEEKS_SHOWN))),
        deadline_days=deadline,
        newest=newest[0] if newest else None,
        newest_title=newest[1].title if newest else "",
        newest_link=newest[1].url if newest else "",
        days_left=(stale_on - _DAY - clock.today).days if stale_on else None,
        stale_on=stale_on,
        read_at=last.at.astimezone(clock.zone) if last else None,
        reason=reason,
    )


def _why_unknown(last: ReadAt | None, doubt: str, newest: object, clock: Clock) -> str:
    if last is None:
        return "没有读到过这个栏目"
    if last.at < clock.start:
        return f"本周没有读到，上次读到是 {last.at.astimezone(clock.zone):%Y-%m-%d}"
    state = last.reading.state
    if state in _STATES:
        said = explain(last.reading.reason) if last.reading.reason else ""
        if state is ColumnState.UNREACHABLE and said:
            return f"{_STATES[state]}：{said}"
        return said or _STATES[state]
    if state is ColumnState.READ and doubt:
        return doubt
    return "栏目里没有可用的日期" if state is ColumnState.READ and newest is None else ""


def _standing(
    last: ReadAt | None, reason: str, deadline: int | None, stale_on: date | None, known: _Known | None, clock: Clock
) -> Standing:
    if last is None or last.at < clock.start or (reason and deadline is not None):
        return Standing.UNKNOWN
    if last.reading.state is ColumnState.BLANK:
        return Standing.BLANK
    if deadline is None:
        return Standing.UNKNOWN if last.reading.state is not ColumnState.READ else Standing.STATIC
    if stale_on is None or known is None:
        return Standing.UNKNOWN
    if known.until >= stale_on:
        return Standing.STALE
    return Standing.SOON if stale_on <= clock.horizon else Standing.FRESH


@dataclass(frozen=True, slots=True)
class _Known:
    """The dated articles of a column, newest first, and which days they vouch for."""

    articles: tuple[tuple[date, Article], ...]
    until: date  # the day on which it was last read
    since: date | None  # the last reading vouches from here on; None: for no week without an article
    whole_until: date | None  # an earlier reading to the list's end vouches for everything up to here

    @classmethod
    def of(cls, read: Sequence[ReadAt], zone: tzinfo) -> _Known | None:
        rows = [one for one in read if one.reading.state is ColumnState.READ]
        if not rows:
            return None
        last, until = rows[-1], _day(rows[-1].at, zone)
        whole = [_day(one.at, zone) for one in rows if one.reading.complete]
        merged = {a.url: a for one in rows for a in one.reading.articles}
        dated = _dated(merged.values(), zone)
        in_order = [day for day, _ in _dated(last.reading.articles, zone)]
        tail = in_order[-_LAST_ROWS:]
        since = max(tail) if len(tail) == _LAST_ROWS else None
        # Days after the last reading are mistyped (or a promise): they make nothing fresh.
        past = sorted((pair for pair in dated if pair[0] <= until), key=lambda pair: pair[0], reverse=True)
        return cls(tuple(past), until, since, max(whole, default=None))

    def newest(self, until: date) -> tuple[date, Article] | None:
        """The newest article up to that day."""
        return next((pair for pair in self.articles if pair[0] <= until), None)

    def vouches(self, first: date, last: date) -> bool:
        """Whether an article of these days would have been seen."""
        whole, since = self.whole_until, self.since
        if whole is not None and (last <= whole or (since is not None and since <= whole + _DAY)):
            return True
        return since is not None and first > since


def _cell(week: Week, known: _Known | None, deadline: int | None) -> WeekCell:
    if known is None or week.monday > known.until:
        return WeekCell(week, Cell.UNKNOWN)
    last = min(week.sunday, known.until)
    count = sum(week.monday <= day <= last for day, _ in known.articles)
    if count:
        return WeekCell(week, Cell.PUBLISHED, count)
    newest = known.newest(last)
    if newest is None or not known.vouches(week.monday, last):
        return WeekCell(week, Cell.UNKNOWN)
    late = deadline is not None and (last - newest[0]).days > deadline
    return WeekCell(week, Cell.OVERDUE if late else Cell.WITHIN)


def _dated(articles: Iterable[Article], zone: tzinfo) -> list[tuple[date, Article]]:
    return [(_day(a.published_at, zone), a) for a in articles if a.published_at is not None]


def _day(moment: date, zone: tzinfo) -> date:
    if not isinstance(moment, datetime):
        return moment
    return (moment if moment.tzinfo is None else moment.astimezone(zone)).date()
