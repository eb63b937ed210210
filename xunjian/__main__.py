"""The command line: `xunjian …` or `python -m xunjian …`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import typer

from spiders import logs
from xunjian import alerts, database_commands, issues, plan
from xunjian.accounts import accounts
from xunjian.articles import articles
from xunjian.availability import availability
from xunjian.backup import backup, restore
from xunjian.digest import digest
from xunjian.inspect import inspect
from xunjian.prune import prune
from xunjian.read import read
from xunjian.serve import serve
from xunjian.status import status
from xunjian.timetable import timetable
from xunjian.worker import worker

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("inspection", "store", "spiders", "checks", "notifications", "schedulers")

app = typer.Typer(
    name="xunjian",
    help="巡检：按方案巡检政务网站与新媒体，给出有证据的报告。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("inspect")(inspect)
app.command("read")(read)
app.command("articles")(articles)
app.command("accounts")(accounts)
app.command("digest")(digest)
app.command("availability")(availability)
app.command("serve")(serve)
app.command("status")(status)
app.command("timetable")(timetable)
app.command("worker")(worker)
app.command("backup")(backup)
app.command("restore")(restore)
app.command("prune")(prune)
app.add_typer(issues.app, name="issues", help="问题单：列出、查看、办理。")
app.add_typer(alerts.app, name="alerts", help="通知：发送、试发、说明理由、查看、重发、接收按钮操作。")
app.add_typer(plan.app, name="plan", help="巡检方案：校验、生成、导出格式。")
app.add_typer(database_commands.app, name="database", help="数据库：查看、升级、退回。")


def foreign_rooms() -> list[str]:
    """Rooms that would be imported from elsewhere: a foreign package of the same name wins over ours."""
    specs = {room: find_spec(room) for room in ROOMS}
    return [
        room
        for room, spec in specs.items()
        if spec is None or spec.origin is None or not Path(spec.origin).resolve().is_relative_to(ROOT)
    ]


def main() -> None:
    """Run the command line. Exit status 2 when the command or the plan is wrong."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    wrong = foreign_rooms()
    if wrong:
        sys.stderr.write(f"程序文件不完整或被同名软件包遮盖：{'、'.join(wrong)}；请在程序所在目录重新安装\n")
        sys.exit(2)
    logs.configure(*_log(os.environ))
    app()


def _log(environment: Mapping[str, str]) -> tuple[str, str]:
    """Level and format for commands that people run: only what is wrong, in words. Services configure their own."""
    level = environment.get("XUNJIAN_LOG_LEVEL", "").strip().lower()
    format_ = environment.get("XUNJIAN_LOG_FORMAT", "").strip().lower()
    return (level if level in logs.LEVELS else "warning", "json" if format_ == "json" else "text")


if __name__ == "__main__":
    main()
