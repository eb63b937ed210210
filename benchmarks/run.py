"""This tool against a bare reference and its neighbours, interleaved in one run on one generated portal.

`python -m benchmarks.run --pages 2000 --runs 3` writes results.json and results.md and prints the table.
"""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.addresses import Addresses
from benchmarks.measure import Measured, measure
from benchmarks.peers import ROOT, Task, Tool, default_prefix, own_tools, peers
from benchmarks.plan import CONCURRENCY, LOOKS, RETRY_AFTER, TIMEOUT
from benchmarks.score import Truth, score
from benchmarks.serve import Traffic, read_traffic, serve
from benchmarks.site import generate
from benchmarks.tables import machine, markdown, summarise

ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_COLOR": "1"}


def run_tool(tool: Tool, folder: Path, addresses: Addresses, scratch: Path, limit: float) -> tuple[Measured, Traffic]:
    """One run on a freshly started server, everything unsteady set back. `scratch` is emptied first."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    with serve(folder, addresses) as log:
        task = task_of(folder, addresses, scratch)
        measured = measure(tool.command(task), out=task.out, limit=limit, extra_env=ENVIRONMENT, cwd=ROOT)
    return measured, read_traffic(log)


def task_of(folder: Path, addresses: Addresses, scratch: Path) -> Task:
    """What every tool is handed."""
    return Task(addresses.home, folder / "plan.yaml", folder / "targets.txt", scratch, scratch / "out")


def record(tool: Tool, task: Task, measured: Measured, traffic: Traffic, truth: Truth) -> dict[str, Any]:
    """One run's figures; `failed` says why there are none to trust."""
    line: dict[str, Any] = {
        "tool": tool.name,
        "wall_s": round(measured.wall, 3),
        "cpu_s": round(measured.cpu, 3),
        "cpu_ms_per_request": round(1000 * measured.cpu / max(1, traffic.requests), 3),
        "largest_mb": round(measured.largest / 1e6, 1),
        "tree_mb": round(measured.tree / 1e6, 1),
        "requests": traffic.requests,
        "heads": traffic.heads,
        "bytes": traffic.bytes,
        "status": measured.status,
    }
    try:
        line |= score(truth, tool.broken(task)).as_json()
    except (OSError, ValueError, KeyError) as error:
        said = task.out.with_suffix(".stderr").read_text("utf-8", "replace")[-600:]
        line["failed"] = f"{type(error).__name__}: {error}; {said}"
    return line


def list_targets(reference: Tool, folder: Path, addresses: Addresses, scratch: Path) -> None:
    """The addresses for tools that do not crawl, from one crawl that is not counted and warms the caches."""
    run_tool(reference, folder, addresses, scratch, 600)
    seen = json.loads((scratch / "reference.json").read_text("utf-8"))["seen"]
    (folder / "targets.txt").write_text("\n".join(seen), "utf-8")


def chosen(prefix: Path, names: str) -> list[Tool]:
    """The tools named, comma-separated; all that are installed where none is named."""
    tools = [*own_tools(), *peers(prefix)]
    wanted = [name for name in names.split(",") if name]
    unknown = set(wanted) - {t.name for t in tools}
    if unknown:
        raise SystemExit(f"not installed: {', '.join(sorted(unknown))}; run: python -m benchmarks.peers install")
    return [t for t in tools if not wanted or t.name in wanted]


def main() -> None:
    """Generate, run everything in turn, print and write what came out."""
    given = _arguments()
    addresses = Addresses()
    tools = chosen(given.prefix, given.tools)
    reference = own_tools()[1]
    runs: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="xunjian-bench-") as scratch:
        work = given.work or Path(scratch)
        folder = work / f"portal-{given.pages}"
        shutil.rmtree(folder, ignore_errors=True)
        portal = generate(folder, given.pages, seed=given.seed, addresses=addresses, stalls=given.stalls)
        list_targets(reference, folder, addresses, work / "reference")
        for number in range(given.runs):
            for tool in tools[number % len(tools) :] + tools[: number % len(tools)]:
                at = work / tool.name
                measured, traffic = run_tool(tool, folder, addresses, at, given.limit)
                line = record(tool, task_of(folder, addresses, at), measured, traffic, portal.truth())
                runs.append({"run": number + 1, **line})
                sys.stderr.write(f"{json.dumps(runs[-1], ensure_ascii=False)}\n")
    results = {
        "machine": machine(),
        "command": shlex.join(["python", "-m", "benchmarks.run", *sys.argv[1:]]),
        "settings": {"concurrency": CONCURRENCY, "timeout_s": TIMEOUT, "looks": LOOKS, "retry_after_s": RETRY_AFTER},
        "portal": {"pages": portal.pages, "files": portal.files, "seed": given.seed, "stalls": given.stalls},
        "versions": {t.name: t.version for t in tools},
        "medians": summarise(runs),
        "runs": runs,
    }
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
    text = markdown(results)
    (given.out / "results.md").write_text(text, "utf-8")
    sys.stdout.write(text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stalls", type=int, default=0, help="addresses that never answer; each costs whole time-outs")
    parser.add_argument("--tools", default="", help="comma-separated; default: every one that is installed")
    parser.add_argument("--prefix", type=Path, default=default_prefix(), help="where peers are installed")
    parser.add_argument("--limit", type=float, default=900, help="seconds after which a tool is ended")
    parser.add_argument("--out", type=Path, default=Path("reports/benchmark"))
    parser.add_argument("--work", type=Path, default=None, help="keep the portal and every tool's output here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
