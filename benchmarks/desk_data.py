"""A database of many issues, as some years of inspection would leave it: steps, evidence, units, columns, sites."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from inspection.findings import Severity, fingerprint
from inspection.issue import ALIVE, CLOSED, Act, Issue, State, Step
from inspection.plan_file import digest_of
from notifications.wording import CHECK_NAMES
from store import cases
from store.case_tables import issues, steps
from store.store import Store

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
_HTML = '<a href="{address}" class="list-item" title="关于做好相关工作的通知">关于做好相关工作的通知</a>'
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is. `alive`: the share of issues that are not over."""

    issues: int = 50_000
    units: int = 30
    columns: int = 60
    sites: int = 1
    alive: float = 0.2
    seed: int = 7


def site_names(size: Size) -> list[str]:
    """The first has most of the issues."""
    return [f"示例网站{n + 1}" for n in range(size.sites)]


def plan_text(site: str, size: Size) -> str:
    """A plan that names the units and columns."""
    units = "".join(f"  - {unit_name(n)}\n" for n in range(size.units))
    columns = "".join(
        f"  - {{name: {column_name(n)}, url: 'https://portal.example/c{n}/', unit: {unit_name(n % size.units)}, "
        "update_within: 30d}\n"
        for n in range(size.columns)
    )
    return f"site: {{name: {site}, home: 'https://portal.example/'}}\nunits:\n{units}columns:\n{columns}"


def unit_name(number: int) -> str:
    """`业务处07`."""
    return f"业务处{number + 1:02}"


def column_name(number: int) -> str:
    """`栏目07`."""
    return f"栏目{number + 1:02}"


def fill(store: Store, size: Size) -> list[str]:
    """Put it all into an empty database; the names of the sites."""
    chance = random.Random(size.seed)  # the same data each time
    sites = site_names(size)
    for site in sites:
        text = plan_text(site, size)
        store.record_plan(site, digest_of(text), text, NOW - timedelta(days=900))
    made = (_issue(n, sites[0] if n % 10 else chance.choice(sites), size, chance) for n in range(size.issues))
    _write(store, made, chance)
    return sites


def _issue(number: int, site: str, size: Size, chance: random.Random) -> Issue:
    check = chance.choice(list(CHECK_NAMES))
    address = f"https://portal.example/c{number % size.columns}/2026/{chance.randrange(10**6)}/t{number}.html"
    opened = NOW - timedelta(minutes=chance.randrange(900 * 1440))
    state = chance.choice(sorted(ALIVE if chance.random() < size.alive else CLOSED))
    seen = min(NOW, opened + timedelta(days=chance.randrange(40)))
    column = chance.randrange(size.columns)
    return Issue(
        site=site,
        fingerprint=fingerprint(site, check, f"{address}#{number}"),
        check=check,
        subject=address,
        title=f"“关于做好第{number}项工作的通知”所在网页{CHECK_NAMES[check]}，请及时处理",
        severity=chance.choices(list(Severity), (1, 6, 3))[0],
        basis="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
        opened_at=opened,
        seen_at=seen,
        looked_at=seen,
        state=state,
        version=chance.randrange(1, 9),
        unit=None if chance.random() < 0.02 else unit_name(column % size.units),
        column=None if chance.random() < 0.1 else column_name(column),
        found_on=tuple(f"{address}?p={n}" for n in range(chance.randrange(1, 12))),
        evidence=_evidence(address, chance),
        round="r",
        sightings=chance.randrange(1, 60),
        person=chance.choice(["甲", "乙", "丙"]) if state is State.ASSIGNED else None,
        due_at=opened + timedelta(days=chance.choice((1, 5, 20))),
        confirmed_at=opened,
        closed_at=seen if state in CLOSED else None,
        muted_until=NOW + timedelta(days=9) if state is State.MUTED else None,
        before_mute=State.CONFIRMED if state is State.MUTED else None,
    )


def _evidence(address: str, chance: random.Random) -> dict[str, Any]:
    probes = [
        {"at": (NOW - timedelta(hours=n)).isoformat(), "status": 404, "ms": chance.randrange(900)} for n in range(8)
    ]
    return {"status": 404, "reason": "not-found", "html": _HTML.format(address=address) * 6, "probes": probes}


def _write(store: Store, made: Iterator[Issue], chance: random.Random) -> None:
    rows: list[dict[str, Any]] = []
    for number, issue in enumerate(made, 1):
        rows.append({"id": number, **cases.issue_row(issue)})
        if len(rows) == _BATCH:
            _flush(store, rows, chance)
    _flush(store, rows, chance)


def _flush(store: Store, rows: list[dict[str, Any]], chance: random.Random) -> None:
    history = [
        cases.step_row(
            row["id"], Step(row["opened_at"] + timedelta(days=n), "xunjian", Act.CHANGE, None, State(row["state"])), NOW
        )
        for row in rows
        for n in range(chance.randrange(1, 7))
    ]
    if rows:
        with store.writing() as connection:
            connection.execute(insert(issues), rows)
            connection.execute(insert(steps), history)
    rows.clear()
