"""The desk on what the demo's rounds have found: visited by a program as a person would, or left open for one."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

import aiohttp
from bs4 import BeautifulSoup, Tag

NEW_PASSWORD = "演示用的新口令-2025"  # noqa: S105 (of a desk that lives for seconds, on loopback)
PAGES = ("/", "/issues", "/board", "/expectations", "/rounds", "/digests", "/plan", "/people", "/me", "/api")
_STARTED_WITHIN = 60.0  # seconds


def morning_after(as_of: str) -> datetime:
    """Half past eight, two days after the first round: the second one has been judged and told."""
    moment = datetime.fromisoformat(as_of)
    return datetime.combine(moment.date() + timedelta(days=2), time(8, 30), moment.tzinfo)


class DemoDesk:
    """`xunjian desk` on the demo's plan and database, its clock set to the demo's day."""

    def __init__(self, root: Path, plan: Path, database: str, as_of: str, environment: Mapping[str, str]) -> None:
        self._root, self._environment = root, dict(environment)
        self._command = [sys.executable, "-m", "xunjian", "desk", str(plan), "--database", database]
        self._command += ["--as-of", morning_after(as_of).isoformat()]

    async def serve(self) -> None:
        """Until Ctrl-C."""
        process = await asyncio.create_subprocess_exec(*self._command, cwd=self._root, env=self._environment)
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, process.terminate)
        await process.wait()

    async def visit(self, open_issues: int) -> list[str]:
        """Sign in with the one-time password, open every page, act on one issue: what went wrong, a line each."""
        process = await asyncio.create_subprocess_exec(
            *self._command,
            "--listen",
            "127.0.0.1:0",
            cwd=self._root,
            env={**self._environment, "XUNJIAN_LOG_LEVEL": "error"},
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            address, password = await asyncio.wait_for(_greeting(process), _STARTED_WITHIN)
            async with aiohttp.ClientSession(
                address, cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"Origin": address.rstrip("/")}
            ) as session:
                return await _look_round(session, password, open_issues)
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            return [f"办理台没有按预期应答：{error!r}"]
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _greeting(process: asyncio.subprocess.Process) -> tuple[str, str]:
    """Address and one-time password, as a person reads them on the terminal. Raises ValueError where it ends first."""
    assert process.stdout is not None
    said = ""
    async for line in process.stdout:
        said += line.decode("utf-8", "replace")
        address, password = re.search(r"(http://\S+)", said), re.search(r"一次性密码：(\S+)", said)
        if address and password:
            return address[1], password[1]
    raise ValueError(f"没有给出地址和一次性密码：{said.strip()}")


async def _look_round(session: aiohttp.ClientSession, password: str, open_issues: int) -> list[str]:
    await _send(session, "/sign-in", "/sign-in", {"login": "admin", "password": password})
    changed = {"old": password, "new": NEW_PASSWORD, "again": NEW_PASSWORD}
    await _send(session, "/me/password", "/me/password", changed)
    wrong = []
    for path in PAGES:
        async with session.get(path) as answer:
            if answer.status != 200 or answer.url.path != path:
                wrong.append(f"办理台的 {path} 没有打开（{answer.status}，{answer.url.path}）")
    listed = (await _page(session, "/issues?state=alive")).get_text(" ", strip=True)
    if f"未办结 {open_issues} 张" not in listed:
        wrong.append(f"办理台列出的问题单不是 {open_issues} 张")
    page = await _page(session, "/issues/1")
    version = page.select_one("input[name=version]")
    form = {"act": "accept", "version": str(version["value"]) if isinstance(version, Tag) else ""}
    await _send(session, "/issues/1", "/issues/1/act", form)
    if "已分派" not in (await _page(session, "/issues/1")).get_text(" ", strip=True):
        wrong.append("在办理台受理第 1 号问题单，没有办成")
    return wrong


async def _page(session: aiohttp.ClientSession, path: str) -> BeautifulSoup:
    async with session.get(path) as answer:
        return BeautifulSoup(await answer.text(), "html.parser")


async def _send(session: aiohttp.ClientSession, page: str, path: str, form: Mapping[str, str]) -> None:
    """Fill in the page's form, with the token that it holds. Raises ClientError where it is refused."""
    token = (await _page(session, page)).select_one("input[name=csrf]")
    said = {**form, "csrf": str(token["value"]) if isinstance(token, Tag) else ""}
    async with session.post(path, data=said) as answer:
        answer.raise_for_status()
