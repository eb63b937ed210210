"""The browser's only way out: a small SOCKS5 proxy that looks names up itself and connects to no private address.

The browser is told of no other way, so that redirects, frames, scripts, WebSockets and prefetches are guarded alike.
What was checked is what is connected to: a name that answers otherwise the second time gains nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from aiohttp.abc import AbstractResolver
from aiohttp.resolver import ThreadedResolver

from inspection.errors import FetchError
from spiders.fetch_errors import as_fetch_error
from spiders.guard import REASON as PRIVATE

_MAX_TUNNELS = 400
_MAX_BYTES = 200 * 1024 * 1024  # of one connection: no page needs it, and a stream without end does
_GREETING = 10.0  # seconds for what the browser says first
_CONNECT = 15.0  # seconds for a name, a free place at its host and a connection, together
_SILENT = 120.0  # seconds without a byte
_SPARE = 0.3  # seconds: answered and silent for so long, a connection can be had by another
_NAMES_FOR = 60.0  # seconds that a name's addresses are believed, as browsers do
_REFUSALS = {PRIVATE: 2, "dns": 4, "refused": 5}  # SOCKS5's words for it; any other is 1
_MAX_KNOWN = 2000  # names, and failures, that are remembered


@dataclass(slots=True, eq=False)
class _Tunnel:
    """One connection. Times by the event loop's clock."""

    client: asyncio.StreamWriter
    last: float
    answered: bool = False  # the last bytes came from the server
    bytes: int = 0


