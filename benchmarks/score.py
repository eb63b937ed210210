"""Compares what a tool called broken with the truth about a portal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

Truth = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Recall per kind of fault; precision over everything reported, undecided targets among the inventions."""

    hard: float
    soft: float
    hidden: float
    precision: float
    reported: int
    missed: dict[str, int] = field(default_factory=dict)  # by sort of target
    invented: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the results' file."""
        return asdict(self)


def score(truth: Truth, reported: Collection[str]) -> Score:
    """`reported`: normalised addresses that the tool called broken. What the truth does not name is sound."""
    claims = set(reported)
    faulty = {url for url, fact in truth.items() if fact["verdict"] == "faulty"}

    def recall(kind: str) -> float:
        wanted = {url for url in faulty if truth[url]["kind"] == kind}
        return len(wanted & claims) / len(wanted) if wanted else 1.0

    missed = Counter(truth[url]["what"] for url in faulty - claims)
    invented = Counter(truth[url]["what"] if url in truth else "ordinary" for url in claims - faulty)
    return Score(
        hard=recall("hard"),
        soft=recall("soft"),
        hidden=recall("hidden"),
        precision=len(claims & faulty) / len(claims) if claims else 1.0,
        reported=len(claims),
        missed=dict(sorted(missed.items())),
        invented=dict(sorted(invented.items())),
    )
