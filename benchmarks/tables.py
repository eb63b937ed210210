"""Results as people read them: medians, ratios to the reference, one Markdown table, and the machine they hold for."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

_MEDIANS = ("wall_s", "cpu_ms_per_request", "largest_mb", "tree_mb", "requests", "heads", "bytes")
_SCORES = ("hard", "soft", "hidden", "precision")


def machine() -> dict[str, Any]:
    """Processor, cores, memory and system."""
    cpu = _value(Path("/proc/cpuinfo"), "model name") or platform.processor()
    memory = _value(Path("/proc/meminfo"), "MemTotal").split()
    return {
        "cpu": cpu,
        "cores": os.cpu_count(),
        "memory_gb": round(int(memory[0]) / 1e6, 1) if memory else None,
        "system": platform.platform(),
        "load_before": os.getloadavg()[0],
    }


def _value(file: Path, key: str) -> str:
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")


def summarise(runs: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Per tool: medians of what varies, the worst run of what is a verdict, the ratio to the reference's wall time."""
    out: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys(run["tool"] for run in runs):
        own = [run for run in runs if run["tool"] == name]
        line: dict[str, Any] = {key: round(median(run[key] for run in own), 3) for key in _MEDIANS}
        sound = [run for run in own if "failed" not in run]
        for key in _SCORES:
            line[key] = round(min(run[key] for run in sound), 4) if len(sound) == len(own) else None
        line["failed"] = next((run["failed"] for run in own if "failed" in run), None)
        out[name] = line
    if "reference" in out:
        for line in out.values():
            line["wall_ratio"] = round(line["wall_s"] / out["reference"]["wall_s"], 2)
    return out


def markdown(results: dict[str, Any]) -> str:
    """The whole result as one Markdown section."""
    m, portal, settings = results["machine"], results["portal"], results["settings"]
    head = (
        f"`{results['command']}`\n\n"
        f"{portal['pages']} pages, {portal['files']} files, seed {portal['seed']}, {portal['stalls']} addresses that "
        f"never answer; {settings['concurrency']} requests in flight, time-out {settings['timeout_s']} s. "
        f"{m['cpu']}, {m['cores']} cores, {m['memory_gb']} GB, {m['system']}; "
        f"load before {m['load_before']:.1f}. Medians of {max(run['run'] for run in results['runs'])}; "
        "recall and precision are the worst run's.\n\n"
    )
    rows = [
        "| tool | wall s | × reference | CPU ms/request | MB, largest process | MB, all | requests | MB received "
        "| recall hard | soft | hidden | precision |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, line in results["medians"].items():
        cells = [
            f"{name} {results['versions'][name]}",
            f"{line['wall_s']:.2f}",
            f"{line.get('wall_ratio', 0):.2f}",
            f"{line['cpu_ms_per_request']:.2f}",
            f"{line['largest_mb']:.0f}",
            f"{line['tree_mb']:.0f}",
            f"{line['requests']:.0f}",
            f"{line['bytes'] / 1e6:.1f}",
            *("failed" if line[key] is None else f"{line[key]:.3f}" for key in _SCORES),
        ]
        rows.append(f"| {' | '.join(cells)} |")
    notes = [f"- {name} failed: {line['failed']}" for name, line in results["medians"].items() if line["failed"]]
    last = {run["tool"]: run for run in results["runs"] if "failed" not in run}
    notes += [
        f"- {name} missed {_counts(run['missed'])}; invented {_counts(run['invented'])}" for name, run in last.items()
    ]
    return head + "\n".join(rows) + "\n\n" + "\n".join(notes) + "\n"


def _counts(counted: dict[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counted.items()) or "nothing"
