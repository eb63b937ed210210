"""The stages of telling, one after another: who is told of which issue, on which channel, as what, and why not.

route → inhibit → dedup and escalate → quiet hours → group; recover where an issue is over. Pure: no clock, no store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from inspection.alerting import Alerts
from inspection.answering import office_of
from inspection.findings import Severity
from inspection.issue import Issue
from inspection.telling import Kind, Message, Telling
from notifications import dedup, escalate, group, inhibit, quiet_hours, recover, route
from notifications.composing import Composer, Member, Parcel
from notifications.ledger import Ledger
from notifications.situation import Ruling, Situation, Told

_ESCALATED_HERE = Ruling(escalate.STAGE, "rung-told")
_Key = tuple[str, str, Kind, int]  # channel, group, kind, rung


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
        self._now = situation.now.astimezone(UTC)  # of one zone without leaps: times are compared and added
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
        self._inhibitions = inhibit.Inhibitions(plan, situation.issues, self._reaches, self._ledger.known)
        self._composer = Composer(plan, self._alerts, self._now, self._lateness, office_of(plan), situation.new_id)
        self._pending: defaultdict[_Key, list[tuple[Issue, Ruling]]] = defaultdict(list)
        self._messages: list[Message] = []
        self._withdrawn: dict[str, str] = {}

    def told(self) -> Told:
        for issue in self._situation.issues:
            if not issue.alive:
                self._closed(issue)
            elif not issue.open:
                self._resting(issue)
            else:
                self._open(issue)
        self._send()
        self._update()
        return Told(
            tuple(self._ledger.decisions), self._ledger.changed(), tuple(self._messages), tuple(self._withdrawn.items())
        )

    def _routed(self, issue: Issue) -> tuple[str, ...]:
        key = issue.unit, issue.severity
        if key not in self._routes:
            self._routes[key] = route.channels(self._situation.plan.alerts, *key)
        return self._routes[key]

    def _reaches(self, issue: Issue, channel: str) -> bool:
        return channel in self._routed(issue)

    def _open(self, issue: Issue) -> None:
        routed, late = self._routed(issue), self._lateness.of(issue)
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
        return (
            name
            for rung in self._ladder
            if rung.after.days <= late
            for name in rung.to
            if name in self._alerts.channels
        )

    def _rule(self, issue: Issue, telling: Telling, routed: bool, late: int | None) -> Ruling:
        channel = telling.channel
        if channel not in self._alerts.channels:
            return route.CHANNEL_GONE
        rung = 0 if late is None else escalate.rung_due(self._ladder, channel, late, routed=routed)
        if not routed and not rung:
            return route.ROUTE_LEFT
        if held := self._inhibitions.held(issue, channel):
            return held
        ruling = dedup.wanted(issue, telling, self._alerts.repeat, self._now, in_outbox=False)
        since = telling.waiting_since or self._now if routed else issue.opened_at
        escalated = escalate.escalated(self._ladder, rung, telling.rung)
        if escalated and (ruling.kind is not Kind.NEW or self._now >= since + self._alerts.group_wait):
            ruling = escalated
        elif not routed:
            return _ESCALATED_HERE
        if ruling.kind and inhibit.not_looked_at(issue, ruling.kind, self._situation.look):
            return inhibit.NOT_LOOKED_AT
        return ruling

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
                done = ruling is recover.CLOSED_BY_PERSON
                (self._ledger.close if done else self._ledger.hold)(telling, ruling)
            elif channel not in self._alerts.channels:
                self._ledger.close(telling, route.CHANNEL_GONE)
            elif self._inhibitions.site_down(issue):
                self._ledger.hold(telling, inhibit.SITE_DOWN)
            elif quiet := self._quiet[issue.severity]:
                self._ledger.hold(telling, quiet)
            else:
                self._pending[channel, telling.group, Kind.RECOVERY, 0].append((issue, ruling))

    def _send(self) -> None:
        last: dict[tuple[str, str, Kind | None], datetime] = {}
        for telling in self._ledger.all():
            key = telling.channel, telling.group, telling.told_kind
            if telling.told_at and (key not in last or telling.told_at > last[key]):
                last[key] = telling.told_at
        for (channel, name, kind, rung), items in self._pending.items():
            members = [(issue, self._ledger.of(issue.id, channel)) for issue, _ in items]
            hold = group.waits(members, kind, last.get((channel, name, kind)), self._alerts, self._now)
            if hold:
                for _, telling in members:
                    waiting = telling.waiting_since or self._now if kind is Kind.NEW else None
                    self._ledger.hold(telling, hold, waiting)
                continue
            parcel = Parcel(
                kind,
                channel,
                name,
                [Member(issue, ruling.reason) for issue, ruling in items],
                rung,
                self._inhibitions.host_down(items[0][0], channel),
            )
            message = self._composer.message(parcel)
            self._messages.append(message)
            for issue, ruling in items:
                self._ledger.tell(issue, channel, ruling, message, self._alerts.repeat)

    def _update(self) -> None:
        """Bring posts up to date where an issue in them has moved since it was told; a newer update replaces older."""
        if not self._situation.posts:
            return
        moved: set[tuple[str, str]] = set()
        in_post: defaultdict[tuple[str, str], list[Issue]] = defaultdict(list)
        for issue in self._situation.issues:
            for channel in self._told_on.get(issue.id, ()):
                telling = self._ledger.of(issue.id, channel)
                before = self._situation.tellings[issue.id, channel]
                post = channel, telling.group
                if telling.told_at is None or post not in self._situation.posts:
                    continue
                in_post[post].append(issue)
                if before.told_version != issue.version and before.group == telling.group:
                    moved.add(post)
        for channel, name in sorted(moved):
            if channel not in self._alerts.channels:
                continue
            for queued in self._situation.queued:
                if (queued.channel, queued.group, queued.kind) == (channel, name, Kind.UPDATE):
                    self._withdrawn[queued.id] = "replaced-by-newer"
            issues = in_post[channel, name]
            self._messages.append(
                self._composer.message(Parcel(Kind.UPDATE, channel, name, [Member(issue) for issue in issues]))
            )
            for issue in issues:
                self._ledger.keep(replace(self._ledger.of(issue.id, channel), told_version=issue.version))
