"""`xunjian desk`: the triage desk, served until it is asked to stop."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from pydantic import ValidationError

from desk.desk import Desk
from desk.plans import Plans
from desk.serving import address_of, exposure, listening, server_of
from desk.settings import DeskSettings
from desk.staff import FIRST, first_admin
from inspection.errors import PlanError
from inspection.plan_mistakes import tell
from schedulers.plan_watch import load_plans
from schedulers.settings import address_of as read_address
from spiders import logs
from store.engine import default_database_url, parse_url
from store.errors import PASSING, StoreError
from store.store import Store
from xunjian.database import moment_in
from xunjian.failure import fail, why
from xunjian.service_settings import service_settings

# Seconds between two tries to open a database that is away; the last again and again.
_WAITS = (1.0, 2.0, 5.0, 10.0, 30.0)
_LISTEN_WORDS = {
    errno.EADDRINUSE: "这个端口已有程序在用，请换一个端口",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EACCES: "没有权限使用这个端口，请用 1024 以上的端口",
}
log = logs.get(__name__)


def desk(
    plans: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PLAN...]", help="可在网页上修改的巡检方案；不写时按数据库里最近的方案显示"),
    ] = None,
    database: Annotated[
        str | None, typer.Option("--database", metavar="URL", help="数据库地址；默认为用户数据目录里的 SQLite")
    ] = None,
    listen: Annotated[
        str | None, typer.Option("--listen", metavar="HOST:PORT", help="监听地址；默认为 XUNJIAN_DESK_LISTEN")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="TIME", help="时钟从此时走起，供演示、培训；默认为现在")
    ] = None,
) -> None:
    """办理台：在浏览器里查看和办理问题单，直到按 Ctrl-C 或收到 SIGTERM。首次启动时给出管理员的一次性密码。

    退出码：0 正常停止；2 命令、方案或设置有误；3 出错。
    """
    settings, url, clock = _settings(listen), database or default_database_url(), _clock_from(as_of)
    try:
        parse_url(url)
        load_plans(plans or [])
    except PlanError as error:
        fail("\n".join(error.lines()))
    except StoreError as error:
        fail(str(error))
    service = service_settings()
    logs.configure(service.log_level, service.log_format, process="desk")
    stop = Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, asked)
    try:
        store = _opened(url, stop)
        if store is not None:
            with store:
                _serve(store, plans or [], settings, url, stop, clock)
    except StoreError as error:
        fail(" ".join(str(error).split()), status=3)


def _clock_from(as_of: str | None) -> Callable[[], datetime]:
    """The machine's, or one that goes on from that time. Ends the command where it cannot be read."""
    if as_of is None:
        return lambda: datetime.now(UTC)
    try:
        ahead = moment_in(ZoneInfo("Asia/Shanghai"), as_of) - datetime.now(UTC)
    except ValueError as error:
        fail(str(error))
    return lambda: datetime.now(UTC) + ahead


def _serve(
    store: Store, paths: list[Path], settings: DeskSettings, url: str, stop: Event, clock: Callable[[], datetime]
) -> None:
    place = read_address(settings.listen)
    assert place is not None
    host, port = place
    try:
        listener = listening(host, port)
    except (OSError, UnicodeError) as error:
        words = why(error) if isinstance(error, OSError) else "不是地址"
        fail(f"不能在 {settings.listen} 监听：{_LISTEN_WORDS.get(getattr(error, 'errno', None) or 0, words)}", status=3)
    with listener:
        risky = exposure(settings, host)
        if risky is not None:
            log.warning(risky)
        made = Desk(store, Plans(store, paths), settings, url, clock, os.environ)
        _greet(store, settings, listener, clock())
        if not stop.is_set():
            server_of(made).run(sockets=[listener])
    log.info("办理台已停止")


def _greet(store: Store, settings: DeskSettings, listener: socket.socket, now: datetime) -> None:
    """On standard output, which is the terminal's: the one-time password is never in the log."""
    lines = [f"办理台：{f'{settings.url}/' if settings.url else address_of(listener)}"]
    secret = first_admin(store, now)
    if secret is not None:
        lines += [
            "首次启动，已建立管理员：",
            f"  用户名：{FIRST}",
            f"  一次性密码：{secret}",
            "  登录后须先改密码。没有记下时，在本机运行 xunjian people password admin 重新取得。",
        ]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _settings(listen: str | None) -> DeskSettings:
    """What the environment says. Ends the command with one Chinese line for each setting that is wrong."""
    try:
        return DeskSettings(listen=listen) if listen is not None else DeskSettings()
    except ValidationError as error:
        fail(
            "\n".join(_said(str(one["loc"][0]) if one["loc"] else "", *tell(one, one["loc"])) for one in error.errors())
        )


def _said(name: str, message: str, mend: str) -> str:
    where = f"环境变量 XUNJIAN_DESK_{name.upper()}：" if name else ""
    return f"{where}{message}" + (f"，{mend}" if mend else "")


def _opened(url: str, stop: Event) -> Store | None:
    """The store, when it answers; None when the desk is stopped before. Raises StoreError for what does not pass."""
    tries = 0
    while not stop.is_set():
        try:
            return Store.open(url)
        except StoreError as error:
            if error.reason not in PASSING:
                raise
            wait = _WAITS[min(tries, len(_WAITS) - 1)]
            log.warning(f"数据库暂不可用，{wait:.0f} 秒后再试", error=" ".join(str(error).split()))
            stop.wait(wait)
        tries += 1
    return None
