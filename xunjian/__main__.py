"""The command line: `xunjian …` or `python -m xunjian …`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import typer

from spiders import logs

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("inspection", "store", "spiders", "checks", "notifications", "schedulers", "desk")

# Commands by name, in the order of the help; a command is one function of the module. Only the one that is asked for
# is imported: together they cost a second, which is more than a short round takes.
COMMANDS = {
    "inspect": ("xunjian.inspect", "inspect"),
    "read": ("xunjian.read", "read"),
    "articles": ("xunjian.articles", "articles"),
    "accounts": ("xunjian.accounts", "accounts"),
    "digest": ("xunjian.digest", "digest"),
    "scorecard": ("xunjian.scorecard", "scorecard"),
    "availability": ("xunjian.availability", "availability"),
    "serve": ("xunjian.serve", "serve"),
    "desk": ("xunjian.desk", "desk"),
    "status": ("xunjian.status", "status"),
    "timetable": ("xunjian.timetable", "timetable"),
    "worker": ("xunjian.worker", "worker"),
    "backup": ("xunjian.backup", "backup"),
    "restore": ("xunjian.backup", "restore"),
    "prune": ("xunjian.prune", "prune"),
}
GROUPS = {
    "issues": ("xunjian.issues", "问题单：列出、查看、办理。"),
    "alerts": ("xunjian.alerts", "通知：发送、试发、说明理由、查看、重发、接收按钮操作。"),
    "duties": ("xunjian.duties", "职责清单：年度要点各项职责的情况，确认、撤回。"),
    "people": ("xunjian.people", "办理台人员：列出、登记、重置密码、改变身份、停用。"),
    "plan": ("xunjian.plan", "巡检方案：校验、生成、导出格式。"),
    "database": ("xunjian.database_commands", "数据库：查看、升级、退回。"),
}


def application(asked: str | None = None) -> typer.Typer:
    """The command line, with the command that is asked for alone where there is such a one."""
    app = typer.Typer(
        name="xunjian",
        help="巡检：按方案巡检政务网站与新媒体，给出有证据的报告。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(lambda: None)  # a single command, too, is called by its name
    known = asked in COMMANDS or asked in GROUPS
    for name, (module, function) in COMMANDS.items():
        if not known or name == asked:
            app.command(name)(getattr(import_module(module), function))
    for name, (module, words) in GROUPS.items():
        if not known or name == asked:
            app.add_typer(import_module(module).app, name=name, help=words)
    return app


def __getattr__(name: str) -> typer.Typer:
    """`app`: the whole command line, made when somebody wants it."""
    if name != "app":
        raise AttributeError(name)
    globals()["app"] = whole = application()
    return whole


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
    application(sys.argv[1] if len(sys.argv) > 1 else None)()


def _log(environment: Mapping[str, str]) -> tuple[str, str]:
    """Level and format for commands that people run: only what is wrong, in words. Services configure their own."""
    level = environment.get("XUNJIAN_LOG_LEVEL", "").strip().lower()
    format_ = environment.get("XUNJIAN_LOG_FORMAT", "").strip().lower()
    return (level if level in logs.LEVELS else "warning", "json" if format_ == "json" else "text")


if __name__ == "__main__":
    main()
