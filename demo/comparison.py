"""A report beside what is known: what was missed, and what was invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from demo.truth import Known, Truth


@dataclass(frozen=True, slots=True)
class Invented:
    """A finding that is no fault. `why` says what the thing is, where that is known."""

    check: str
    subject: str
    title: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a report got wrong.

    `missed`: known faults that were not found, and things beyond judgement on which the report is silent.
    `invented`: findings that are no faults. `otherwise`: found, but with another reason than the true one.
    `unclear`: what the report could not judge though it can be judged; a weakness, but no untruth.
    """

    missed: tuple[Known, ...]
    invented: tuple[Invented, ...]
    otherwise: tuple[tuple[Known, str], ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Nothing missed, nothing invented."""
        return not self.missed and not self.invented


def compare(report: Mapping[str, Any], truth: Truth) -> Comparison:
    """Hold a report (a document as in docs/report.schema.json) against the truth."""
    found = {(f["check"], f["subject"]): f for f in report["findings"]}
    undecided = {u["subject"] for u in report["undecided"]}
    known = {(k.check, k.subject): k for k in truth.faults}
    whys = {k.subject: k.why for k in (*truth.faults, *truth.sound, *truth.undecided)}
    beyond = {k.subject for k in truth.undecided}
    silent = [k for k in truth.undecided if k.subject not in undecided]
    return Comparison(
        missed=(*(k for key, k in known.items() if key not in found), *silent),
        invented=tuple(
            Invented(f["check"], f["subject"], f["title"], whys.get(f["subject"], ""))
            for key, f in found.items()
            if key not in known
        ),
        otherwise=tuple(
            (k, said)
            for key, k in known.items()
            if key in found and (said := _reason(found[key])) != k.reason and k.reason
        ),
        unclear=tuple(sorted(undecided - beyond - {k.subject for k in truth.faults})),
    )


def _reason(finding: Mapping[str, Any]) -> str:
    return str(finding.get("evidence", {}).get("reason", ""))
