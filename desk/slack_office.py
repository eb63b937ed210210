"""Slack's buttons on the desk's own address: which plans have them, and the counters that serve them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from desk.desk import Desk
from inspection.alerting import Slack
from inspection.findings import Json
from inspection.issue import Deed, Issue, RefusedError
from inspection.plan import Plan
from notifications.channels.slack_actions import Target
from schedulers.slack_counter import Perform, Served, SlackCounter, perform_on
from schedulers.slack_signature import Signature
from store.audit import AuditRow


class SlackOffice:
    """One for each application: what was served once is not served again while it lives."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._counters: dict[str, tuple[tuple[str, ...], SlackCounter]] = {}  # by the name of the secret's variable

    def places(self) -> list[tuple[Slack, tuple[str, ...], Signature]]:
        """Each Slack whose secret this machine has, with its sites. Reads plans: blocks."""
        found: dict[str, tuple[Slack, list[str]]] = {}
        for site in self._desk.plans.sites():
            for settings in _bots(self._desk.plans.of(site)):
                if self._secret(settings):
                    _, sites = found.setdefault(settings.signing_secret_env, (settings, []))
                    sites.append(site)
        clock = self._desk.clock
        return [
            (settings, tuple(dict.fromkeys(sites)), Signature(self._secret(settings), lambda: clock().timestamp()))
            for settings, sites in found.values()
        ]

    def counter(self, settings: Slack, sites: tuple[str, ...]) -> SlackCounter:
        """The one that serves these sites; a plan that names another site meanwhile has a counter anew."""
        known = self._counters.get(settings.signing_secret_env)
        if known is None or known[0] != sites:
            desk = self._desk
            served = [Served(partial(desk.plans.of, site), audited(desk, site)) for site in sites]
            known = sites, SlackCounter(served, settings, desk.environment, desk.clock, desk.clock)
            self._counters[settings.signing_secret_env] = known
        return known[1]

    async def finish(self) -> None:
        """Wait for what was begun."""
        for _, counter in self._counters.values():
            await counter.finish()

    def _secret(self, settings: Slack) -> str:
        return self._desk.environment.get(settings.signing_secret_env, "").strip()


def _bots(plan: Plan) -> list[Slack]:
    written = plan.alerts.channels.values() if plan.alerts else ()
    return [one.slack for one in written if one.slack is not None and not one.slack.webhook_env]


def audited(desk: Desk, site: str) -> Perform:
    """Deeds on the site's issues, kept in the audit trail like those that are done on the desk."""
    perform = perform_on(desk.store, partial(desk.plans.of, site))

    def keep(target: Target, deed: Deed) -> Mapping[int, Issue | RefusedError]:
        results = perform(target, deed)
        done = [number for number, said in results.items() if isinstance(said, Issue)]
        refused = {str(number): str(said) for number, said in results.items() if isinstance(said, RefusedError)}
        subject = "、".join(str(number) for number in results)[:500]
        detail: dict[str, Json] = {"done": list(done), "refused": dict(refused), "why": deed.why, "unit": deed.unit}
        desk.store.audit(
            AuditRow(desk.clock(), deed.who, f"issue-{deed.act.value}", subject, {**detail, "by": "Slack"})
        )
        return results

    return keep
