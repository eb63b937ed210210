"""One account, all its sources taken together with what rounds have known of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from inspection.accounts import Account
from inspection.records import Article, ColumnReading, ColumnState, Published, day_of
from inspection.sources import ArticleLook, Known, SourceReading
from spiders.media.completing import Piece, complete, page_of
from spiders.media.identity import keys_of_address
from spiders.media.merging import Merged, merge
from spiders.reading.dates import SHANGHAI

LATE = timedelta(days=3)  # what a source tells so much late, an earlier round may not have known yet


@dataclass(frozen=True, slots=True)
class Covered:
    """What an earlier round vouched for: everything from `since` to the day of its `as_of` was known then."""

    since: date
    as_of: date


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same for every source of an account in one round."""

    account: Account
    round_id: str
    now: datetime  # aware, the machine's clock
    as_of: date
    since: date  # articles known from earlier rounds alone are told from this day on
    known: tuple[Known, ...] = ()  # before this round
    known_from: date | None = None  # of the known articles, older ones were not fetched; None: these are all
    covered: Covered | None = None
    most_before: int = 0


@dataclass(frozen=True, slots=True)
class AccountReading:
    """The account as a column is read, and what the ledger is to learn."""

    reading: ColumnReading
    known: tuple[Known, ...]  # every article that rounds know by now
    changed: tuple[Known, ...]  # those of them that this round saw, or saw gone
    sources: tuple[SourceReading, ...]  # as they were, comments under the addresses by which articles are known
    unlisted: tuple[Known, ...] = ()  # alive as far as is known, yet a source that covers their day does not list them


def read_account(frame: Frame, sources: Sequence[SourceReading], looks: Iterable[ArticleLook] = ()) -> AccountReading:
    """All that the round learnt of the account. Call it again with the looks once they are had."""
    listed = {one.source: one.articles for one in sources if one.state is ColumnState.READ}
    merged = merge(listed, frame.known, channel=frame.account.name, platform=frame.account.platform)
    sources = _renamed(sources, {key: one.article.url for one in merged for key in one.names})
    seen = [_known(frame, one) for one in merged]
    seen = _with_gone(seen, {url: reason for one in sources for url, reason in one.gone}, frame.now)
    seen = _with_looks(seen, {look.url: look for look in looks})
    before = {one.article.url: one for one in frame.known}
    after = [*seen, *_doubles(merged, seen)]
    changed = tuple(one for one in after if before.get(one.article.url) != one)
    current = {one.article.url for one in merged if one.labels}
    articles = _articles(frame, seen, current)
    state, reason = _state(frame, sources, seen)
    reading = ColumnReading(
        column=frame.account.name,
        url="",
        state=state,
        reason=reason,
        articles=articles,
        pages=sum(one.requests for one in sources),
        most_before=frame.most_before,
        covers_since=_covers_since(frame, sources, merged),
        evidence=next((one.evidence for one in sources if one.evidence), None),
    )
    return AccountReading(reading, tuple(seen), changed, sources, _unlisted(sources, merged, seen))


def _known(frame: Frame, merged: Merged) -> Known:
    """What rounds know of the article from now on. Listed now: seen now; else as it was last seen."""
    earlier = merged.known
    if not earlier:
        return Known(merged.article, frame.now, frame.now, frame.round_id)
    first, last = earlier[0], max(earlier, key=lambda one: one.last_seen_at)
    looked = max((one for one in earlier if one.looked_at is not None), key=_looked_at, default=first)
    known = Known(
        article=merged.article,
        first_seen_at=first.first_seen_at,
        last_seen_at=last.last_seen_at,
        last_round=last.last_round,
        looked_at=looked.looked_at,
        gone=looked.gone,
        gone_at=looked.gone_at,
    )
    if not merged.labels:
        return known if len(earlier) > 1 else replace(known, article=earlier[0].article)
    return replace(known, last_seen_at=max(frame.now, last.last_seen_at), last_round=frame.round_id)


def _doubles(merged: Iterable[Merged], seen: Iterable[Known]) -> list[Known]:
    """What rounds took for another article before they knew better: it is seen whenever the article is."""
    return [
        replace(other, last_seen_at=one.last_seen_at, last_round=one.last_round, looked_at=one.looked_at)
        for both, one in zip(merged, seen, strict=True)
        for other in both.known[1:]
    ]


def _looked_at(known: Known) -> datetime:
    assert known.looked_at is not None
    return known.looked_at


def _renamed(sources: Iterable[SourceReading], names: Mapping[str, str]) -> tuple[SourceReading, ...]:
    """What sources say beside their lists, under the addresses by which the articles are known."""

    def name(url: str) -> str:
        return next((names[key] for key in sorted(keys_of_address(url)) if key in names), url)

    return tuple(
        replace(
            one,
            comments=tuple(replace(said, article_url=name(said.article_url)) for said in one.comments),
            commented=tuple(dict.fromkeys(name(url) for url in one.commented)),
            gone=tuple((name(url), reason) for url, reason in one.gone),
        )
        for one in sources
    )


