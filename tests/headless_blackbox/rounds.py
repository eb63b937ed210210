"""Runs the product as its users do: a plan on disk and commands in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.headless_blackbox.server import Portal
from tests.headless_blackbox.truth import Truth

COMMAND = [sys.executable, "-m", "xunjian"]


@dataclass
class Round:
    """What one `xunjian inspect` said; `entries` of each column: title, address without origin, date."""

    code: int
    seconds: float
    report: dict[str, Any]
    entries: dict[str, set[tuple[str, str, str]]]
    stderr: str

    def findings(self, origin: str) -> set[tuple[str, str]]:
        return {(each["check"], each["subject"].replace(origin, "")) for each in self.report["findings"]}

    def undecided(self, origin: str) -> set[tuple[str, str]]:
        return {(each["check"], each["subject"].replace(origin, "")) for each in self.report["undecided"]}


def plan(made: Truth, origin: str, browser: str = "auto", more: str = "", delay: float = 0) -> str:
    columns = "\n".join(
        f"  - {{name: {each.name}, url: {each.path}, kind: {each.kind}, unit: 办公室}}" for each in made.columns
    )
    wanted = made.column("通知公告").articles
    kept = f"  - {{name: 甲, due: {{by: {made.today}}}, title: {wanted[-1].title}, unit: 办公室}}\n" if wanted else ""
    return (
        f"site: {{name: 某某区民政局, home: {origin}/, allow_private_hosts: true, owned: true}}\n"
        f"crawl: {{delay: {delay}, browser: {browser}, retry_after: 0.1s, looks: 2}}\nunits: [办公室, 法规处]\n"
        f"columns:\n{columns}\n"
        "interpretation: {policies: [政策文件], interpretations: [政策解读], within: 3 workdays, since: 2020-01-01}\n"
        f"expectations:\n{kept}"
        "  - {name: 乙, due: {yearly: 01-31}, all_of: [政府信息公开, 年度报告], unit: 办公室}\n" + more
    )


def inspect(
    folder: Path, portal: Portal, text: str, kind: str = "full", environment: dict[str, str] | None = None, *more: str
) -> Round:
    """One round; articles as the store holds them afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(text, "utf-8")
    given = {key: value for key, value in os.environ.items() if not key.startswith("XUNJIAN_")} | (environment or {})
    database = f"sqlite:///{folder / 'x.db'}"
    report = folder / f"report-{kind}.json"
    report.unlink(missing_ok=True)
    began = time.monotonic()
    ran = subprocess.run(
        [*COMMAND, "inspect", str(folder / "plan.yaml"), "--round", kind, "--database", database, "--quiet",
         "--report", str(report), "--html", str(folder / "report.html"), *more],
        env=given, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    seconds = time.monotonic() - began
    if not report.exists():
        raise AssertionError(f"no report: exit {ran.returncode}\n{ran.stdout[-2000:]}\n{ran.stderr[-3000:]}")
    listed = subprocess.run(
        [*COMMAND, "articles", "--database", database, "--format", "json", "--limit", "100000"],
        env=given, capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    entries: dict[str, set[tuple[str, str, str]]] = {}
    for each in json.loads(listed.stdout)["articles"]:
        one = (each["title"], each["url"].replace(portal.origin, ""), (each["published_at"] or "")[:10])
        entries.setdefault(each["channel"], set()).add(one)
    return Round(ran.returncode, seconds, json.loads(report.read_text("utf-8")), entries, ran.stderr)


def expected(made: Truth) -> dict[str, set[tuple[str, str, str]]]:
    return {
        column.name: {(each.title, each.path, str(each.day or "")) for each in column.articles}
        for column in made.columns
    }
