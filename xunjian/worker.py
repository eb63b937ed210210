"""`xunjian worker`: one of many machines; takes rounds from the queue in PostgreSQL and runs them."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer

from schedulers.cluster.address import queue_url
from spiders import logs
from store.engine import default_database_url, place_of
from store.errors import StoreError
from xunjian.failure import fail
from xunjian.service_settings import service_settings


def worker(
    database: Annotated[
        str | None, typer.Option("--database", metavar="URL", help="PostgreSQL 地址；默认为环境变量 XUNJIAN_DATABASE")
    ] = None,
    at_once: Annotated[
        int | None, typer.Option("--at-once", metavar="N", min=1, max=64, help="同时巡检的网站数，默认 2")
    ] = None,
) -> None:
    """在这台机器上领取并完成巡检，任务由 xunjian serve --queue 安排；可在任意多台机器上运行。

    收到 SIGTERM 时做完手头的网页，其余交给别的机器。退出码：0 正常停下；2 命令或设置有误；3 数据库不可用。
    """
    settings = service_settings()
    url = database or default_database_url()
    try:
        place = place_of(queue_url(url))
    except StoreError as error:
        fail(str(error))
    logs.configure(settings.log_level, settings.log_format, process="worker")
    from schedulers.cluster.running import run_worker  # late: it needs the extra, which was found by now

    sys.stderr.write(f"工作进程已启动，任务来自 {place}；按 Ctrl-C 停止\n")
    try:
        asyncio.run(run_worker(url, settings, at_once=at_once))
    except StoreError as error:
        fail(" ".join(str(error).split()), status=2 if error.reason in {"newer", "damaged"} else 3)
    except (KeyboardInterrupt, asyncio.CancelledError):
        fail("已立即停止；没有做完的由其他机器接着做", status=3)
