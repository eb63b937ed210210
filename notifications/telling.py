"""The stages of telling, one after another: who is told of which issue, on which channel, as what, and why not.

route → inhibit → dedup and escalate → quiet hours → group; recover where an issue is over. Pure: no clock, no store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

from inspection.alerting import Alerts
from inspection.answering import office_of
from inspection.findings import Severity
from inspection.issue import Issue
from inspection.telling import Kind, Message, Telling
from notifications import dedup, escalate, fold, group, inhibit, quiet_hours, recall, recover, refresh, route
from notifications.composing import Composer, Member, Parcel
from notifications.departure import Departure
from notifications.ledger import Ledger
from notifications.situation import Ruling, Situation, Told

_RUNG_TOLD = Ruling(escalate.STAGE, "rung-told")
_OVER_BEFORE_SENT = Ruling(recover.STAGE, recall.OVER)


def decide(situation: Situation) -> Told:
    """One pass of every stage over every unsettled issue. A repeated pass, with what was saved, gives nothing."""
    return _Pass(situation).told()


class _Pass:
    """What one pass works with: the situation prepared, what is pending, and what came of it."""

    def __init__(self, situation: Situation) -> None:
        plan = situation.plan
        self._situation = situation
        self._alerts = plan.alerts or Alerts()
        self._ladder = plan.issues.escalation
        # In UTC, where times can be compared and added: within one zone Python does so by the wall clock.
        self._now = situation.now.astimezone(UTC)
        self._ledger = Ledger(situation.tellings, self._now)
        self._routes: dict[tuple[str | None, Severity], tuple[str, ...]] = {}
        self._told_on: defaultdict[int, list[str]] = defaultdict(list)
        for issue, channel in situation.tellings:
            self._told_on[issue].append(channel)
        zoned = situation.now.astimezone(plan.zone)
        self._quiet = {
            severity: quiet_hours.quiet(self._alerts.quiet_hours, situation.workdays, severity, zoned)
            for severity in Severity
        }
        self._lateness = escalate.Lateness(situation.workdays, self._now, plan.zone)
        self._inhibitions = self._inhibit()
        office = office_of(plan)
        self._composer = Composer(plan, self._alerts, self._now, self._lateness, office, situation.new_id)
        self._pending: defaultdict[fold.Key, list[tuple[Issue, Ruling]]] = defaultdict(list)
        self._messages: list[Message] = []
        self._withdrawn: dict[str, str] = {}
        self._in_outbox: set[tuple[int, str]] = set()

    def told(self) -> Told:
        self._recall()
        for issue in self._situation.issues:
            if not issue.alive:
                self._closed(issue)
            elif not issue.open:
                self._resting(issue)
            else:
                self._open(issue)
        departure = Departure(self._ledger, self._composer, self._alerts, self._now, self._inhibitions.host_down)
        self._messages += departure.messages(self._pending)
        self._update()
        changed = self._ledger.changed()
        return Told(tuple(self._ledger.decisions), changed, tuple(self._messages), tuple(self._withdrawn.items()))

    def _inhibit(self) -> inhibit.Inhibitions:
        situation = self._situation
        return inhibit.Inhibitions(situation.plan, situation.issues, self._reaches, self._ledger.known)

    def _routed(self, issue: Issue) -> tuple[str, ...]:
        key = issue.unit, issue.severity
        if key not in self._routes:
            self._routes[key] = route.channels(self._situation.plan.alerts, *key)
        return self._routes[key]

    def _reaches(self, issue: Issue, channel: str) -> bool:
        return channel in self._routed(issue)

    def _recall(self) -> None:
        """Withdraw what waits in the outbox and is no longer true, and forget that it was told."""
        issues = {issue.id: issue for issue in self._situation.issues} if self._situation.queued else {}
        for message, why in recall.to_recall(self._situation.queued, issues, self._still_wanted):
            self._withdrawn[message.id] = why
            for issue in filter(None, map(issues.get, message.issues)):
                if telling := self._ledger.known(issue.id, message.channel):
                    before = recall.undone(telling, issue, message, self._alerts)
                    self._ledger.keep(before)
                    if why == recall.OVER:
                        self._ledger.hold(before, _OVER_BEFORE_SENT)
        for message in self._situation.queued:
            if message.id not in self._withdrawn and message.kind in recall.TELLING_KINDS:
                self._in_outbox.update((number, message.channel) for number in message.issues)
        if self._withdrawn:
            self._inhibitions = self._inhibit()

    def _still_wanted(self, issue: Issue, channel: str, kind: Kind) -> bool:
        routed = kind is Kind.ESCALATION or self._reaches(issue, channel)
        return routed and recall.still_fits(issue, kind) and self._inhibitions.held(issue, channel) is None

    def _open(self, issue: Issue) -> None:
        routed = self._routed(issue)
        late = None if issue.check in dedup.ONCE else self._lateness.of(issue)
        known = self._told_on.get(issue.id, ())
        if not routed:
            self._ledger.hold(self._ledger.of(issue.id, ""), route.NO_ROUTE)
        elif "" in known:
            self._ledger.hold(self._ledger.of(issue.id, ""), route.ROUTED)
        rungs = () if late is None else self._rung_channels(late)
        for channel in dict.fromkeys((*routed, *rungs, *known)):
            if not channel:
                continue
            telling = self._ledger.of(issue.id, channel)
            ruling = self._rule(issue, telling, channel in routed, late)
            quiet = self._quiet[issue.severity] if ruling.kind else None
            if ruling.kind is None:
                self._ledger.hold(telling, ruling)
            elif quiet:
                waiting = telling.waiting_since or self._now if ruling.kind is Kind.NEW else None
                self._ledger.hold(telling, quiet, waiting)
            else:
                host = self._inhibitions.host_down(issue, channel)
                key = group.host_group(host[0]) if host else group.group_of(issue)
                self._pending[channel, key, ruling.kind, ruling.rung].append((issue, ruling))

    def _rung_channels(self, late: int) -> Iterator[str]:
        for rung in self._ladder:
            if rung.after.days <= late:
                yield from (name for name in rung.to if name in self._alerts.channels)

    def _rule(self, issue: Issue, telling: Telling, routed: bool, late: int | None) -> Ruling:
        """What the stages up to dedup and escalate say of an open issue on one channel."""
        channel, now = telling.channel, self._now
        if channel not in self._alerts.channels:
            return route.CHANNEL_GONE
        rung = 0 if late is None else escalate.rung_due(self._ladder, channel, late, routed=routed)
        if not routed and not rung:
            return route.ROUTE_LEFT
        if held := self._inhibitions.held(issue, channel):
            return held
        in_outbox = (issue.id, channel) in self._in_outbox
        ruling = dedup.wanted(issue, telling, self._alerts.repeat, now, in_outbox=in_outbox)
        escalated = escalate.escalated(self._ladder, rung, telling.rung)
        if escalated:
            # Even what is overdue at first sight may heal while its group would wait.
            ready = (telling.waiting_since or now if routed else issue.opened_at) + self._alerts.group_wait
            if ruling.kind is not Kind.NEW or now >= ready:
                ruling = escalated
            elif not routed:
                return Ruling(group.STAGE, "group-wait", until=ready)
        elif not routed:
            return _RUNG_TOLD
        if ruling.kind is None:
            return ruling
        return self._inhibitions.unseen(issue, channel, ruling.kind, self._situation.look) or ruling

    def _resting(self, issue: Issue) -> None:
        ruling = inhibit.resting(issue)
        for channel in dict.fromkeys((*self._routed(issue), *self._told_on.get(issue.id, ()))):
            if channel:
                self._ledger.hold(self._ledger.of(issue.id, channel), ruling)

    def _closed(self, issue: Issue) -> None:
        for channel in self._told_on.get(issue.id, ()):
            telling = self._ledger.of(issue.id, channel)
            if telling.rung and recover.machine_closed(issue):
                telling = replace(telling, rung=0)  # should it return, it has a new due time and climbs anew
                self._ledger.keep(telling)
            ruling = recover.ended(issue, telling)
            if ruling is None:
                continue
            if ruling.kind is None:
                settles = telling.told_at is not None and telling.over_at is None
                (self._ledger.close if settles else self._ledger.hold)(telling, ruling)
            elif channel not in self._alerts.channels:
                self._ledger.close(telling, route.CHANNEL_GONE)
            elif self._inhibitions.site_down(issue):
                self._ledger.hold(telling, inhibit.SITE_DOWN)
            elif quiet := self._quiet[issue.severity]:
                self._ledger.hold(telling, quiet)
            else:
                self._pending[channel, telling.group, Kind.RECOVERY, 0].append((issue, ruling))

    def _update(self) -> None:
        """Bring posts up to date in place: silent, so that no stage holds it; a newer update replaces a queued one."""
        before = self._situation.tellings
        told = (
            (issue, before[issue.id, channel], self._ledger.of(issue.id, channel))
            for issue in (self._situation.issues if self._situation.posts else ())
            for channel in self._told_on.get(issue.id, ())
            if channel in self._alerts.channels
        )
        for (channel, name), issues in refresh.outdated(told, self._situation.posts).items():
            for queued in self._situation.queued:
                if (queued.channel, queued.group, queued.kind) == (channel, name, Kind.UPDATE):
                    self._withdrawn[queued.id] = recall.REPLACED
            members = [Member(issue) for issue in issues]
            self._messages.append(self._composer.message(Parcel(Kind.UPDATE, channel, name, members)))
            for issue in issues:
                self._ledger.keep(replace(self._ledger.of(issue.id, channel), told_version=issue.version))
