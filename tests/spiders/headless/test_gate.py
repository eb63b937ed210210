"""The gate lets the browser out, and to no private address."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.guard import is_private
from spiders.headless.gate import Gate


class Names(AbstractResolver):
    """Names that answer what they are told, one answer after the other; the last one stays."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answers = self._answers.get(host.partition(".")[0])
        if answers is None:
            raise socket.gaierror("no such name")
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(hostname=host, host=one, port=port, family=socket.AF_INET, proto=0, flags=0) for one in found
        ]

    async def close(self) -> None:
        """Nothing is held."""


def but_one(address: str) -> bool:
    """127.0.0.1 is private, the rest of loopback is not."""
    return address == "127.0.0.1"


def named(host: str) -> bytes:
    return b"\x03" + bytes([len(host)]) + host.encode()


async def asked(gate: Gate, host: bytes, port: int) -> tuple[int, asyncio.StreamReader, asyncio.StreamWriter]:
    """The gate's answer to a request for that host (as SOCKS5 writes it), 0 when it is connected."""
    address, _, number = gate.address.rpartition("/")[2].rpartition(":")
    reader, writer = await asyncio.open_connection(address, int(number))
    writer.write(b"\x05\x01\x00" + b"\x05\x01\x00" + host + port.to_bytes(2))
    assert await reader.readexactly(2) == b"\x05\x00"
    return (await reader.readexactly(10))[1], reader, writer


@asynccontextmanager
async def echo(host: str = "127.0.0.2") -> AsyncIterator[tuple[int, list[int]]]:
    """A server that says everything back; its port, and how many are connected."""
    connected = [0]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected[0] += 1
        while piece := await reader.read(1000):
            writer.write(piece)
        connected[0] -= 1
        writer.close()

    async with await asyncio.start_server(answer, host, 0) as server:
        yield server.sockets[0].getsockname()[1], connected


async def test_bytes_go_both_ways() -> None:
    async with echo() as (port, _), Gate(is_private=but_one, at_host=8, resolver=Names(a=[["127.0.0.2"]])) as gate:
        code, reader, writer = await asked(gate, named("a.test"), port)
        writer.write(b"hello")

        assert (code, await reader.readexactly(5)) == (0, b"hello")


async def test_a_name_goes_to_the_first_address_that_answers() -> None:
    names = Names(a=[["127.0.0.3", "127.0.0.2"]])
    async with echo() as (port, _), Gate(is_private=but_one, at_host=8, resolver=names) as gate:
        code, *_ = await asked(gate, named("a.test"), port)

        assert code == 0


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fe80::1", "64:ff9b::7f00:1"]
)
async def test_a_private_number_is_refused(address: str) -> None:
    packed = ipaddress.ip_address(address).packed
    async with Gate(is_private=is_private, at_host=8, resolver=Names()) as gate:
        code, *_ = await asked(gate, (b"\x01" if len(packed) == 4 else b"\x04") + packed, 80)

        assert (code, gate.why_not(address, 80), gate.connections) == (2, "private-address", 0)


@pytest.mark.parametrize("number", ["127.0.0.1", "127.0.0.01", "localhost", "2130706433", "0x7f.1"])
async def test_a_private_number_written_as_a_name_is_refused(number: str) -> None:
    async with echo("127.0.0.1") as (port, connected), Gate(is_private=is_private, at_host=8) as gate:
        code, *_ = await asked(gate, named(number), port)

        assert (code != 0, connected) == (True, [0])


async def test_a_name_of_which_one_address_is_private_is_refused() -> None:
    names = Names(a=[["127.0.0.2", "127.0.0.1"]])
    async with echo() as (port, _), Gate(is_private=but_one, at_host=8, resolver=names) as gate:
        code, *_ = await asked(gate, named("a.test"), port)

        assert (code, gate.why_not("a.test", port)) == (2, "private-address")


async def test_a_name_that_answers_otherwise_the_second_time_gains_nothing() -> None:
    names = Names(a=[["127.0.0.2"], ["127.0.0.1"]])
    async with echo("127.0.0.1") as (port, private), Gate(is_private=but_one, at_host=8, resolver=names) as gate:
        codes = [(await asked(gate, named("a.test"), port))[0] for _ in range(2)]

        assert (codes, private) == ([5, 5], [0])  # refused: nobody listens at the address that was checked


async def test_it_knows_why_a_connection_failed() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.2", 0))
        port = closed.getsockname()[1]
        async with Gate(is_private=but_one, at_host=8, resolver=Names(a=[["127.0.0.2"]])) as gate:
            for host in ("a.test", "b.test"):
                await asked(gate, named(host), port)

            assert (gate.why_not("a.test", port), gate.why_not("b.test", port)) == ("refused", "dns")


async def test_one_host_has_no_more_connections_than_the_plan_allows() -> None:
    async with echo() as (port, connected), Gate(is_private=but_one, at_host=2) as gate:
        numbered = b"\x01" + bytes([127, 0, 0, 2])
        kept = [await asked(gate, numbered, port) for _ in range(2)]
        third = asyncio.create_task(asked(gate, numbered, port))
        await asyncio.wait({third}, timeout=0.6)

        assert (connected, third.done(), len(kept)) == ([2], False, 2)
        third.cancel()


async def test_a_connection_that_is_kept_for_later_gives_way() -> None:
    async with echo() as (port, _), Gate(is_private=but_one, at_host=1) as gate:
        numbered = b"\x01" + bytes([127, 0, 0, 2])
        _, reader, writer = await asked(gate, numbered, port)
        writer.write(b"x")
        await reader.readexactly(1)
        code, *_ = await asyncio.wait_for(asked(gate, numbered, port), 5)

        assert (code, await reader.read()) == (0, b"")


@settings(max_examples=15)
@given(st.binary(max_size=60))
async def test_what_is_no_request_ends_its_own_connection_alone(rubbish: bytes) -> None:
    async with echo() as (port, _), Gate(is_private=but_one, at_host=8) as gate:
        address, _, number = gate.address.rpartition("/")[2].rpartition(":")
        _, writer = await asyncio.open_connection(address, int(number))
        writer.write(rubbish)
        writer.write_eof()
        code, *_ = await asked(gate, b"\x01" + bytes([127, 0, 0, 2]), port)

        assert code == 0
