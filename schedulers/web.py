"""The service's own web pages: `/healthz` for a watchman, `/metrics` for Prometheus. No password: keep them in."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import asdict
from functools import partial

from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import choose_encoder

from schedulers.metrics import StoreCollector
from schedulers.settings import address_of
from schedulers.watchman import Judgement, Watchman
from spiders import logs

_AGAIN = 300.0  # seconds until an address that was taken is tried again

log = logs.get(__name__)


def application(watchman: Watchman) -> web.Application:
    """The two routes."""
    registry, collector = CollectorRegistry(auto_describe=False), StoreCollector(watchman.store)
    registry.register(collector)
    ProcessCollector(registry=registry)
    one_at_a_time = asyncio.Lock()

    async def health(_: web.Request) -> web.Response:
        judgement = await watchman.judge()
        return web.json_response(
            said_of(judgement), status=200 if judgement.sound else 503, dumps=partial(json.dumps, ensure_ascii=False)
        )

    async def metrics(request: web.Request) -> web.Response:
        try:
            encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        except (TypeError, ValueError):  # versions that are no numbers
            encode, content_type = choose_encoder("")
        async with one_at_a_time:
            collector.judgement = await watchman.judge()
            body = await asyncio.to_thread(encode, registry)
        return web.Response(body=body, headers={"Content-Type": content_type})

    app = web.Application()
    app.router.add_get("/healthz", health)
    app.router.add_get("/metrics", metrics)
    return app


def said_of(judgement: Judgement) -> dict[str, object]:
    """The answer of `/healthz`."""
    grave = [trouble.words for trouble in judgement.troubles if trouble.grave]
    return {
        "status": "ok" if judgement.sound else "failing",
        "why": "；".join(grave),
        "troubles": [asdict(trouble) for trouble in judgement.troubles],
    }


async def serve_web(listen: str, watchman: Watchman, stop: asyncio.Event) -> None:
    """Answer until `stop`. An address that is taken is tried again: the service goes on without."""
    address = address_of(listen)
    if address is None:
        return
    runner = web.AppRunner(application(watchman), access_log=None, handle_signals=False, shutdown_timeout=2.0)
    await runner.setup()
    try:
        while not stop.is_set() and not await _listening(runner, *address):
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _AGAIN)
        await stop.wait()
    finally:
        await runner.cleanup()


async def _listening(runner: web.AppRunner, host: str, port: int) -> bool:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        log.error(
            "不能在 XUNJIAN_LISTEN 的地址上应答，稍后再试", address=f"{host}:{port}", why=error.strerror or str(error)
        )
        return False
    log.info("已可访问 /healthz 和 /metrics", address=f"{host}:{port}")
    return True
