"""What checks say: findings, and what could not be judged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FINGERPRINT_VERSION = "v1"

# A value that JSON can carry.
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class Severity(StrEnum):
    """How much a fault weighs. The order of the members is the order of weight."""

    CRITICAL = "critical"  # a veto of the national indicators by itself
    ERROR = "error"  # a fault that inspections count
    WARNING = "warning"  # practice, or an early word before a fault


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check yields: one fault, before the runner stamps the check's identity on it.

    `subject` is the identity of the faulty thing and never changes between rounds: a normalised URL, or a name from the
    plan. `title` is one Chinese sentence that says what is wrong.
    """

    subject: str
    title: str
    unit: str | None = None
    column: str | None = None
    found_on: tuple[str, ...] = ()
    evidence: Mapping[str, Json] = field(default_factory=dict)
    severity: Severity | None = None  # where this fault weighs otherwise than its check's default
    basis: str | None = None  # where this fault rests on another clause than its check's


@dataclass(frozen=True, slots=True)
class CannotTell:
    """What a check yields when it could not judge: neither a fault nor sound."""

    subject: str
    reason: str  # kebab-case
    detail: str = ""  # Chinese, for people


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with its check's identity."""

    check: str
    severity: Severity
    subject: str
    title: str
    basis: str
    fingerprint: str
    unit: str | None = None
    column: str | None = None
    found_on: tuple[str, ...] = ()
    evidence: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Undecided:
    """What could not be judged, with its check's identity."""

    check: str
    subject: str
    reason: str
    detail: str = ""


def fingerprint(site: str, check: str, subject: str) -> str:
    """The identity of a fault across rounds: `v1:` and 32 hex digits, from the site, the check and the subject."""
    digest = hashlib.sha256("\x00".join((site, check, subject)).encode()).hexdigest()
    return f"{FINGERPRINT_VERSION}:{digest[:32]}"