def _with_gone(seen: list[Known], gone: Mapping[str, str], now: datetime) -> list[Known]:
    """Sources may say themselves that an article is withdrawn."""
    if not gone:
        return seen
    return [_said_gone(one, gone.get(one.article.url), now) for one in seen]


def _said_gone(known: Known, reason: str | None, at: datetime) -> Known:
    return known if reason is None else replace(known, gone=reason, gone_at=known.gone_at if known.gone else at)


def _with_looks(seen: list[Known], looks: Mapping[str, ArticleLook]) -> list[Known]:
    return [_looked(one, looks.get(one.article.url)) for one in seen]


def _looked(known: Known, look: ArticleLook | None) -> Known:
    """What the article's own page said. A captcha says nothing; a page that reads well says that it is there."""
    reading = look.reading if look is not None else None
    if look is None or reading is None or (reading.unavailable and reading.gone is None):
        return known
    known = replace(known, looked_at=look.looked_at)
    if reading.gone is not None:
        return _said_gone(known, reading.gone, look.looked_at)
    article = known.article
    whole = complete([Piece(article, known=known), page_of(article, reading)], article.channel)
    whole = replace(whole, pinned=article.pinned, sources=article.sources)
    return replace(known, article=whole, gone=None, gone_at=None)


def _articles(frame: Frame, seen: Iterable[Known], current: set[str]) -> tuple[Article, ...]:
    """Newest first, undated last: what is listed now, and what is known since `since`; always the newest known."""
    alive = [one.article for one in seen if not one.withdrawn]
    alive.sort(key=lambda article: article.url)
    alive.sort(key=lambda article: _moment(article.published_at), reverse=True)
    wanted = [
        article
        for index, article in enumerate(alive)
        if index == 0 or article.url in current or (day_of(article.published_at, SHANGHAI) or date.min) >= frame.since
    ]
    return tuple(replace(article, position=position) for position, article in enumerate(wanted))


def _moment(published: Published | None) -> datetime:
    if isinstance(published, datetime):
        return published
    day = published or date.min
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) if day != date.min else _FIRST


_FIRST = datetime.min.replace(tzinfo=SHANGHAI) + timedelta(days=2)


def _state(frame: Frame, sources: Sequence[SourceReading], seen: Sequence[Known]) -> tuple[ColumnState, str | None]:
    """READ where any source tells articles, or vouches that there are none since some day, and older ones are known.

    BLANK where all are sound, see everything, and none ever showed one.
    """
    if not frame.account.source:
        return ColumnState.UNREADABLE, "no-source"
    if any(one.state is ColumnState.READ and one.articles for one in sources):
        return ColumnState.READ, None
    if seen and any(one.ok and one.partial is None and one.covers_since is not None for one in sources):
        return ColumnState.READ, None
    failed = next((one for one in sources if not one.ok), None)
    if failed is not None:
        return failed.state, failed.reason
    if seen:
        return ColumnState.UNREADABLE, "could-not-be-read"
    blind = next((one.partial for one in sources if one.partial), None)
    return (ColumnState.UNREADABLE, blind) if blind else (ColumnState.BLANK, None)


def _covers_since(frame: Frame, sources: Iterable[SourceReading], merged: Iterable[Merged]) -> date | None:
    """From which day on everything is known, by what is listed now, joined with what an earlier round vouched for.

    The two join where a source that lists everything since before the earlier round lists an article known before.
    """
    covering = {one.source: one.covers_since for one in sources if one.ok and one.covers_since is not None}
    if not covering:
        return None
    now = min(covering.values())
    earlier = frame.covered
    if earlier is None or earlier.since >= now:
        return now
    joins = {source for source, since in covering.items() if since <= earlier.as_of - LATE}
    if not any(one.known and joins & set(one.labels) for one in merged):
        return now
    return min(now, max(earlier.since, frame.since, frame.known_from or earlier.since))


def _unlisted(sources: Sequence[SourceReading], merged: Sequence[Merged], seen: Sequence[Known]) -> tuple[Known, ...]:
    """Known before, and not told now by a source that listed it then and says that it tells everything since."""
    covering = {one.source: one for one in sources if one.ok and one.covers_since is not None}

    def should_list(source: str, day: date) -> bool:
        one = covering.get(source)
        if one is None or one.covers_since is None:
            return False
        return one.covers_since < day and (one.seen_until is None or day <= one.seen_until)

    return tuple(
        known
        for one, known in zip(merged, seen, strict=True)
        if not one.labels
        and not known.withdrawn
        and (day := day_of(one.article.published_at, SHANGHAI)) is not None
        and any(should_list(source, day) for source in one.article.sources)
    )
