"""An office with its plan and its database, which knows nothing but the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from checks.all import CHECKS
from inspection.vouching_contents import OF_CONTENTS, OF_PROMISES
from tests.people.portal import COLUMNS, Portal
from xunjian.__main__ import app

ROOT = Path(__file__).resolve().parents[2]
UNITS = {"tzgg": "办公室", "zcwj": "法规处", "gzdt": "宣传处"}
MONDAY = "2025-03-24T10:00:00+08:00"
# The clock of these tests walks on, the portal's home page does not; nothing here is about what pages say.
CHOSEN = ",".join(check.name for check in CHECKS if check.name not in OF_CONTENTS | OF_PROMISES)
SEEN: dict[tuple[str, str, str, tuple[str, ...]], dict[str, bytes]] = {}  # the same first round is run once


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    status: int
    output: str

    @property
    def json(self) -> Any:
        return json.loads(self.output)


@dataclass
class Office:
    """`alerts` and `issues` are the plan's sections; `environment` holds the secrets."""

    folder: Path
    portal: Portal
    alerts: dict[str, Any] = field(default_factory=dict)
    issues: dict[str, Any] = field(default_factory=lambda: {"default_unit": "办公室", "office": "宣传处"})
    units: list[Any] = field(default_factory=lambda: list(UNITS.values()))
    more: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    columns: bool = True  # reading them costs a process for each round

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'people.db'}"

    def write_plan(self) -> Path:
        """JSON is YAML."""
        file = self.folder / "plan.yaml"
        plan: dict[str, Any] = {
            "site": {"name": "示例市民政局", "home": self.portal.address + "/", "allow_private_hosts": True},
            "labels": {"enabled": False},  # the portal of these tests has neither labels nor a foot
            "identity": {"enabled": False},
            "crawl": {"delay": 0, "browser": "never", "retry_after": "0s", "looks": 2, "timeout": "5s"},
            "units": self.units,
            "columns": [
                {"name": name, "url": f"/{path}/", "kind": "其他", "unit": UNITS[path]}
                for path, name in COLUMNS.items()
                if self.columns
            ],
            "issues": self.issues,
            "alerts": self.alerts,
            **self.more,
        }
        file.write_text(json.dumps(plan, ensure_ascii=False, indent=1), "utf-8")
        return file

    def _environment(self) -> dict[str, str]:
        return {"XUNJIAN_DATABASE": self.database, **self.environment}

    def run(self, *words: str) -> Ended:
        """One command, in this process: an interpreter for each would cost more than the command."""
        done = CliRunner().invoke(app, list(words), env=self._environment())
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ended(done.exit_code, done.stdout if done.exit_code == 0 else done.stdout + done.stderr)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """One command in a process of its own, to be killed."""
        return subprocess.Popen(
            [sys.executable, "-m", "xunjian", *words],
            cwd=ROOT, env={**os.environ, **self._environment()}, stdin=subprocess.DEVNULL,
            stdout=(self.folder / "output.txt").open("ab"), stderr=subprocess.STDOUT,
        )  # fmt: skip

    def inspect(self, at: str, *more: str) -> Ended:
        """One round, judged at that moment."""
        plan = self.write_plan()
        key = (plan.read_text("utf-8"), repr(self.portal), at, more)
        first = not (self.folder / "people.db").exists()
        if first and key in SEEN:
            for name, held in SEEN[key].items():
                (self.folder / name).write_bytes(held)
            return Ended(1, "")
        chosen = () if "--checks" in more else ("--checks", CHOSEN)
        done = self.run("inspect", str(plan), "--as-of", at, "--quiet", "--fresh", *chosen, *more)
        assert done.status in (0, 1, 3), done.output
        if first:
            SEEN[key] = {file.name: file.read_bytes() for file in self.folder.glob("people.db*") if file.is_file()}
        return done

    def send(self, at: str) -> Ended:
        return self.run("alerts", "send", str(self.write_plan()), "--as-of", at)

    def found(self, *more: str, at: str = MONDAY) -> list[dict[str, Any]]:
        """Issues in any state."""
        done = self.run("issues", "list", "--state", "all", "--format", "json", "--as-of", at, *more)
        assert done.status == 0, done.output
        found: list[dict[str, Any]] = done.json["issues"]
        return found

    def only(self, at: str = MONDAY) -> dict[str, Any]:
        """The one issue there is."""
        found = self.found(at=at)
        assert len(found) == 1, found
        return found[0]

    def act(self, issue: int, state: str, at: str, *more: str) -> Ended:
        return self.run("issues", "set", str(issue), state, "--by", "值班编辑", "--as-of", at, *more)

    def messages(self, *more: str) -> list[dict[str, Any]]:
        done = self.run("alerts", "list", "--format", "json", "--limit", "1000", *more)
        assert done.status == 0, done.output
        found: list[dict[str, Any]] = done.json["messages"]
        return found
