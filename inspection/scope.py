"""One judged round, and what it looked at: what decides whether a fault that was not found is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspection.calendar import Workdays
from inspection.issue import Look
from inspection.plan import Plan
from inspection.records import Verdict
from inspection.visits import View, Visit


@dataclass(frozen=True, slots=True)
class Scope:
    """One round, and what it looked at.

    `verdicts` is what the round recorded of every address that it tried (address → verdict); None where that is not
    at hand. It is what tells an address that was skipped from one that was mended. `cut_off` has, by round, what was
    met and not opened because of robots.txt or a limit: of this round and of those that saw the issues last.
    `not_had` are addresses that failed in a way that may pass, whether or not anything links to them.
    `articles` are those that are known of accounts, each with the addresses that it leads to, as far as they count.
    """

    look: Look
    plan: Plan
    workdays: Workdays
    kind: str  # full, daily or watch
    complete: bool
    checks: frozenset[str]  # that ran and did not break
    verdicts: Mapping[str, Verdict] | None = None
    cut_off: Mapping[str, frozenset[str]] = field(default_factory=dict)
    not_had: frozenset[str] = frozenset()
    articles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    watched: bool = False  # whether there is a record of probes around the clock
    visits: Mapping[tuple[str, View], Visit] = field(default_factory=dict)  # a browser's last look at each address
