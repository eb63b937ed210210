"""Groups whose time has come leave as messages; the others are held with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from inspection.alerting import Alerts
from inspection.issue import Issue
from inspection.telling import Kind, Message
from notifications import fold, group
from notifications.composing import Composer, Member, Parcel
from notifications.ledger import Ledger

_LastTold = Mapping[tuple[str, str, Kind | None], datetime]  # by channel, group and kind


@dataclass(frozen=True, slots=True)
class Departure:
    """What it takes to send groups on their way. `host_down` gives a silent host and its links to its spokesman."""

    ledger: Ledger
    composer: Composer
    alerts: Alerts
    now: datetime
    host_down: Callable[[Issue, str], tuple[str, int] | None]

    def messages(self, pending: Mapping[fold.Key, fold.Items]) -> Iterator[Message]:
        """One message for each group that need not wait; what it tells is noted in the ledger."""
        last = self._last_told()
        ready = [(key, items) for key, items in pending.items() if not self._waits(key, items, last)]
        for key, items in fold.folded(ready):
            channel, name, kind, rung = key
            if name.endswith(fold.EVERY) and self._waits(key, items, last):
                continue
            host = self.host_down(items[0][0], channel) if name.startswith("host|") else None
            members = [Member(issue, ruling.reason) for issue, ruling in items]
            message = self.composer.message(Parcel(kind, channel, name, members, rung, host))
            for issue, ruling in items:
                self.ledger.tell(issue, channel, ruling, message, self.alerts.repeat)
            yield message

    def _last_told(self) -> _LastTold:
        last: dict[tuple[str, str, Kind | None], datetime] = {}
        for telling in self.ledger.all():
            way = telling.channel, telling.group, telling.told_kind
            if telling.told_at and (way not in last or telling.told_at > last[way]):
                last[way] = telling.told_at
        return last

    def _waits(self, key: fold.Key, items: fold.Items, last: _LastTold) -> bool:
        """Whether the group waits; each of its issues is then held with the reason."""
        channel, name, kind, _ = key
        members = [(issue, self.ledger.of(issue.id, channel)) for issue, _ in items]
        hold = group.waits(members, kind, last.get((channel, name, kind)), self.alerts, self.now)
        if hold is None:
            return False
        for _, telling in members:
            waiting = telling.waiting_since or self.now if kind is Kind.NEW else None
            self.ledger.hold(telling, hold, waiting)
        return True
