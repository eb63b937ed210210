"""The digest as one self-contained HTML page that survives e-mail: tables, inline styles and SVG, no script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from notifications.digest import account_words, charts, figures
from notifications.digest.duty_facts import DutyLine
from notifications.digest.facts import (
    WEEKS_SHOWN,
    AccountFact,
    Coming,
    DigestFacts,
    Freshness,
    IssueFact,
    Standing,
    Tally,
    Veto,
)
from notifications.digest.phrases import (
    cell_day,
    day,
    evidence_address,
    issue_address,
    said,
    unit_name,
    week_name,
)
from notifications.digest.text import where_to_read
from notifications.readable import clickable
from notifications.scorecard.drawing import legend, trend_drawing
from notifications.templating import template
from notifications.thresholds import standing
from notifications.wording import SEVERITIES

ISSUES_SHOWN = 20  # of each list
COLUMNS_SHOWN = 150
OTHERS_SHOWN = 30


Draw = Callable[[charts.Drawing], Markup]


@dataclass(frozen=True, slots=True)
class _Issue:
    id: int
    title: str
    severity: str
    severity_name: str
    notes: str
    why: str
    evidence: str  # where the fault is seen
    desk: str  # the issue's own page


@dataclass(frozen=True, slots=True)
class _List:
    name: str
    total: int
    shown: tuple[_Issue, ...]

    @property
    def more(self) -> int:
        """How many were left out."""
        return self.total - len(self.shown)


def render(facts: DigestFacts, reference: str = "") -> str:
    """The page; `reference` is the message's id, where it is sent."""
    return template("digest.html.j2", said, day, cell_day, unit_name).render(
        facts=facts, reference=reference, **shown(facts, _picture)
    )


def shown(facts: DigestFacts, draw: Draw) -> dict[str, object]:
    """What a page shows of the facts, in its order; `draw` makes a picture of the page."""
    coming = figures.coming(facts)
    return {
        "heading": figures.heading(facts),
        "week": week_name(facts),
        "verdict": figures.verdict(facts),
        "grave": not facts.looked or facts.counts.overdue > 0 or any(v.state == "vetoed" for v in facts.vetoes),
        "remarks": tuple(figures.remarks(facts)),
        "tiles": figures.tiles(facts),
        "rounds": figures.rounds(facts),
        "lists": _lists(facts),
        "checks": _bars(facts.by_check, draw),
        "units": _bars(facts.by_unit, draw),
        "columns": [_column(one, draw) for one in figures.worst_first(facts.columns)[:COLUMNS_SHOWN]],
        "more_columns": max(0, len(facts.columns) - COLUMNS_SHOWN),
        "legend": _legend(draw),
        "weeks_shown": WEEKS_SHOWN,
        "accounts": [_account(facts, one, draw) for one in account_words.worst_first(facts.accounts)[:OTHERS_SHOWN]],
        "more_accounts": max(0, len(facts.accounts) - OTHERS_SHOWN),
        "coming": [_coming(facts, one) for one in coming[:OTHERS_SHOWN]],
        "more_coming": max(0, len(coming) - OTHERS_SHOWN),
        "duties": facts.duties,
        "duty_lists": _duty_lists(facts),
        "vetoes": [_veto(one, draw) for one in facts.vetoes],
        "scorecard": facts.scorecard,
        "score_drawing": _score_drawing(facts, draw),
        "score_legend": legend(facts.scorecard.trend) if facts.scorecard else "",
        "doubts": facts.undecided[:OTHERS_SHOWN],
        "more_doubts": max(0, len(facts.undecided) - OTHERS_SHOWN),
        "acknowledge": figures.speed(facts.acknowledge),
        "correct": figures.speed(facts.correct),
        "where": where_to_read(facts),
    }


def _duty_lists(facts: DigestFacts) -> list[tuple[str, Sequence[DutyLine], int]]:
    told = facts.duties
    if told is None:
        return []
    lists = (("到期未确认", told.overdue), ("两周内到期", told.coming), ("未能判定", told.undecided))
    return [(name, lines[:OTHERS_SHOWN], max(0, len(lines) - OTHERS_SHOWN)) for name, lines in lists if lines]


def _score_drawing(facts: DigestFacts, draw: Draw) -> Markup | None:
    card = facts.scorecard
    return draw(trend_drawing(card.trend)) if card is not None and len(card.trend) > 1 else None


