"""Pictures that show faults, and how families of pages are read: nouns of what the browser leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from inspection.findings import Json


@dataclass(frozen=True, slots=True)
class Picture:
    """What shows one fault. Digests are SHA-256 in the evidence store; None where there is no such thing."""

    fingerprint: str
    taken_at: datetime  # aware
    round: str
    page: str  # the address that was opened
    shows: str  # Chinese: what is outlined; without a picture, why there is none
    reason: str | None = None  # why there is no picture
    evidence: str | None = None  # PNG with the fault outlined, personal data covered
    snapshot: str | None = None  # the page's HTML, personal data masked
    har: str | None = None  # HAR 1.2 of the failing request, secrets and personal data masked


class Mode(StrEnum):
    """How the pages of a family are read."""

    PLAIN = "plain"  # by HTTP alone
    SOURCE = "source"  # from the data that a script asks for, asked for directly
    RENDERED = "rendered"  # in the browser


@dataclass(frozen=True, slots=True)
class Family:
    """What rounds have learnt of the pages of one family. `recipe` says how a source is asked; empty otherwise."""

    family: str
    mode: Mode
    learnt_at: datetime  # aware
    tried_at: datetime  # aware; the last time that it served, or did not
    recipe: Mapping[str, Json] = field(default_factory=dict)
    failures: int = 0  # in a row
    note: str = ""  # Chinese: how it came to be so
