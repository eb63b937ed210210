"""What the checks of accounts share: each source, what was read of it, what it is called, and why it gave nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.days import newest, today
from checks.reasons import column_reason
from inspection.accounts import Account, Source
from inspection.findings import CannotTell, Json
from inspection.observed import Observed
from inspection.reasons import explain
from inspection.records import Article, ColumnReading, ColumnState
from inspection.refusals import meaning
from inspection.source_names import source_name
from inspection.sources import SourceReading


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """One source of an account as the plan has it, and what the round read of it; None: it was not read."""

    account: Account
    label: str
    source: Source
    reading: SourceReading | None

    @property
    def ok(self) -> bool:
        """Whether its word counts."""
        return self.reading is not None and self.reading.ok

    @property
    def whole(self) -> bool:
        """Whether it answers and sees every kind of publication."""
        return self.reading is not None and self.reading.ok and self.reading.partial is None

    @property
    def subject(self) -> str:
        """The identity of what is wrong with it."""
        return f"{self.account.name}：{self.label}"

    @property
    def called(self) -> str:
        """For people: 订阅（feed-2）."""
        return source_name(self.label)

    @property
    def keeper(self) -> str | None:
        """The unit that mends it."""
        return self.source.keeper or self.account.unit

    @property
    def refusal(self) -> str:
        """Why it gave nothing; of a source that is ok, what it does not see, if anything."""
        if self.reading is None:
            return "not-read"
        if self.reading.ok:
            return self.reading.partial or ""
        return column_reason(self.reading.state, self.reading.reason)

    @property
    def said(self) -> str:
        """Why it gave nothing, for people, with what the platform said."""
        detail = self.reading.detail if self.reading else ""
        words = explain(self.refusal, detail)
        return f"{words}（{detail}）" if detail and detail not in words else words

    @property
    def mend(self) -> str:
        """What is to be done about it, for people."""
        found = meaning(self.refusal)
        return found.mend if found else "请检查网络和来源是否正常"

    def newest(self, observed: Observed) -> tuple[date, Article] | None:
        """The newest day that it shows, future ones left out, and the article of it."""
        return newest(self.reading.articles, observed.plan.zone, today(observed)) if self.reading else None

    def told(self, observed: Observed) -> Json:
        """For the evidence."""
        found = self.newest(observed)
        return {
            "state": self.reading.state.value if self.reading else None,
            "newest": found[0].isoformat() if found else None,
            "reason": self.refusal or None,
            "said": self.said if self.refusal else None,
        }


def sources_of(observed: Observed, account: Account) -> tuple[SourceSeen, ...]:
    """The account's sources in the plan's order, each with its reading."""
    read = {r.source: r for r in observed.sources.get(account.name, ())}
    return tuple(SourceSeen(account, label, source, read.get(label)) for label, source in account.labelled)


def every_source(observed: Observed) -> Iterator[SourceSeen]:
    """The sources of all accounts."""
    for account in observed.plan.accounts:
        yield from sources_of(observed, account)


def account_reading(observed: Observed, account: Account) -> ColumnReading | CannotTell:
    """The account as the round read it, with or without articles; else why nothing can be said of it."""
    reading = observed.columns.get(account.name)
    if not account.source:
        return CannotTell(account.name, "no-source", explain("no-source"))
    if reading is None:
        return CannotTell(account.name, "not-read", "本轮没有读到这个账号")
    if reading.state in {ColumnState.READ, ColumnState.BLANK}:
        return reading
    failed = [seen for seen in sources_of(observed, account) if not seen.ok]
    said = "；".join(f"{seen.called}{seen.said}，{seen.mend}" for seen in failed)
    reason = column_reason(reading.state, reading.reason)
    return CannotTell(account.name, reason, said or explain(reason))