def _lists(facts: DigestFacts) -> tuple[_List, ...]:
    named = (
        ("逾期未整改", facts.overdue),
        ("本周新发现", facts.new),
        ("复发及退回", facts.reopened),
        ("已复核办结", facts.fixed),
    )
    return tuple(_List(name, len(every), _shown(facts, every)) for name, every in named if every)


def _shown(facts: DigestFacts, issues: Sequence[IssueFact]) -> tuple[_Issue, ...]:
    return tuple(
        _Issue(
            id=issue.id,
            title=said(issue.title, 120),
            severity=issue.severity.value,
            severity_name=SEVERITIES[issue.severity.value],
            notes="　".join(figures.issue_notes(facts, issue)),
            why=said(issue.why, 80),
            evidence=evidence_address(issue),
            desk=issue_address(facts, issue.id),
        )
        for issue in issues[:ISSUES_SHOWN]
    )


def _bars(tallies: Sequence[Tally], draw: Draw) -> list[tuple[Tally, Markup]]:
    most = max((tally.end for tally in tallies), default=1)
    return [(tally, draw(_bar(tally, most))) for tally in tallies[:OTHERS_SHOWN]]


def _bar(tally: Tally, most: int) -> charts.Drawing:
    """Overdue, then open, then what waits (claimed, muted)."""
    parts = (
        (tally.overdue, charts.RED),
        (tally.open - tally.overdue, charts.BLUE),
        (tally.end - tally.open, charts.PALE),
    )
    label = f"逾期{tally.overdue}，待整改{tally.open}，未办结{tally.end}"
    return charts.bar(parts, most, width=120, label=label)


def _column(column: Freshness, draw: Draw) -> dict[str, object]:
    return {
        "name": said(column.column, 40),
        "link": column.url if clickable(column.url) else "",
        "unit": unit_name(column.unit),
        "standing": figures.standing(column),
        "poor": column.standing.value in {"stale", "blank"},
        "newest": cell_day(column.newest),
        "limit": "不限" if column.deadline_days is None else f"{column.deadline_days} 天",
        "words": figures.strip_words(column),
        "strip": draw(charts.strip(column, figures.strip_words(column))),
    }


def _account(facts: DigestFacts, account: AccountFact, draw: Draw) -> dict[str, object]:
    weeks = account.freshness
    newest = weeks.newest_link if weeks and clickable(weeks.newest_link) else ""
    return {
        "name": account_words.title(account),
        "unit": unit_name(account.unit),
        "standing": account_words.standing(account),
        "poor": account_words.stands(account) in {Standing.STALE, Standing.BLANK},
        "newest": f"{cell_day(weeks.newest)} “{said(weeks.newest_title, 60)}”" if weeks and weeks.newest else "",
        "link": newest,
        "limit": f"{weeks.deadline_days} 天" if weeks and weeks.deadline_days is not None else "不限",
        "notes": "，".join(account_words.notes(account)),
        "strip": draw(charts.strip(weeks, figures.strip_words(weeks))) if weeks else "",
        "sources": [
            {"said": account_words.source(facts, one), "bad": one in account_words.failing(account)}
            for one in account.sources
        ],
    }


def _coming(facts: DigestFacts, one: Coming) -> dict[str, object]:
    own = issue_address(facts, one.issue) if one.issue else ""
    return {
        "on": day(one.on),
        "kind": figures.COMING[one.kind],
        "name": said(one.name, 100),
        "note": figures.coming_note(facts, one),
        "link": own or (one.link if clickable(one.link) else ""),
        "issue": one.issue,
    }


def _veto(veto: Veto, draw: Draw) -> dict[str, object]:
    said_so = standing(veto.count, veto.unknown, veto.left)
    label = f"{veto.name}：{said_so}"
    return {
        "name": veto.name,
        "said": said_so,
        "state": veto.state,
        "warn": veto.warn,
        "veto": veto.veto,
        "columns": "、".join(said(name, 24) for name in veto.columns[:12]) + ("等" if len(veto.columns) > 12 else ""),
        "bar": draw(charts.distance(veto, label=label)),
    }


def _legend(draw: Draw) -> list[tuple[Markup, str]]:
    return [(draw(charts.strip_of([cell], words)), words) for cell, (_, words) in figures.CELLS.items()]


def _picture(drawing: charts.Drawing) -> Markup:
    return Markup(charts.svg(drawing))  # noqa: S704, charts.svg escapes the only foreign words in it
