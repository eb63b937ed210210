"""What became of the messages of one run of the sender."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """`troubles` are Chinese, a line each."""

    delivered: int = 0
    postponed: int = 0
    withdrawn: int = 0
    gave_up: int = 0
    troubles: list[str] = field(default_factory=list)
