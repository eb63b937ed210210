"""新媒体: each account over the weeks, its sources, its share of original articles, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from inspection.account_rules import Originality
from inspection.accounts import Account, Source
from inspection.asking import OF_SOURCES, STALE_ACCOUNT, UNANSWERED
from inspection.media import is_own
from inspection.reasons import explain
from inspection.records import day_of
from inspection.refusals import meaning, needs_person
from inspection.sources import SourceReading
from notifications.accounts import refusal_of
from notifications.digest.account_facts import Share, SourceFact
from notifications.digest.counting import Weekly
from notifications.digest.facts import AccountFact
from notifications.digest.freshness import Followed, ReadAt, followed
from notifications.digest.material import Material


def accounts(material: Material, unit: str | None = None) -> tuple[AccountFact, ...]:
    """Every account of the plan; of one unit, those for which it answers and those whose failing source it keeps."""
    every = [_account(material, account) for account in material.plan.accounts]
    return tuple(one for one in every if unit is None or one.unit == unit or _keeps(one, unit))


def _keeps(account: AccountFact, unit: str) -> bool:
    return any(source.said and source.keeper == unit for source in account.sources)


def _account(material: Material, account: Account) -> AccountFact:
    read = material.read.get(account.name, ())
    doubt = next((u for u in material.undecided if (u.check, u.subject) == (STALE_ACCOUNT, account.name)), None)
    # Without an address: its source's may be one of ours, inside, and hold a key.
    one = Followed(account.name, "", account.unit, account.platform, account.update_within, "账号", account=True)
    waiting, unread = _comments(material, account)
    return AccountFact(
        name=account.name,
        platform=account.platform,
        unit=account.unit,
        freshness=followed(one, read, explain(doubt.reason, doubt.detail) if doubt else "", material.clock),
        sources=tuple(_source(material, account, label, source) for label, source in account.labelled),
        share=_share(material, account.originality, read) if account.originality else None,
        unanswered=waiting,
        comments_unread=unread,
    )


def _source(material: Material, account: Account, label: str, source: Source) -> SourceFact:
    read = next((one for one in material.sources.get(account.name, ()) if one.source == label), None)
    reason = refusal_of(read) if material.rounds else None
    found = meaning(reason)
    return SourceFact(
        label=label,
        keeper=source.keeper or account.unit,
        state=read.state.value if read else None,
        said=explain(reason, read.detail if read else "") if reason else "",
        mend=found.mend if found else "",
        since=_since(material, f"{account.name}：{label}"),
        credential=_credential(source, read) if needs_person(reason) else "",
        expired=needs_person(reason),
    )


def _credential(source: Source, read: SourceReading | None) -> str:
    return (read.credential if read else None) or source.credential or ""


def _since(material: Material, subject: str) -> datetime | None:
    """Since when the source is known to fail: an issue's beginning, or when it came back."""
    began = [
        issue.history.began()
        for issue in material.issues
        if issue.at_end.alive and issue.history.issue.check in OF_SOURCES and issue.history.issue.subject == subject
    ]
    return min(began).astimezone(material.clock.zone) if began else None


def _comments(material: Material, account: Account) -> tuple[int | None, bool]:
    """How many comments wait too long, and whether some could not be read."""
    if account.replying is None:
        return None, False
    waiting = sum(_waiting(material, issue) for issue in _unanswered(material.issues, account.name))
    mine = {account.name, *(a.url for one in material.read.get(account.name, ()) for a in one.reading.articles)}
    return waiting, any(one.check == UNANSWERED and one.subject in mine for one in material.undecided)


def _unanswered(issues: Iterable[Weekly], account: str) -> Iterator[Weekly]:
    for issue in issues:
        own = issue.history.issue
        if own.check == UNANSWERED and own.column == account and issue.at_end.alive:
            yield issue


def _waiting(material: Material, issue: Weekly) -> int:
    finding = material.told.get(issue.history.issue.fingerprint)
    count = finding.evidence.get("waiting") if finding else None
    return count if isinstance(count, int) else 1


def _share(material: Material, asked: Originality, read: Sequence[ReadAt]) -> Share:
    """Of what was published in the plan's time, by the last reading that goes so far back; nothing without any."""
    today = material.clock.today
    since = today - timedelta(days=asked.within // timedelta(days=1))
    whole = [one.reading for one in read if one.reading.covers_since and one.reading.covers_since <= since]
    stated = [(day_of(a.published_at, material.clock.zone), a) for a in (whole[-1].articles if whole else ())]
    counted = [a for day, a in stated if day is not None and since <= day <= today]
    if not counted:
        return Share(asked.share)
    own = [is_own(a.origin, marked_only=asked.marked_only) for a in counted]
    original, unknown = own.count(True), own.count(None)
    return Share(asked.share, len(counted), original / len(counted), (original + unknown) / len(counted))
