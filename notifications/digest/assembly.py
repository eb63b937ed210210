"""From what the store held to the facts of one digest: of the whole site, or of one unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspection.answering import office_of
from inspection.findings import Undecided
from inspection.plan import Plan
from inspection.reasons import explain
from inspection.scoring.score import score
from notifications.digest import counting, listing
from notifications.digest.accounts import accounts
from notifications.digest.availability import availability
from notifications.digest.duties import duties_fact
from notifications.digest.facts import AccountFact, Counts, DigestFacts, Doubt, Freshness, RoundsOfKind, Veto
from notifications.digest.freshness import freshness
from notifications.digest.material import Looked, Material
from notifications.digest.score_fact import ScoreFact
from notifications.readable import clickable
from notifications.reasons import with_mend
from notifications.scorecard.brief import brief
from notifications.thresholds import Threshold, thresholds, thresholds_of
from notifications.wording import ROUND_KINDS, check_name, check_order


def facts_of(material: Material, unit: str | None = None) -> DigestFacts:
    """The digest's facts; `unit` must be one of the plan's."""
    plan, clock, time = material.plan, material.clock, material.time
    start, until = clock.start, clock.until
    issues = listing.of_unit(material.issues, unit)
    columns = tuple(one for one in columns_of(material) if unit is None or one.unit == unit)
    media = accounts(material, unit)
    doubts = [one for one in material.undecided if unit is None or _asked_of(plan, one.subject) == unit]
    last = material.rounds[-1].at if material.rounds else None
    return DigestFacts(
        site=plan.site.name,
        home=plan.site.home_url,
        week=clock.week,
        start=start,
        until=until,
        finished=material.finished,
        unit=unit,
        office=office_of(plan),
        desk=(plan.alerts.desk or "").rstrip("/") if plan.alerts else "",
        looked=bool(material.rounds),
        rounds=_rounds(material.rounds),
        counts=counting.counts(issues, start, until),
        before=_before(material, unit),
        by_severity=counting.by_severity(issues, start, until),
        by_check=counting.by_check(issues, start, until),
        by_unit=counting.by_unit(issues, start, until) if unit is None else (),
        acknowledge=counting.time_to_acknowledge(issues, start, until, time),
        correct=counting.time_to_correct(issues, start, until, time),
        new=listing.new(material, issues),
        overdue=listing.overdue(material, issues),
        reopened=listing.reopened(material, issues),
        fixed=listing.fixed(material, issues),
        columns=columns,
        coming=listing.coming(material, issues, (columns, _own(media, unit)), unit),
        vetoes=vetoes_of(material),
        undecided=tuple(doubts_of(doubts)),
        undecided_at=last.astimezone(clock.zone) if last else None,
        accounts=media,
        duties=duties_fact(material, unit) if plan.duties else None,
        scorecard=_scorecard(material) if unit is None else None,
        availability=availability(material.probes, start, until) if unit is None else None,
    )


def _before(material: Material, unit: str | None) -> Counts | None:
    if not material.rounds_before:
        return None
    week = material.clock.week.earlier()
    zone = material.clock.zone
    return counting.counts(listing.of_unit(material.issues_before, unit), week.start(zone), week.end(zone))


def _rounds(rounds: Sequence[Looked]) -> tuple[RoundsOfKind, ...]:
    kinds = [*ROUND_KINDS, *sorted({one.kind for one in rounds} - ROUND_KINDS.keys())]
    every = {kind: [one for one in rounds if one.kind == kind] for kind in kinds}
    return tuple(
        RoundsOfKind(kind, len(some), sum(one.complete for one in some), some[-1].at, some[-1].complete)
        for kind, some in every.items()
        if some
    )


def columns_of(material: Material) -> tuple[Freshness, ...]:
    """Every column that is read at all, over the weeks."""
    doubts = {one.subject: explain(one.reason) for one in material.undecided if one.check == "stale-column"}
    return freshness(material.plan, material.read, doubts, material.clock)


def _own(media: Sequence[AccountFact], unit: str | None) -> tuple[Freshness, ...]:
    """The weeks of the accounts for which the unit answers."""
    return tuple(one.freshness for one in media if one.freshness and (unit is None or one.unit == unit))


def vetoes_of(material: Material) -> tuple[Veto, ...]:
    """The distance to each veto by the last round; nothing where none looked."""
    if not material.rounds:
        return ()
    measured, whole = _measured(material)
    return tuple(
        Veto(t["name"], t["count"], t["warn"], t["veto"], t["left"], t["state"], tuple(t["columns"]), t["unknown"])
        for t in measured
        if whole or t["state"] != "clear"
    )


def _scorecard(material: Material) -> ScoreFact | None:
    scored = material.scored
    if scored is None or not material.rounds:
        return None
    desk = (material.plan.alerts.desk or "").rstrip("/") if material.plan.alerts else ""
    return brief(score(scored.standard, scored.facts), scored.trend, desk)


def _measured(material: Material) -> tuple[list[Threshold], bool]:
    """The vetoes, and whether all was seen: what a round could not see is no distance to a veto."""
    if material.scored is not None:
        return thresholds(material.scored.standard, material.scored.facts), material.scored.facts.current
    kinds = {column.name: column.kind for column in material.plan.columns}
    names = [account.name for account in material.plan.accounts]
    return thresholds_of(material.findings, kinds, material.undecided, names), material.rounds[-1].complete


def _asked_of(plan: Plan, subject: str) -> str | None:
    """The unit whose column, account or expectation that is; of an account's source, who mends it."""
    units: dict[str, str | None] = {
        f"{one.name}：{label}": source.keeper or one.unit for one in plan.accounts for label, source in one.labelled
    }
    units |= {one.name: one.unit for one in plan.expectations}
    units |= {one.name: one.unit for one in plan.accounts}
    units |= {one.name: one.unit for one in plan.columns}
    return units.get(subject)


def doubts_of(undecided: Iterable[Undecided]) -> Iterable[Doubt]:
    """What could not be judged, each subject and reason once."""
    told: dict[tuple[str, str], list[Undecided]] = {}
    for one in sorted(undecided, key=lambda u: (check_order(u.check), u.subject, u.reason)):
        told.setdefault((one.subject, one.reason), []).append(one)
    for (subject, reason), some in told.items():
        checks = tuple(dict.fromkeys(check_name(one.check) for one in some))
        said = explain(reason)
        detail = next((one.detail for one in some if one.detail and said not in one.detail), "")
        link = subject if clickable(subject) else ""
        whole = f"{said}（{detail}）" if detail and detail != said else said
        yield Doubt(subject, checks, with_mend(some[0].check, reason, whole), link)
