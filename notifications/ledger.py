"""What one pass of the stages changes in the memory of telling: the newest of each, and the decisions that are new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from inspection.issue import Issue
from inspection.telling import Decision, Kind, Message, Telling
from notifications import dedup
from notifications.situation import Ruling


class Ledger:
    """Tellings as they stand in this pass. A decision is new where its stage or its reason is."""

    def __init__(self, before: Mapping[tuple[int, str], Telling], at: datetime) -> None:
        self._before = before
        self._at = at.astimezone(UTC)
        self._changed: dict[tuple[int, str], Telling] = {}
        self.decisions: list[Decision] = []

    def of(self, issue: int, channel: str) -> Telling:
        """What was told of the issue on that channel, this pass included."""
        key = issue, channel
        return self._changed.get(key) or self._before.get(key) or Telling(issue, channel)

    def known(self, issue: int, channel: str) -> Telling | None:
        """As `of`, None where nothing was ever decided."""
        key = issue, channel
        return self._changed.get(key) or self._before.get(key)

    def all(self) -> Iterator[Telling]:
        """Every telling, this pass included."""
        yield from (self._changed.get(key, telling) for key, telling in self._before.items())
        yield from (telling for key, telling in self._changed.items() if key not in self._before)

    def changed(self) -> tuple[Telling, ...]:
        """What is to be saved."""
        return tuple(telling for key, telling in self._changed.items() if telling != self._before.get(key))

    def keep(self, telling: Telling) -> None:
        """A telling that changed without a decision of its own."""
        self._changed[telling.issue, telling.channel] = telling

    def hold(self, telling: Telling, ruling: Ruling, waiting_since: datetime | None = None) -> None:
        """A stage held the issue. After a sending, `told-already` goes without saying."""
        until = ruling.until.astimezone(UTC) if ruling.until else None
        same = (telling.stage, telling.reason) == (ruling.stage, ruling.reason)
        if same and telling.until == until and telling.waiting_since == waiting_since:
            return
        if ruling.reason == "told-already" and telling.stage == "send" and telling.waiting_since is None:
            return
        self.keep(replace(telling, stage=ruling.stage, reason=ruling.reason, until=until, waiting_since=waiting_since))
        if not same:
            self._decide(telling, ruling.stage, ruling.reason, until=until, detail=ruling.detail)

    def close(self, telling: Telling, ruling: Ruling) -> None:
        """Nothing more is to be told of this life of the issue here."""
        over = replace(telling, over_at=self._at, times=0)
        self.keep(over)
        self.hold(over, ruling)

    def tell(self, issue: Issue, channel: str, ruling: Ruling, message: Message, repeat: timedelta) -> None:
        """The issue is told by that message."""
        telling = self.of(issue.id, channel)
        sent = replace(telling, stage="send", reason=ruling.reason, waiting_since=None, told_version=issue.version)
        if ruling.kind is Kind.RECOVERY:
            self.keep(replace(sent, over_at=self._at, until=None, times=0))
        else:
            self.keep(
                replace(
                    sent,
                    told_at=self._at,
                    told_kind=ruling.kind,
                    told_severity=issue.severity,
                    told_reopened=issue.reopened,
                    told_unit=dedup.unit_of(issue),
                    times=telling.times + 1,
                    rung=max(telling.rung, ruling.rung),
                    over_at=None,
                    group=message.group,
                    until=self._at + repeat,
                )
            )
        self._decide(telling, "send", ruling.reason, message=message.id, detail=str(message.payload["because"]))

    def _decide(
        self,
        telling: Telling,
        stage: str,
        reason: str,
        *,
        until: datetime | None = None,
        message: str | None = None,
        detail: str = "",
    ) -> None:
        self.decisions.append(Decision(telling.issue, telling.channel, self._at, stage, reason, detail, message, until))
