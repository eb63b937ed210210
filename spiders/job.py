"""What the reader's process is asked to do. Apart from the reader, so that asking does not import Scrapy."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from inspection.plan import Column, Plan
from inspection.service_visits import policy_columns

GO = "go"  # told to the reader: the sweep is over
STOP = "stop"  # told to a reader: finish what is in hand and end; what is not read stays unread
COOKIES = "cookies"  # told to a reader, before a line of JSON: what lets requests through a firewall
DONE = "done"  # told by the reader: everything is in the store, the rest is tidying up

ACCOUNTS_MODULE = "spiders.read_accounts"
COLUMNS_MODULE = "spiders.read_columns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the reader must know; everything else is in the store."""

    plan: str  # the plan's text
    database: str
    evidence: str
    round: str
    site: str
    as_of: str  # ISO
    kind: str
    folder: str = ""  # where the plan stands: export files are named from there
    owner: str = ""  # of the lease under which it is written; empty: no lease is needed
    paces: str = ""  # the database that gives out turns, where that is another one
    columns: tuple[str, ...] = ()  # which columns are read; empty: all
    base: str = ""  # the round whose readings may be relied on where nothing has changed since

    def line(self) -> str:
        """As one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=True) + "\n"


def is_read(plan: Plan, column: Column) -> bool:
    """Whether a column's rows matter: it is judged for freshness, or something is looked for in it."""
    named = set(plan.interpretation.policies + plan.interpretation.interpretations) if plan.interpretation else set()
    named.update(policy_columns(plan))
    named.update(plan.validity.columns)
    for entries in (plan.expectations, plan.decisions, plan.libraries, plan.tables):
        named.update(name for entry in entries for name in entry.columns)
    if plan.consultations is not None:
        named.update((*plan.consultations.columns, *plan.consultations.results))
    return column.deadline is not None or column.name in named


def account_limit(kind: str) -> float:
    """Seconds that the reading of all accounts may take: platforms are asked slowly, and a watch round comes often."""
    return 600.0 if kind == "watch" else 2400.0
