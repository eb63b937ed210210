"""Serve the demo's portal, inspect it as anybody would, and compare the report with what is known."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from demo import weibo
from demo.browsed import server as browsed_server
from demo.browsed import truth as browsed_truth
from demo.comparison import Comparison, compare
from demo.content import load
from demo.desk import PAGES, DemoDesk
from demo.media import Media
from demo.openness import server as openness_server
from demo.openness import truth as openness_truth
from demo.plan import write_plans
from demo.robot import Robot, robot
from demo.server import serving
from demo.telling import Telling
from demo.truth import Known, Truth, load_truth
from spiders.browser import find_browser

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "reports" / "demo"
STORE = REPORTS / "store"
DATABASE = f"sqlite:///{STORE / 'xunjian.sqlite'}"
DOWN = "示例市殡葬服务网"
ENVIRONMENT = {**os.environ, "DEMO_WEIBO_TOKEN": weibo.TOKEN, "DEMO_OLD_WEIBO_TOKEN": weibo.OLD_TOKEN}


async def _inspect(plan: Path, report: Path, as_of: str, *more: str, silent: bool = False) -> int:
    """Run the command line as a user would; its exit status."""
    command = [sys.executable, "-m", "xunjian", "inspect", str(plan), "--as-of", as_of, "--format", "text"]
    command += ["--database", DATABASE, "--report", str(report), *more]
    output = asyncio.subprocess.DEVNULL if silent else None
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=output, env=ENVIRONMENT)
    try:
        return await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise


async def _portal(as_of: str) -> dict[str, Any] | None:
    report, page = REPORTS / "report.json", REPORTS / "report.html"
    page.unlink(missing_ok=True)
    report.unlink(missing_ok=True)
    await _inspect(REPORTS / "plan.yaml", report, as_of, "--html", str(page))
    return _read(report)


async def _down(as_of: str) -> dict[str, Any] | None:
    report = REPORTS / "down.json"
    report.unlink(missing_ok=True)
    await _inspect(REPORTS / "down.yaml", report, as_of, "--quiet", silent=True)
    return _read(report)


def _read(report: Path) -> dict[str, Any] | None:
    if not report.exists():
        return None
    document: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return document


def verdict(truth: Truth, comparison: Comparison) -> list[str]:
    """The comparison in Chinese, a line each."""
    lines = [f"与演示网站的已知情况核对：已知问题 {len(truth.faults)} 项，应当存疑 {len(truth.undecided)} 项，"]
    lines[0] += f"容易误判的正常情况 {len(truth.sound)} 项。"
    lines += [f"  漏报：{k.check or '未能判定'} {k.subject}（{k.why}）" for k in comparison.missed]
    lines += [
        f"  误报：{i.check} {i.subject}（{i.why}）" if i.why else f"  误报：{i.check} {i.subject}"
        for i in comparison.invented
    ]
    lines += [f"  原因不同：{k.subject} 应为 {k.reason}，报告为 {said}" for k, said in comparison.otherwise]
    lines += [f"  本可判定而未判定：{subject}" for subject in comparison.unclear]
    right = "全部找到，没有误报。"
    lines.append(
        right if comparison.right else f"漏报 {len(comparison.missed)} 项，误报 {len(comparison.invented)} 项。"
    )
    return lines


def _judge(name: str, report: dict[str, Any] | None, truth: Truth) -> Comparison | None:
    if report is None:
        _say(f"“{name}”没有产生报告，无法核对。")
        return None
    return compare(report, truth)


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


async def demonstrate(*, desk: bool = False) -> int:
    """0 when every known fault was found and none invented, else 1. `desk`: then the desk, until it is stopped."""
    site, media, began = load(), Media(), time.monotonic()
    async with serving(site) as hosts, robot() as group, media.serving():
        shutil.rmtree(STORE, ignore_errors=True)
        STORE.mkdir(parents=True)
        write_plans(hosts, REPORTS, group.url, media.url)
        media.publish(hosts.home, site.urls, REPORTS)
        _say(f"演示网站“{site.name}”已在 {hosts.home}/ 启动，开始巡检（以 {site.as_of[:10]} 为判定日期）。")
        truth = load_truth(hosts, site.urls)
        portal = _judge(site.name, await _portal(site.as_of), truth)
        _say("", *(verdict(truth, portal) if portal else ()))
        problems = await _tell(site.as_of, group, len(truth.faults))
        opened = DemoDesk(ROOT, REPORTS / "plan.yaml", DATABASE, site.as_of, ENVIRONMENT)
        problems += [] if desk else await _visit(opened, len(truth.faults))
        problems += _daily_is_as_good(_read(REPORTS / "report.json"), _read(REPORTS / "report-2.json"))
        _say("", f"再巡检一个打不开的网站“{DOWN}”，只应报告一项“网站无法访问”：")
        nobody = Truth((Known(DOWN, "没有服务器应答", "site-down"),))
        down = _judge(DOWN, await _down(site.as_of), nobody)
        _say(*(verdict(nobody, replace(down, unclear=())) if down else ()))
        if desk:
            _say("", "打开办理台（按 Ctrl-C 停止）：")
            await opened.serve()
            return 0
    openness = await _openness()
    browsed = await _browsed(site.as_of)
    _say("", f"用时 {time.monotonic() - began:.1f} 秒。")
    if portal is not None:
        _say(f"报告在 {REPORTS.relative_to(ROOT)}/：report.html（用浏览器打开）、report.json。")
        _say(*(f"  演示没有按预期进行：{problem}" for problem in problems))
    right = portal and portal.right and down and down.right and openness and browsed and not problems
    return 0 if right else 1


async def _visit(desk: DemoDesk, open_issues: int) -> list[str]:
    """The desk, as a person would open it in the morning; what went wrong, a line each."""
    wrong = await desk.visit(open_issues)
    if not wrong:
        _say(f"办理台：用一次性密码登录、改密码，{len(PAGES)} 个页面都打得开，受理了第 1 号问题单。")
        _say("自己试用办理台，请运行 make desk。")
    return wrong


async def _playwright_starts() -> bool:
    """Its driver wants a library that a minimal Debian lacks."""
    silent = asyncio.subprocess.DEVNULL
    command = [sys.executable, "-m", "playwright", "--version"]
    return await (await asyncio.create_subprocess_exec(*command, stdout=silent, stderr=silent)).wait() == 0


async def _openness() -> bool:
    """A portal in which each promise of a year's key points is broken once; whether all went well."""
    report = REPORTS / "openness.json"
    report.unlink(missing_ok=True)
    async with openness_server.serving() as home:
        plan = openness_truth.write_plan(home, REPORTS)
        _say("", "再按年度政务公开要点巡检一个网站：意见征集、决策目录、主题库、留言板、指南、名录、便民通知……")
        await _inspect(plan, report, openness_truth.AS_OF, "--html", str(REPORTS / "openness.html"), "--quiet")
        truth = openness_truth.load_truth(home)
        compared = _judge(openness_truth.NAME, _read(report), truth)
        _say(*(verdict(truth, compared) if compared else ()))
        card = await _run("scorecard", str(plan), "--as-of", openness_truth.AS_OF, "--database", DATABASE)
    return compared is not None and compared.right and card == 0


