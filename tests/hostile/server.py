"""A server that does everything a server must not, around a few sound pages."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections.abc import AsyncIterator, Iterator

from tests.hostile import tls
from tests.hostile.routes import Hostile, route_of


async def _answer(host: Hostile, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(
        ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError, OSError
    ):
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)).decode("latin-1")
        path = head.split(" ", 2)[1]
        host.asked[path] += 1
        host.asked["all"] += 1
        await route_of(path)(host, path, head, writer)
        await writer.drain()
    with contextlib.suppress(Exception):
        writer.close()


@contextlib.asynccontextmanager
async def _listening(host: Hostile) -> AsyncIterator[None]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _answer(host, reader, writer)

    servers = [await asyncio.start_server(answer, "127.0.0.1", 0, backlog=512)]
    host.address = f"127.0.0.1:{servers[0].sockets[0].getsockname()[1]}"
    for kind, context in tls.contexts().items():
        servers.append(await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context))
        host.tls[kind] = f"127.0.0.1:{servers[-1].sockets[0].getsockname()[1]}"
    yield
    for server in servers:
        server.close()


@contextlib.contextmanager
def hostile() -> Iterator[Hostile]:
    """Run the hostile server in a thread until the block ends."""
    host, loop = Hostile(), asyncio.new_event_loop()
    ready, stop = threading.Event(), asyncio.Event()

    async def life() -> None:
        async with _listening(host):
            ready.set()
            await stop.wait()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    thread = threading.Thread(target=loop.run_until_complete, args=(life(),), daemon=True)
    thread.start()
    assert ready.wait(30), "the hostile server did not start"
    try:
        yield host
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(5)