class Gate:
    """Listens on loopback; the browser is started with `address` as its proxy."""

    def __init__(
        self,
        *,
        is_private: Callable[[str], bool],
        at_host: int,
        resolver: AbstractResolver | None = None,
    ) -> None:
        """`is_private` says of an IP address that it is not to be gone to; `at_host`: connections to one at a time."""
        self._is_private, self._at_host = is_private, max(1, at_host)
        self._resolver = resolver  # made where there is a loop
        self._names: dict[str, tuple[float, list[str]]] = {}
        self._failures: dict[tuple[str, int], str] = {}
        self._hosts: dict[str, set[_Tunnel]] = {}
        self._serving: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.connections = 0
        self.bytes = 0

    async def __aenter__(self) -> Gate:
        self._resolver = self._resolver or ThreadedResolver()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for serving in self._serving:
            serving.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        if self._resolver is not None:
            await self._resolver.close()

    @property
    def address(self) -> str:
        """As the browser is told it."""
        assert self._server is not None, "use `async with Gate(...)`"
        return f"socks5://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def why_not(self, host: str, port: int) -> str | None:
        """Why the last connection there failed (dns, refused, timeout, private-address ...); None: it did not."""
        host = host.strip("[]").lower()
        with contextlib.suppress(ValueError):
            host = str(ipaddress.ip_address(host))
        return self._failures.get((host, port))

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving = asyncio.current_task()
        assert serving is not None
        self._serving.add(serving)
        try:
            if len(self._serving) <= _MAX_TUNNELS:
                await self._serve(reader, writer)
        except (OSError, EOFError, TimeoutError, ValueError):  # EOFError: gone in the middle of a word
            pass
        finally:
            self._serving.discard(serving)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_GREETING):
            host, port = await _asked(reader, writer)
        tunnel = _Tunnel(writer, asyncio.get_running_loop().time())
        try:
            async with asyncio.timeout(_CONNECT):
                addresses = await self._addresses(host)
                await self._take_place(host, tunnel)
                theirs, ours = await _connect(addresses, port)
        except (FetchError, OSError, TimeoutError) as error:
            self._leave(host, tunnel)
            failure = error if isinstance(error, FetchError) else as_fetch_error(error)
            if len(self._failures) >= _MAX_KNOWN:
                self._failures.clear()
            self._failures[host, port] = failure.reason
            writer.write(_reply(_REFUSALS.get(failure.reason, 1)))
            await writer.drain()
            return
        except BaseException:
            self._leave(host, tunnel)
            raise
        try:
            self._failures.pop((host, port), None)
            self.connections += 1
            writer.write(_reply(0))
            await self._carry(tunnel, reader, theirs, ours)
        finally:
            self._leave(host, tunnel)
            ours.close()

    async def _addresses(self, host: str) -> list[str]:
        """What the name stands for. Raises FetchError, OSError."""
        with contextlib.suppress(ValueError):
            ipaddress.ip_address(host.partition("%")[0])
            if self._is_private(host):
                raise FetchError(PRIVATE, host)
            return [host]
        now = asyncio.get_running_loop().time()
        known = self._names.get(host)
        if known is not None and known[0] > now:
            return known[1]
        assert self._resolver is not None
        found = [result["host"] for result in await self._resolver.resolve(host)]
        if any(self._is_private(address) for address in found):
            raise FetchError(PRIVATE, host)
        if len(self._names) >= _MAX_KNOWN:
            self._names.clear()
        self._names[host] = (now + _NAMES_FOR, found)
        return found

    async def _take_place(self, host: str, tunnel: _Tunnel) -> None:
        """Wait until the host has a place for one more; a connection that is kept for later gives way."""
        loop = asyncio.get_running_loop()
        while True:
            there = self._hosts.setdefault(host, set())
            if len(there) < self._at_host:
                there.add(tunnel)
                return
            spare = [one for one in there if one.answered and loop.time() - one.last >= _SPARE]
            if spare:
                oldest = min(spare, key=lambda one: one.last)
                there.discard(oldest)
                oldest.client.close()  # its server's side follows
            else:
                await asyncio.sleep(0.05)

    def _leave(self, host: str, tunnel: _Tunnel) -> None:
        there = self._hosts.get(host)
        if there is not None:
            there.discard(tunnel)
            if not there:
                self._hosts.pop(host, None)

    async def _carry(
        self,
        tunnel: _Tunnel,
        reader: asyncio.StreamReader,
        theirs: asyncio.StreamReader,
        ours: asyncio.StreamWriter,
    ) -> None:
        """Bytes both ways, until one side ends, says nothing for long, or sends without end."""
        both = {
            asyncio.create_task(self._pump(tunnel, reader, ours, from_server=False)),
            asyncio.create_task(self._pump(tunnel, theirs, tunnel.client, from_server=True)),
        }
        try:
            while not (await asyncio.wait(both, timeout=_SILENT / 4, return_when=asyncio.FIRST_COMPLETED))[0]:
                if asyncio.get_running_loop().time() - tunnel.last > _SILENT:
                    return
        finally:
            for one in both:
                one.cancel()
            await asyncio.gather(*both, return_exceptions=True)

    async def _pump(
        self, tunnel: _Tunnel, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, from_server: bool
    ) -> None:
        loop = asyncio.get_running_loop()
        while tunnel.bytes < _MAX_BYTES and (piece := await reader.read(65_536)):
            tunnel.last, tunnel.answered = loop.time(), from_server
            tunnel.bytes += len(piece)
            self.bytes += len(piece)
            writer.write(piece)
            await writer.drain()


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
    """SOCKS5 (RFC 1928), without a password: which host and port are wanted. Raises ValueError for anything else."""
    version, methods = await reader.readexactly(2)
    if version != 5 or 0 not in await reader.readexactly(methods):
        raise ValueError("not SOCKS5")
    writer.write(b"\x05\x00")
    version, command, _, kind = await reader.readexactly(4)
    if version != 5 or command != 1:  # CONNECT; nothing is bound, and nothing goes by UDP
        writer.write(_reply(7))
        await writer.drain()
        raise ValueError("not CONNECT")
    if kind == 1:
        host = str(ipaddress.IPv4Address(await reader.readexactly(4)))
    elif kind == 4:
        host = str(ipaddress.IPv6Address(await reader.readexactly(16)))
    else:
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode("ascii").lower()
    return host, int.from_bytes(await reader.readexactly(2))


def _reply(code: int) -> bytes:
    return bytes((5, code, 0, 1, 0, 0, 0, 0, 0, 0))


async def _connect(addresses: list[str], port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """To the first address that answers. Raises OSError, TimeoutError."""
    failed: OSError | None = None
    for number, address in enumerate(addresses, 1):
        try:
            # The last one may take what is left.
            async with asyncio.timeout(4.0 if number < len(addresses) else None):
                return await asyncio.open_connection(address, port)
        except (OSError, TimeoutError) as error:
            failed = error if isinstance(error, OSError) else TimeoutError()
    raise failed or OSError("no address")
