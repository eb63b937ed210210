"""The digest as messages for the outbox: the whole to the plan's channels, each unit's own to its contacts by mail."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from inspection.findings import Severity
from inspection.plan import Plan
from inspection.telling import Kind, Message
from notifications.alert import Alert, File, to_payload
from notifications.digest import figures, html, text, word
from notifications.digest.facts import DigestFacts
from notifications.digest.phrases import week_name

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def digest_alerts(
    plan: Plan, facts: Iterable[DigestFacts], at: datetime, document: Callable[[DigestFacts], bytes] = word.document
) -> list[Message]:
    """One message for each digest and channel; `at` is when they are put into the outbox.

    A unit whose contacts have no address gets none. Nothing is made where the plan asks for no digest.
    """
    made: list[Message] = []
    for one in facts:
        for channel, recipients in _ways(plan, one.unit):
            made.append(_message(plan, one, channel, recipients, at, document))
    return made


def units_reached(plan: Plan) -> list[str]:
    """Units that get a digest of their own, in the plan's order."""
    return [unit.name for unit in plan.units if any(_ways(plan, unit.name))]


def message_id(site: str, week: str, unit: str | None, channel: str) -> str:
    """`w2025w13-1a2b3c4d`: the same for the same digest, so that it is sent once."""
    known = hashlib.sha256("\x00".join((site, week, unit or "", channel)).encode("utf-8", "replace")).hexdigest()
    return f"w{week.replace('-', '').lower()}-{known[:8]}"


def _ways(plan: Plan, unit: str | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Channels, each with the recipients in place of its own (none: its own)."""
    if plan.alerts is None or plan.alerts.digest is None:
        return
    named = plan.unit(unit)
    own = tuple(dict.fromkeys(person.email for person in named.contacts if person.email)) if named else ()
    for name in dict.fromkeys(plan.alerts.digest.to):
        channel = plan.alerts.channels.get(name)
        if channel is None:
            continue
        if unit is None:
            yield name, ()
        elif own and channel.kind == "email":
            yield name, own
            return  # two mail channels reach the same people


def _message(
    plan: Plan,
    facts: DigestFacts,
    channel: str,
    recipients: tuple[str, ...],
    at: datetime,
    document: Callable[[DigestFacts], bytes],
) -> Message:
    assert plan.alerts is not None
    week = str(facts.week)
    reference = message_id(facts.site, week, facts.unit, channel)
    mail = plan.alerts.channels[channel].kind == "email"
    group = f"digest {week} {facts.unit or '*'}"
    alert = Alert(
        id=reference,
        kind=Kind.DIGEST,
        site=facts.site,
        at=facts.until,
        group=group,
        severity=_worst(facts),
        headline=f"{figures.heading(facts)}　{week_name(facts)}",
        because="巡检周报，按方案每周发送一次",
        total=facts.counts.end,
        unit=facts.unit,
        more=text.more(facts),
        text=text.terminal(facts) if mail else text.chat(facts),
        html=html.render(facts, reference) if mail else "",
        files=(_file(facts, document(facts)),) if mail else (),
        recipients=recipients,
        open=False,
    )
    return Message(reference, facts.site, channel, Kind.DIGEST, group, alert.severity, at, at, to_payload(alert))


def _file(facts: DigestFacts, content: bytes) -> File:
    """The name says the week only: a unit's name may hold what file systems refuse."""
    return File(f"巡检周报-{facts.week}.docx", WORD_TYPE, b64encode(content).decode("ascii"))


def _worst(facts: DigestFacts) -> Severity:
    return next((Severity(tally.key) for tally in facts.by_severity if tally.end), Severity.WARNING)
