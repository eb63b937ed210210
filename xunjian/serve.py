"""`xunjian serve PLAN…`: what an office leaves running."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated

import typer

from inspection.errors import PlanError
from schedulers.cluster.address import queue_url
from schedulers.plan_watch import PlanFile, load_plans
from schedulers.runner import Runner
from schedulers.service import Service
from schedulers.settings import ServiceSettings
from spiders import logs
from store.engine import default_database_url, parse_url
from store.errors import PASSING, StoreError
from store.store import Store
from xunjian.failure import fail
from xunjian.service_settings import service_settings

# Seconds between two tries to open a database that is away; the last again and again.
_WAITS = (1.0, 2.0, 5.0, 10.0, 30.0)
log = logs.get(__name__)


def serve(
    plans: Annotated[list[Path], typer.Argument(metavar="PLAN...", help="巡检方案，可写多份，每个网站一份")],
    database: Annotated[
        str | None, typer.Option("--database", metavar="URL", help="数据库地址；默认为用户数据目录里的 SQLite")
    ] = None,
    queue: Annotated[
        bool, typer.Option("--queue", help="巡检交给各台机器上的 xunjian worker 去做（需要 PostgreSQL）")
    ] = False,
) -> None:
    """常驻服务：按方案的时间巡检、通知、发周报、探测可用性，直到按 Ctrl-C 或收到 SIGTERM。

    退出码：0 正常停止；2 命令或方案有误；3 出错。
    """
    url, settings = database or default_database_url(), service_settings()
    try:
        files = load_plans(plans)
        queue_url(url) if queue else parse_url(url)
    except PlanError as error:
        fail("\n".join(error.lines()))
    except StoreError as error:
        fail(str(error))
    logs.configure(settings.log_level, settings.log_format, process="serve")
    for file in files:
        if file.plan.rounds is None:
            log.warning("方案没有写 rounds，不会自动巡检", site=file.plan.site.name, plan=str(file.path))
    try:
        asyncio.run(_serve(files, url, settings, queue=queue))
    except StoreError as error:
        fail(" ".join(str(error).split()), status=3)


async def _serve(files: list[PlanFile], url: str, settings: ServiceSettings, *, queue: bool) -> None:
    stop, services = asyncio.Event(), list[Service]()

    def asked() -> None:
        if stop.is_set():  # once more: somebody does not want to wait
            for service in services:
                service.abandon()
        stop.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, asked)
    store = await _opened(url, stop)
    if store is None:
        return
    async with AsyncExitStack() as stack:
        stack.enter_context(store)
        runner = await _queue_runner(stack, url, store) if queue else None
        services.append(Service(files, url, store, settings, runner=runner, stop=stop))
        await services[0].run()


async def _queue_runner(stack: AsyncExitStack, url: str, store: Store) -> Runner:
    from schedulers.cluster.queue import open_queue  # late: it needs the extra
    from schedulers.queue_runner import QueueRunner

    return QueueRunner(await stack.enter_async_context(open_queue(url, store)), store)


async def _opened(url: str, stop: asyncio.Event) -> Store | None:
    """The store, when it answers; None when the service is stopped before. Raises StoreError for what does not pass."""
    tries = 0
    while not stop.is_set():
        try:
            return await asyncio.to_thread(Store.open, url)
        except StoreError as error:
            if error.reason not in PASSING:
                raise
            wait = _WAITS[min(tries, len(_WAITS) - 1)]
            log.warning(f"数据库暂不可用，{wait:.0f} 秒后再试", error=" ".join(str(error).split()))
        tries += 1
        try:
            await asyncio.wait_for(stop.wait(), wait)
        except TimeoutError:
            continue
    return None
