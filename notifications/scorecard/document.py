"""A scorecard as one JSON document, for other programs; its schema is generated from the same nouns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from inspection.personal import mask
from inspection.scoring.card import Behind, DeductionLine, Light, Scorecard, VetoLine
from inspection.scoring.standard import Certainty
from inspection.scoring.trend import TrendPoint
from notifications.scorecard import words
from notifications.scorecard.units import UnitFact

SCHEMA = "xunjian/scorecard/1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class BehindOut(_Part):
    """One fault or doubt that a line rests on."""

    check: str
    subject: str
    title: str
    issue: int = Field(description="Number of the issue; 0: it has none.")
    link: str
    points: float = Field(description="Deducted for it, after the item's cap.")
    doubt: bool = Field(description="It could not be judged.")
    early: bool = Field(description="Only an early word; a person decides.")


class VetoOut(_Part):
    """One veto (单项否决) of the site, or of one account."""

    id: str
    group: str
    name: str
    account: str = Field(description="Empty: the veto is the site's.")
    rule: str
    mark: Certainty = Field(description="F: national indicator, F~: quoted, M: customary practice.")
    warning_mark: Certainty = Field(description="The same of the early warnings.")
    state: Light
    words: str = Field(description="The distance in Chinese.")
    measure: str = Field(description="subjects, share (per cent of probes) or days.")
    count: float | None = Field(description="null: not known.")
    veto: int
    yellow: int | None
    red: int | None
    left: float = Field(description="Until the veto, in the measure's unit.")
    undecided: int = Field(description="Subjects that could not be judged.")
    worst: Light = Field(description="The state if all that is undecided were at fault.")
    why: str
    note: str
    behind: list[BehindOut]


class DeductionOut(_Part):
    """One item that points are taken from."""

    id: str
    group: str
    name: str
    rule: str
    mark: Certainty
    points_mark: Certainty
    points: float
    deducted: float = Field(description="For sure.")
    at_most: float = Field(description="With all that is undecided.")
    state: Light = Field(description="red: something is deducted; clear, undecided, unwatched, by-hand.")
    undecided: int
    words: str
    note: str
    behind: list[BehindOut]


class TotalOut(_Part):
    """The points. Of what nobody watches nothing is in them."""

    full: float
    least: float
    most: float
    unseen: float = Field(description="Points of items that no check watches.")
    pass_at: float
    void: bool = Field(description="A veto is reached: nothing is scored, this is what it would be.")
    scaled: bool = Field(description="By the rule for departments without services.")


class TrendOut(_Part):
    """One earlier day's card."""

    day: str
    least: float | None
    most: float | None
    void: bool
    vetoed: int
    warned: int
    undecided: int
    current: bool = Field(description="Whether a whole round looked in the eight days before.")


class UnitOut(_Part):
    """One unit."""

    unit: str
    open_issues: int
    overdue_issues: int
    duties: int
    met: int
    on_time: int
    overdue: int
    faulty: int = Field(description="Duties of which a check sees a fault that is not mended.")
    undecided: int
    interpretation_lag: float | None = Field(description="Mean working days from policy to interpretation.")
    interpreted: int
    correction: float | None = Field(description="Median working days from found to mended.")
    corrected: int


class ScorecardOut(_Part):
    """How a site stands by a standard."""

    schema_: str = Field(default=SCHEMA, alias="schema")
    site: str
    as_of: str
    standard: str
    source: str
    round: str | None
    round_at: str | None
    complete: bool
    verdict: str
    remarks: list[str]
    vetoes: list[VetoOut]
    deductions: list[DeductionOut]
    total: TotalOut | None
    trend: list[TrendOut]
    units: list[UnitOut]


def scorecard_document(
    card: Scorecard, trend: Sequence[TrendPoint] = (), units: Sequence[UnitFact] = ()
) -> dict[str, Any]:
    """Ready for json.dump; personal data in words are masked."""
    made = ScorecardOut(
        site=card.site,
        as_of=card.at.isoformat(timespec="seconds"),
        standard=card.standard,
        source=card.source,
        round=card.looked.round if card.looked else None,
        round_at=card.looked.at.isoformat(timespec="seconds") if card.looked else None,
        complete=bool(card.looked and card.looked.complete),
        verdict=words.verdict(card),
        remarks=list(words.remarks(card)),
        vetoes=[_veto(one) for one in card.vetoes],
        deductions=[_deduction(one) for one in card.deductions],
        total=_total(card),
        trend=[_point(one) for one in trend],
        units=[UnitOut(**one.as_dict()) for one in units],
    )
    return made.model_dump(mode="json", by_alias=True)


def scorecard_schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12."""
    known = ScorecardOut.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **known}


def _behind(one: Behind) -> BehindOut:
    return BehindOut(
        check=one.check,
        subject=mask(one.subject),
        title=mask(one.title),
        issue=one.issue,
        link=one.link,
        points=float(one.points),
        doubt=one.doubt,
        early=one.early,
    )


def _veto(one: VetoLine) -> VetoOut:
    return VetoOut(
        id=one.id,
        group=one.group,
        name=one.name,
        account=one.account,
        rule=one.rule,
        mark=one.mark,
        warning_mark=one.warn_mark,
        state=one.light,
        words=mask(words.distance(one)),
        measure=one.measure,
        count=one.count if one.known else None,
        veto=one.veto,
        yellow=one.yellow,
        red=one.red,
        left=one.left,
        undecided=one.undecided,
        worst=one.worst,
        why=mask(one.why),
        note=one.note,
        behind=[_behind(each) for each in one.behind],
    )


def _deduction(one: DeductionLine) -> DeductionOut:
    return DeductionOut(
        id=one.id,
        group=one.group,
        name=one.name,
        rule=one.rule,
        mark=one.mark,
        points_mark=one.points_mark,
        points=float(one.points),
        deducted=float(one.deducted),
        at_most=float(one.at_most),
        state=one.light,
        undecided=one.undecided,
        words=mask(words.because(one)),
        note=one.note,
        behind=[_behind(each) for each in one.behind],
    )


def _total(card: Scorecard) -> TotalOut | None:
    total = card.total
    if total is None:
        return None
    names = ("full", "least", "most", "unseen", "pass_at")
    points = {name: float(getattr(total, name)) for name in names}
    return TotalOut(**points, void=total.void, scaled=total.scaled)


def _point(one: TrendPoint) -> TrendOut:
    return TrendOut(
        day=one.day.isoformat(),
        least=None if one.least is None else float(one.least),
        most=None if one.most is None else float(one.most),
        void=one.void,
        vetoed=one.vetoed,
        warned=one.warned,
        undecided=one.undecided,
        current=one.current,
    )
