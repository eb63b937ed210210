"""Precision and recall of every check over generated portals, through the command line as a user runs it."""

# ruff: noqa: E501  lines that are printed are wide
from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from benchmarks.portals import FAMILIES, Portal, Serving, generate, serve
from benchmarks.portals.portal import Claim

ROOT = Path(__file__).resolve().parents[1]
CHECKS = (
    "broken-link", "site-down", "stale-column", "blank-column", "undated-column", "future-date",
    "missing-interpretation", "late-interpretation", "unlinked-interpretation", "missing-publication",
)  # fmt: skip


@dataclass(slots=True)
class Score:
    """What one portal's round got right and wrong. Claims as in the portal's truth, with real addresses."""

    family: str
    seed: int
    hits: Counter[str] = field(default_factory=Counter)
    missed: set[Claim] = field(default_factory=set)
    invented: set[Claim] = field(default_factory=set)
    silent: set[Claim] = field(default_factory=set)  # should have been listed as undecided, and was not
    seconds: float = 0.0
    status: int = 0
    error: str = ""
    notes: dict[Claim, str] = field(default_factory=dict)


async def inspect(plan: Path, as_of: str, folder: Path, *more: str) -> tuple[int, dict[str, Any] | None, str]:
    """Run the command; its exit status, its report and what it said on stderr."""
    report = folder / "report.json"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "xunjian", "inspect", str(plan), "--as-of", as_of, "--report", str(report),
        "--database", f"sqlite:///{folder / 'round.db'}", *more,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    try:
        _, errors = await asyncio.wait_for(process.communicate(), 180)
    except TimeoutError:
        process.kill()
        await process.wait()
        return -1, None, "no end after 180 s"
    said = errors.decode(errors="replace")[-3000:]
    return process.returncode or 0, json.loads(report.read_text("utf-8")) if report.exists() else None, said


def compare(serving: Serving, report: dict[str, Any], score: Score) -> None:
    """Fill in hits, misses and inventions."""
    truth = serving.portal.truth

    def real(claims: set[Claim]) -> set[Claim]:
        return {(check, serving.real(subject)) for check, subject in claims}

    found = {(f["check"], f["subject"]) for f in report["findings"]}
    open_ = {(u["check"], u["subject"]) for u in report["undecided"]}
    must, noted, undecided = real(truth.must), real(truth.noted), real(truth.undecided)
    score.hits.update(check for check, _ in must & found)
    score.missed = must - found
    score.invented = found - must - real(truth.may) - noted
    score.silent = {c for c in undecided if c not in open_} | {c for c in noted if c not in open_ and c not in found}
    for finding in report["findings"]:
        claim = (finding["check"], finding["subject"])
        if claim in score.invented:
            score.notes[claim] = f"{finding['title']} {json.dumps(finding.get('evidence'), ensure_ascii=False)[:300]}"
    for item in report["undecided"]:
        score.notes.setdefault((item["check"], item["subject"]), f"undecided: {item['reason']}")


async def score_portal(portal: Portal) -> tuple[Score, Serving, dict[str, Any] | None]:
    """Serve one portal, inspect it, compare."""
    score = Score(portal.family, portal.seed)
    with tempfile.TemporaryDirectory() as name, serve(portal) as serving:
        folder = Path(name)
        plan = folder / "plan.yaml"
        plan.write_text(serving.real(portal.plan), "utf-8")
        began = time.monotonic()
        score.status, report, said = await inspect(plan, portal.as_of.isoformat(), folder)
        score.seconds = time.monotonic() - began
        if report is None or score.status not in portal.ends:
            score.error = f"exit status {score.status}: {said}"
        if report is not None:
            compare(serving, report, score)
        asked = {target for _, target in serving.asked}
        for address in sorted(portal.never & asked):
            score.invented.add(("never-asked", address))
        return score, serving, report


