"""What a walk of a column wants to see, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Purpose = Literal["list", "source", "article"]


@dataclass(frozen=True, slots=True)
class Want:
    """An address that the walk wants to see, and what for."""

    url: str
    purpose: Purpose
    forwards: int = 0
    base: str | None = None  # of a source: the page that it belongs to


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that answered."""

    url: str  # where redirects led
    body: bytes
    content_type: str = ""
    evidence: str | None = None
    truncated: bool = False  # the body was cut at the size limit: rows may be missing


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that could not be had: a probe's reason; `undecided` when that is nobody's fault yet."""

    reason: str
    undecided: bool = False