async def _run(*command: str) -> int:
    """Another command, as a user would; its exit status."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "xunjian", *command, cwd=ROOT, env=ENVIRONMENT)
    return await process.wait()


async def _browsed(as_of: str) -> bool:
    """A portal that only a browser can read; whether all went well. Without a browser it is left out, and said so."""
    if find_browser() is None or not await _playwright_starts():
        _say("", "本机的浏览器用不了，跳过“要用浏览器才能看清的网站”一段（Debian：apt install chromium libatomic1）。")
        return True
    report = REPORTS / "browsed.json"
    report.unlink(missing_ok=True)
    async with browsed_server.serving() as places:
        plan = browsed_truth.write_plan(places, REPORTS)
        _say("", "再巡检一个要用浏览器才能看清的网站：前面有脚本验证的防火墙，列表由脚本画出。")
        await _inspect(plan, report, as_of, "--html", str(REPORTS / "browsed.html"))
        truth = browsed_truth.load_truth(places)
        compared = _judge("示例市婚姻登记服务网", _read(report), truth)
        _say("", *(verdict(truth, compared) if compared else ()))
    return compared is not None and compared.right


async def _tell(as_of: str, group: Robot, findings: int) -> list[str]:
    """From findings to people; what went wrong on the way."""
    telling = Telling(ROOT, REPORTS / "plan.yaml", DATABASE, as_of, group)
    _say("", *await telling.first(findings))
    next_day = (datetime.fromisoformat(as_of) + timedelta(days=1)).isoformat()
    daily = ("--round", "daily", "--quiet")
    await _inspect(REPORTS / "plan.yaml", REPORTS / "report-2.json", next_day, *daily, silent=True)
    _say(*await telling.second(findings))
    _say(*await telling.digest(REPORTS))
    return telling.problems


def _daily_is_as_good(full: dict[str, Any] | None, daily: dict[str, Any] | None) -> list[str]:
    """The next day's round begins with what is known; what it says must not differ. What went wrong, a line each."""
    if full is None or daily is None:
        return ["次日的日巡没有产生报告"]
    said, again = ({(f["check"], f["subject"]) for f in one["findings"]} for one in (full, daily))
    whole, few = full["round"]["requests"], daily["round"]["requests"]
    _say(f"次日用的是日巡：请求 {few} 次，首日全面巡检 {whole} 次；发现相同的 {len(said & again)} 项。")
    return [f"日巡与全面巡检说法不同：{check} {subject}" for check, subject in sorted(said ^ again)]


def main() -> int:
    """`python -m demo`; with `--desk`, the desk at its end."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="replace")
    try:
        return asyncio.run(demonstrate(desk="--desk" in sys.argv[1:]))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
