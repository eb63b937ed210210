"""How each new-media account stands after a round: what reports show of it, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from typing import TypedDict

from inspection.accounts import Account, Source
from inspection.asking import STALE_ACCOUNT
from inspection.findings import Finding, Severity, Undecided
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.records import Article
from inspection.refusals import meaning
from inspection.sources import SourceReading
from notifications.reasons import with_mend

_DAY = timedelta(days=1)
NOT_JUDGED = "本轮没有判断更新情况"


class SourceEntry(TypedDict):
    """One source of an account: how it stood, and who mends it. No address: it may hold a key."""

    source: str  # its label in the plan
    state: str | None  # read, blank, blocked, unreadable, unreachable; None: not read in this round
    articles: int  # that it listed
    newest: str | None
    covers_since: str | None  # the day from which on it lists everything; null: it cannot be said
    reason: str | None  # why it gave nothing, or not everything
    said: str | None  # the same in Chinese
    detail: str | None  # what the platform said
    mend: str | None
    keeper: str | None
    credential: str | None  # the environment variable that a person must renew


class AccountEntry(TypedDict):
    """One of `accounts` of the report. Days are whole, counted to the clock of judgement."""

    name: str
    platform: str
    unit: str | None
    standing: str  # fresh, soon, stale, unknown
    reason: str | None  # Chinese: why it is not known
    articles: int  # read in this round
    newest: str | None
    newest_title: str | None
    newest_url: str | None
    days: int | None
    deadline_days: int
    sources: list[SourceEntry]


def accounts_of(
    observed: Observed, findings: Iterable[Finding], undecided: Iterable[Undecided], *, judged: bool
) -> list[AccountEntry]:
    """Every account of the plan, in its order. `judged`: whether the check of stale accounts ran."""
    found = {one.subject: one for one in findings if one.check == STALE_ACCOUNT}
    doubts = {one.subject: one for one in undecided if one.check == STALE_ACCOUNT}
    return [
        _account(observed, account, found.get(account.name), doubts.get(account.name), judged=judged)
        for account in observed.plan.accounts
    ]


def _account(
    observed: Observed, account: Account, fault: Finding | None, doubt: Undecided | None, *, judged: bool
) -> AccountEntry:
    zone = observed.plan.zone
    today, reading = observed.as_of.astimezone(zone).date(), observed.columns.get(account.name)
    articles = reading.articles if reading else ()
    latest = newest_of(articles, zone, today)
    standing, reason = _standing(fault, doubt, judged=judged)
    return {
        "name": account.name,
        "platform": account.platform,
        "unit": account.unit,
        "standing": standing,
        "reason": reason,
        "articles": len(articles),
        "newest": latest[0].isoformat() if latest else None,
        "newest_title": latest[1].title if latest else None,
        "newest_url": latest[1].url if latest else None,
        "days": (today - latest[0]).days if latest else None,
        "deadline_days": account.update_within // _DAY,
        "sources": [_source(observed, account, *labelled, today) for labelled in account.labelled],
    }


def _standing(fault: Finding | None, doubt: Undecided | None, *, judged: bool) -> tuple[str, str | None]:
    if fault is not None:
        return ("soon" if fault.severity is Severity.WARNING else "stale"), None
    if doubt is not None:
        return "unknown", with_mend(doubt.check, doubt.reason, doubt.detail or explain(doubt.reason))
    return ("fresh", None) if judged else ("unknown", NOT_JUDGED)


def _source(observed: Observed, account: Account, label: str, source: Source, today: date) -> SourceEntry:
    read = next((one for one in observed.sources.get(account.name, ()) if one.source == label), None)
    latest = newest_of(read.articles, observed.plan.zone, today) if read else None
    reason = refusal_of(read)
    found = meaning(reason)
    return {
        "source": label,
        "state": read.state.value if read else None,
        "articles": len(read.articles) if read else 0,
        "newest": latest[0].isoformat() if latest else None,
        "covers_since": read.covers_since.isoformat() if read and read.covers_since else None,
        "reason": reason,
        "said": explain(reason, read.detail if read else "") if reason else None,
        "detail": (read.detail or None) if read else None,
        "mend": found.mend if found else None,
        "keeper": source.keeper or account.unit,
        "credential": read.credential if read else None,
    }


def refusal_of(read: SourceReading | None) -> str | None:
    """Why a source gave nothing; of one that answers, what it does not see, if anything."""
    if read is None:
        return "not-read"
    return read.partial if read.ok else read.reason or read.state.value


def newest_of(articles: Iterable[Article], zone: tzinfo, today: date) -> tuple[date, Article] | None:
    """The newest day that is not in the future (those are mistyped), and its article."""
    dated = ((_day(a.published_at, zone), a) for a in articles if a.published_at is not None)
    return max((pair for pair in dated if pair[0] <= today), key=lambda pair: pair[0], default=None)


def _day(published: date, zone: tzinfo) -> date:
    if not isinstance(published, datetime):
        return published
    return (published if published.tzinfo is None else published.astimezone(zone)).date()
