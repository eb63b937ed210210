"""栏目更新情况: each column over the weeks, from what rounds had read by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from inspection.plan import Column, Plan
from inspection.reasons import explain
from inspection.records import Article, ColumnReading, ColumnState, day_of
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
    span: str = "本周"  # what the time from `start` to `until` is called
    ahead: date | None = None  # until when it is told what comes; None: the end of next week

    @property
    def today(self) -> date:
        """The day of the digest's clock."""
        return self.until.astimezone(self.zone).date()

    @property
    def horizon(self) -> date:
        """The end of next week, or the day that was asked for: what is due by then is told now."""
        return self.ahead or self.week.sunday + 7 * _DAY


def freshness(
    plan: Plan, read: Mapping[str, Sequence[ReadAt]], doubts: Mapping[str, str], clock: Clock
) -> tuple[Freshness, ...]:
    """Every column of the plan that is read at all: a static page has no articles whose age could be told.

    `read`: what rounds read of each, the oldest first; `doubts`: why it is not judged.
    """
    return tuple(
        followed(_of_column(plan, column), read.get(column.name, ()), doubts.get(column.name, ""), clock)
        for column in plan.columns
        if column.deadline is not None or read.get(column.name)
    )


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed over the weeks: a column, or an account."""

    name: str
    url: str
    unit: str | None
    kind: str
    deadline: timedelta | None
    called: str = "栏目"
    account: bool = False  # it says itself how far back it was read


def _of_column(plan: Plan, column: Column) -> Followed:
    return Followed(column.name, plan.column_url(column), column.unit, column.kind, column.deadline)


def followed(one: Followed, read: Sequence[ReadAt], doubt: str, clock: Clock) -> Freshness:
    """How it stands; `read`: what rounds read of it, the oldest first; `doubt`: why it is not judged."""
    known = _Known.of(read, clock.zone, account=one.account)
    last = read[-1] if read else None
    deadline = None if one.deadline is None else one.deadline // _DAY
    newest = known.newest(known.until) if known else None
    stale_on = newest[0] + (deadline + 1) * _DAY if newest and deadline is not None else None
    reason = _why_unknown(one, last, doubt, newest, clock)
    return Freshness(
        column=one.name,
        url=one.url,
        unit=one.unit,
        kind=one.kind,
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


def _why_unknown(one: Followed, last: ReadAt | None, doubt: str, newest: object, clock: Clock) -> str:
    if last is None:
        return f"没有读到过这个{one.called}"
    if last.at < clock.start:
        return f"{clock.span}没有读到，上次读到是 {last.at.astimezone(clock.zone):%Y-%m-%d}"
    state = last.reading.state
    if one.account and doubt:
        return doubt
    if one.account and state in _STATES:
        return explain(last.reading.reason or state.value)
    if state in _STATES:
        said = explain(last.reading.reason) if last.reading.reason else ""
        if state is ColumnState.UNREACHABLE and said:
            return f"{_STATES[state]}：{said}"
        return said or _STATES[state]
    if state is ColumnState.READ and doubt:
        return doubt
    return f"{one.called}里没有可用的日期" if state is ColumnState.READ and newest is None else ""


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
    spans: tuple[tuple[date, date], ...] = ()  # first and last days for which the readings of an account vouch

    @classmethod
    def of(cls, read: Sequence[ReadAt], zone: tzinfo, *, account: bool = False) -> _Known | None:
        rows = [one for one in read if one.reading.state is ColumnState.READ]
        if not rows:
            return None
        last, until = rows[-1], day_of(rows[-1].at, zone)
        whole = [day_of(one.at, zone) for one in rows if one.reading.complete]
        merged = {a.url: a for one in rows for a in one.reading.articles}
        dated = _dated(merged.values(), zone)
        in_order = [day for day, _ in _dated(last.reading.articles, zone)]
        tail = in_order[-_LAST_ROWS:]
        since = max(tail) if len(tail) == _LAST_ROWS else None
        # Days after the last reading are mistyped (or a promise): they make nothing fresh.
        past = sorted((pair for pair in dated if pair[0] <= until), key=lambda pair: pair[0], reverse=True)
        if account:
            return cls(tuple(past), until, None, None, tuple(_spans(rows, zone)))
        return cls(tuple(past), until, since, max(whole, default=None))

    def newest(self, until: date) -> tuple[date, Article] | None:
        """The newest article up to that day."""
        return next((pair for pair in self.articles if pair[0] <= until), None)

    def vouches(self, first: date, last: date) -> bool:
        """Whether an article of these days would have been seen."""
        if any(start <= first and last <= end for start, end in self.spans):
            return True
        whole, since = self.whole_until, self.since
        if whole is not None and (last <= whole or (since is not None and since <= whole + _DAY)):
            return True
        return since is not None and first > since


def _spans(rows: Iterable[ReadAt], zone: tzinfo) -> list[tuple[date, date]]:
    """What the readings of an account cover, those that meet joined to one."""
    joined: list[tuple[date, date]] = []
    for start, end in sorted((r.reading.covers_since, day_of(r.at, zone)) for r in rows if r.reading.covers_since):
        if joined and start <= joined[-1][1]:  # on that day itself: it was not over when it was read
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


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
    return [(day_of(a.published_at, zone), a) for a in articles if a.published_at is not None]
