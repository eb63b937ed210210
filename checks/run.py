"""Run the checks over one round: stamp identities, merge what is one fault, and survive a check that breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from checks.all import CHECKS
from checks.check import Check
from inspection.errors import CheckError
from inspection.findings import CannotTell, Fault, Finding, Undecided, fingerprint
from inspection.observed import Observed


@dataclass(frozen=True, slots=True)
class BrokenCheck:
    """A check that raised: what it had said before counts, what it would have said is missing."""

    check: str
    error: str  # type and message, one line


def run_checks(
    observed: Observed, checks: Iterable[Check] = CHECKS
) -> tuple[list[Finding], list[Undecided], list[BrokenCheck]]:
    """Findings (one per fingerprint, in the checks' order), what could not be judged, and the checks that raised."""
    findings: dict[str, Finding] = {}
    undecided: dict[tuple[str, str, str], Undecided] = {}
    broken: list[BrokenCheck] = []
    for check in checks:
        try:
            for said in check.judge(observed):
                if isinstance(said, Fault):
                    finding = stamp(observed.plan.site.name, check, said)
                    earlier = findings.get(finding.fingerprint)
                    findings[finding.fingerprint] = _merged(earlier, finding) if earlier else finding
                else:
                    held = _undecided(check, said)
                    undecided.setdefault((held.check, held.subject, held.reason), held)
        except Exception as error:  # noqa: BLE001
            # One of the two broad excepts of the house: a check that meets a record it did not foresee must not cost
            # the office the other checks' findings. It is recorded by name, so that silence is not taken for soundness.
            broken.append(BrokenCheck(check.name, _one_line(error)))
    return list(findings.values()), list(undecided.values()), broken


def select_checks(names: Iterable[str], checks: Iterable[Check] = CHECKS) -> tuple[Check, ...]:
    """The checks of these names, in their own order. Raises CheckError that names the unknown ones and the known."""
    wanted, known = set(names), {check.name: check for check in checks}
    unknown = sorted(wanted - known.keys())
    if unknown:
        raise CheckError(f"没有名为“{'、'.join(unknown)}”的检查，可用的有：{'、'.join(known)}")
    return tuple(check for name, check in known.items() if name in wanted)


def stamp(site: str, check: Check, fault: Fault) -> Finding:
    """The fault with its check's identity; the fault's own severity and basis win."""
    return Finding(
        check=check.name,
        severity=fault.severity or check.severity,
        subject=fault.subject,
        title=fault.title,
        basis=fault.basis or check.basis,
        fingerprint=fingerprint(site, check.name, fault.subject),
        unit=fault.unit,
        column=fault.column,
        found_on=fault.found_on,
        evidence=fault.evidence,
    )


def _merged(first: Finding, second: Finding) -> Finding:
    """One fault that was said twice: the first one's words, the places of both."""
    places = tuple(dict.fromkeys((*first.found_on, *second.found_on)))
    return replace(first, found_on=places, unit=first.unit or second.unit, column=first.column or second.column)


def _undecided(check: Check, said: CannotTell) -> Undecided:
    return Undecided(check.name, said.subject, said.reason, said.detail)


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]