def _where(portal: Portal, subject: str) -> str:
    """The HTML around what a claim is about, so that it can be understood."""
    if not subject.startswith("http"):
        path = next(
            (
                line.split('url: "')[1].split('"')[0]
                for line in portal.plan.splitlines()
                if f"name: {subject}, url" in line
            ),
            "",
        )
        if not path:
            return next((line for line in portal.plan.splitlines() if f"name: {subject}," in line), "")
    else:
        path = unquote("/" + subject.split("/", 3)[3])
    answer = portal.site.get(path)
    body = (answer.body if answer else b"").decode("gb18030" if portal.family == "old" else "utf-8", "replace")
    main = body.find('<div class="position">')
    shown = body[main : main + 1800] if main >= 0 else body[:800]
    linked = [k for k, a in portal.site.items() if path.rsplit("/", 1)[-1].encode() in a.body][:3]
    return f"{path} → {answer.status if answer else 'unknown'}; linked on {linked}\n{shown}"


def _table(scores: list[Score]) -> tuple[str, bool]:
    rows, perfect = [], True
    for family in [*sorted({s.family for s in scores}), "all"]:
        for check in CHECKS:
            own = [s for s in scores if family in (s.family, "all")]
            hits = sum(s.hits[check] for s in own)
            missed = sum(1 for s in own for c in s.missed if c[0] == check)
            invented = sum(1 for s in own for c in s.invented if c[0] == check)
            if hits + missed + invented and (family == "all" or missed or invented):
                precision, recall = hits / (hits + invented or 1), hits / (hits + missed or 1)
                rows.append(
                    f"{family:10} {check:26} P {precision:.3f} R {recall:.3f}  ({hits} hit, {missed} missed, {invented} invented)"
                )
                perfect = perfect and not missed and not invented
    return "\n".join(rows), perfect


async def _all(portals: list[Portal], jobs: int) -> list[tuple[Score, Serving, dict[str, Any] | None]]:
    gate = asyncio.Semaphore(jobs)

    async def one(portal: Portal) -> tuple[Score, Serving, dict[str, Any] | None]:
        async with gate:
            out = await score_portal(portal)
            s = out[0]
            sys.stderr.write(
                f"{s.family}/{s.seed}: {s.seconds:.1f} s, missed {len(s.missed)}, invented {len(s.invented)}, silent {len(s.silent)} {s.error[-300:]}\n"
            )
            return out

    return await asyncio.gather(*(one(p) for p in portals))


def main() -> int:
    """Run the portals of these seeds and families; 0 when nothing was missed or invented."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0-2", help="a-b or a,b,c")
    parser.add_argument("--families", default=",".join(f.name for f in FAMILIES))
    parser.add_argument("--down", default="", help="refused, reset, 503, hang or wall: the whole site fails so")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--details", type=int, default=40, help="how many misses and inventions are shown with their HTML"
    )
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    low, dash, high = options.seeds.partition("-")
    seeds = range(int(low), int(high) + 1) if dash else [int(s) for s in options.seeds.split(",")]
    portals = [generate(seed, family, options.down) for family in options.families.split(",") for seed in seeds]
    done = asyncio.run(_all(portals, options.jobs))
    shown, out = defaultdict[str, int](int), sys.stdout.write
    for (score, _, _), portal in zip(done, portals, strict=True):
        for word, claims in (("MISSED", score.missed), ("INVENTED", score.invented), ("SILENT", score.silent)):
            for claim in sorted(claims):
                out(
                    f"\n{word} {score.family}/{score.seed} {claim[0]} {unquote(claim[1])}  {score.notes.get(claim, '')}\n"
                )
                shown[word + claim[0]] += 1
                if shown[word + claim[0]] * len(CHECKS) <= options.details:
                    out(_where(portal, claim[1]) + "\n")
    table, perfect = _table([d[0] for d in done])
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    out(
        f"\n{table}\n{len(done)} rounds, {sum(bool(d[0].error) for d in done)} failed, {usage.ru_maxrss // 1024} MB at most\n"
    )
    if options.json:
        rows = [
            {
                "family": s.family,
                "seed": s.seed,
                "seconds": s.seconds,
                "missed": sorted(s.missed),
                "invented": sorted(s.invented),
            }
            for s, _, _ in done
        ]
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    return 0 if perfect and not any(d[0].error for d in done) else 1


if __name__ == "__main__":
    sys.exit(main())
