"""The table of the national simulation: workers, waits, rows, space and lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.national import Costs, Country
    from benchmarks.national_pool import Played

CORES, GIGABYTES = 16, 64  # of one worker machine
BUSY = 0.7  # of its processors, at most
DAYS_KEPT = (7, 14, 30, 90)  # XUNJIAN_KEEP_ROUNDS
_A_DAY = 86_400.0


def table(country: Country, costs: Costs, played: Played) -> str:
    """Markdown."""
    return "\n".join([*_work(country, costs, played), "", *_waits(played), "", *_space(country, costs)]) + "\n"


def _work(country: Country, costs: Costs, played: Played) -> Iterator[str]:
    sizes = country.sizes()
    mean = sum(sizes) / len(sizes)
    processor = sum(played.done[kind] * costs.of(kind, "cpu", round(mean)) for kind in played.done)
    busy = played.running / _A_DAY  # places in use, on average
    per_place = processor / played.running  # processors that one round in progress uses
    memory = max(costs.of(kind, "memory", round(mean)) for kind in ("full", "daily"))
    per_machine = max(1, min(int(CORES * BUSY / per_place), int(GIGABYTES * 1e9 * BUSY / memory)))
    median = sorted(sizes)[len(sizes) // 2]
    yield f"{country.sites:,} sites, {sum(sizes):,} pages (a site's median {median:,}, at most {max(sizes):,})"
    yield ""
    yield "| what | figure |"
    yield "|---|---|"
    yield f"| rounds at once (places) | {played.places:,} |"
    yield f"| places in use, on average | {busy:,.0f} ({played.utilisation:.0%}) |"
    yield f"| processor of one round in progress | {per_place:.3f} |"
    yield f"| rounds at once per machine ({CORES} processors, {GIGABYTES} GB) | {per_machine} |"
    yield f"| worker machines | {-(-played.places // per_machine):,} |"
    bits = 8 * sum(played.done[kind] * costs.of(kind, "network", round(mean)) for kind in played.done) / _A_DAY
    asked = sum(played.done[kind] * costs.of(kind, "requests", round(mean)) for kind in played.done) / _A_DAY
    yield f"| requests per second, on average | {asked:,.0f} |"
    yield f"| line, on average | {bits / 1e6:,.0f} Mbit/s |"


def _waits(played: Played) -> Iterator[str]:
    yield "| round | asked a day | done | skipped | wait, median | wait, 95 % |"
    yield "|---|---|---|---|---|---|"
    for kind in ("watch", "daily", "full"):
        half, late = played.wait(kind, 0.5), played.wait(kind, 0.95)
        yield (
            f"| {kind} | {played.asked[kind]:,} | {played.done[kind]:,} | {played.skipped[kind]:,} "
            f"| {half:,.0f} s | {late:,.0f} s |"
        )


def _space(country: Country, costs: Costs) -> Iterator[str]:
    a_day = {"watch": _A_DAY / country.watch_every, "daily": 1.0, "full": 1 / 7}
    mean = round(country.pages / country.sites)

    def daily(what: str) -> float:
        return country.sites * sum(times * costs.of(kind, what, mean) for kind, times in a_day.items())

    yield "| what is stored | a day | " + " | ".join(f"kept {days} days" for days in DAYS_KEPT) + " |"
    yield "|---|---|" + "---|" * len(DAYS_KEPT)
    for name, what, unit, word in (
        ("rows", "rows", 1e6, "million"),
        ("database", "database", 1e9, "GB"),
        ("evidence", "evidence", 1e9, "GB"),
    ):
        figures = " | ".join(f"{daily(what) * days / unit:,.0f} {word}" for days in DAYS_KEPT)
        yield f"| {name} | {daily(what) / unit:,.1f} {word} | {figures} |"
