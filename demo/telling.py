"""After the round: who is told what, once; and the week's digest."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from demo.robot import KEY, Robot

_SHOWN = 2  # messages printed whole


async def command(root: Path, *words: str) -> tuple[int, str]:
    """Run the command line as a user would: its exit status, and what it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "xunjian",
        *words,
        cwd=root,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "DEMO_ROBOT_KEY": KEY},
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode("utf-8", "replace")


class Telling:
    """The demo's office after the first round. `problems` are what should not have happened, in Chinese."""

    def __init__(self, root: Path, plan: Path, database: str, as_of: str, robot: Robot) -> None:
        self.root, self.plan, self.database, self.robot = root, plan, database, robot
        self.as_of = datetime.fromisoformat(as_of)
        self.problems: list[str] = []

    async def _send(self, after: timedelta) -> str:
        moment = (self.as_of + after).isoformat()
        status, said = await command(
            self.root, "alerts", "send", str(self.plan), "--database", self.database, "--as-of", moment
        )
        if status != 0:
            self.problems.append(f"发送消息的命令以 {status} 结束：{said.strip()}")
        return said.strip()

    async def _issues(self) -> list[dict[str, Any]]:
        words = ("issues", "list", "--plan", str(self.plan), "--database", self.database, "--format", "json")
        status, said = await command(self.root, *words, "--state", "all")
        if status != 0:
            self.problems.append(f"列问题单的命令以 {status} 结束：{said.strip()}")
            return []
        found: list[dict[str, Any]] = json.loads(said)["issues"]
        return found

    async def first(self, findings: int) -> list[str]:
        """Ten minutes after the round: the groups have waited, and are told."""
        issues = await self._issues()
        if len(issues) != findings:
            self.problems.append(f"{findings} 项发现应成为 {findings} 张问题单，实为 {len(issues)} 张")
        await self._send(timedelta(minutes=10))
        if not self.robot.told:
            self.problems.append("没有收到任何消息")
        lines = [f"{findings} 项发现成为 {len(issues)} 张问题单，合并为 {len(self.robot.told)} 条消息发到企业微信群："]
        for message in self.robot.told[:_SHOWN]:
            lines += ["", *(f"  │ {line}" for line in message.splitlines())]
        return [*lines, ""]

    async def second(self, findings: int) -> list[str]:
        """The next day: everything is still wrong, everybody knows, nothing is said again."""
        before = len(self.robot.told)
        await self._send(timedelta(days=1, minutes=10))
        states = {issue["state"] for issue in await self._issues()}
        if states != {"confirmed"}:
            self.problems.append(f"次日再次巡检后，问题单应全部为“确认”，实为 {sorted(states)}")
        if again := self.robot.told[before:]:
            self.problems.append(f"已告知过的又发了 {len(again)} 条")
        return [f"次日再巡检一轮：{findings} 项仍在，问题单由“疑似”转为“确认”；已经告知过，没有重复发送。"]

    async def digest(self, folder: Path) -> list[str]:
        """The week as a page and as a Word file."""
        year, week, _ = self.as_of.isocalendar()
        name = f"{year}-W{week:02}"
        made = []
        for form, ending in (("html", "html"), ("docx", "docx")):
            file = folder / f"digest-{name}.{ending}"
            until = (self.as_of + timedelta(days=7)).isoformat()
            words = ("digest", str(self.plan), "--week", name, "--format", form, "--output", str(file))
            status, said = await command(self.root, *words, "--database", self.database, "--as-of", until)
            if status != 0 or not file.exists():
                self.problems.append(f"周报没有写成：{said.strip()}")
            made.append(file.name)
        return [f"巡检周报：{'、'.join(made)}。"]
