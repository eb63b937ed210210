"""Serves a portal on two loopback ports: strict about addresses, able to reset, hang and fail for a while."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from benchmarks.portals.portal import OFFSITE, REFUSED, SITE, Answer, Portal


@dataclass(slots=True)
class Serving:
    """A portal being served. `asked` counts requests by (host kind, target)."""

    portal: Portal
    site: str = ""
    offsite: str = ""
    refused: str = ""
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)

    def real(self, text: str) -> str:
        """A text with the servers' real addresses."""
        return text.replace(SITE, self.site).replace(OFFSITE, self.offsite).replace(REFUSED, self.refused)

    def answer(self, where: str, target: str) -> Answer:
        """What that address answers, before what HEAD and failures make of it."""
        pages = self.portal.site if where == "site" else self.portal.offsite
        path, mark, query = target.partition("?")
        key = unquote(path) + mark + unquote(query)
        if key in pages:
            return pages[key]
        wanted = sorted(query.split("&")) if query else None
        for known in (k for k in pages if wanted and k.startswith(unquote(path) + "?")):
            if sorted(known.partition("?")[2].split("&")) == sorted(unquote(q) for q in wanted or []):
                return pages[known]
        if where == "site":
            return next(a for prefix, a in self.portal.unknown if unquote(path).startswith(prefix))
        return Answer(404, b"<html><body><h1>404</h1></body></html>")


class _Host:
    def __init__(self, serving: Serving, where: str) -> None:
        self.serving, self.where = serving, where

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(
            ConnectionError,
            asyncio.IncompleteReadError,
            asyncio.LimitOverrunError,
            TimeoutError,
            asyncio.CancelledError,
        ):
            while await self._one(reader, writer):
                pass
        with contextlib.suppress(Exception):
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)).decode("latin-1")
        method, target, _ = head.split("\r\n", 1)[0].split(" ", 2)
        lengths = [line for line in head.lower().split("\r\n") if line.startswith("content-length:")]
        if lengths:
            await reader.readexactly(int(lengths[0].partition(":")[2]))
        if target.startswith("http"):
            target = "/" + target.split("/", 3)[-1]
        answer, seen = self.serving.answer(self.where, target), self.serving.asked
        seen[(self.where, unquote(target))] += 1
        down = self.serving.portal.down if self.where == "site" else ""
        # A server fails for a while: HEAD and GET alike, so that a HEAD must not use up the failure.
        failing = method != "HEAD" and seen[("fails", target)] < answer.fails
        if failing:
            seen[("fails", target)] += 1
        how = down or (answer.failure if failing or (method == "HEAD" and answer.fails) else answer.how)
        if how == "reset":
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return False
        if how == "hang":
            await asyncio.sleep(60)
            return False
        if how == "503":
            answer = Answer(503, "<html><body>服务器繁忙</body></html>".encode())
        await self._send(writer, method, answer)
        return True

    async def _send(self, writer: asyncio.StreamWriter, method: str, answer: Answer) -> None:
        status, body = answer.status, self._real(answer)
        if method == "HEAD" and answer.head:
            status = answer.head
        head = [f"HTTP/1.1 {status} X", f"Content-Type: {answer.content_type}", f"Content-Length: {len(body)}"]
        head += [f"{name}: {self.serving.real(value)}" for name, value in answer.headers]
        writer.write("\r\n".join([*head, "", ""]).encode("latin-1") + (b"" if method == "HEAD" else body))
        await writer.drain()

    def _real(self, answer: Answer) -> bytes:
        body = answer.body
        for mark, real in ((SITE, self.serving.site), (OFFSITE, self.serving.offsite), (REFUSED, self.serving.refused)):
            body = body.replace(mark.encode(), real.encode())
        return body


async def _end(servers: list[asyncio.Server]) -> None:
    for server in servers:
        server.close()
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.contextmanager
def serve(portal: Portal) -> Iterator[Serving]:
    """Serve the portal on loopback until the block ends."""
    serving = Serving(portal)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    shut = socket.socket()
    shut.bind(("127.0.0.1", 0))  # bound, never listening: connections are refused
    serving.refused = f"127.0.0.1:{shut.getsockname()[1]}"

    async def begin() -> list[asyncio.Server]:
        servers = [
            await asyncio.start_server(_Host(serving, where), "127.0.0.1", 0, backlog=512)
            for where in ("site", "offsite")
        ]
        serving.site, serving.offsite = (f"127.0.0.1:{s.sockets[0].getsockname()[1]}" for s in servers)
        if portal.down == "refused":
            servers[0].close()
        return servers

    servers = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    try:
        yield serving
    finally:
        asyncio.run_coroutine_threadsafe(_end(servers), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
        shut.close()
