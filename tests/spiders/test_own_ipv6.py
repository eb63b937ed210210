"""Sites that are to be had by IPv6 alone, looked at from a machine without: that is no fault of theirs."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from spiders.own_ipv6 import NO_WAY, out_of_our_reach

IPV6, IPV4 = "2001:db8::1", "192.0.2.1"
ROOT = Path(__file__).resolve().parents[2]


async def reach(host: str, failed: int | None, *, way: bool) -> bool:
    return await out_of_our_reach(host, failed, 5, lambda _: way)


@pytest.mark.parametrize("failed", sorted(NO_WAY))
async def test_a_connection_that_finds_no_way_to_ipv6_is_our_matter(failed: int) -> None:
    assert await reach(IPV6, failed, way=True)


async def test_where_it_did_not_come_to_a_connection_the_way_is_looked_for() -> None:
    assert [await reach(IPV6, None, way=way) for way in (True, False)] == [False, True]


@pytest.mark.parametrize("failed", [None, errno.ENETUNREACH, errno.EADDRNOTAVAIL])
async def test_a_site_with_an_ipv4_address_is_not_excused(failed: int | None) -> None:
    assert not await reach(IPV4, failed, way=False)


async def test_who_has_a_way_and_is_turned_away_knows_that_it_is_the_site() -> None:
    assert not await reach(IPV6, errno.EHOSTUNREACH, way=True)


async def test_a_name_that_nobody_knows_is_not_excused() -> None:
    assert not await reach("nobody.invalid", None, way=False)


LOOK = """
import asyncio, sys
from spiders.availability import open_or_blame_line
from spiders.policy import FetchPolicy

async def main():
    async def answer(reader, writer):
        await reader.readuntil(b"\\r\\n\\r\\n")
        writer.write(b"HTTP/1.1 204 No Content\\r\\n\\r\\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    control = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    for home in sys.argv[1:]:
        seen = await open_or_blame_line(home, [control], FetchPolicy(allow_private_hosts=True), 5)
        print(seen.outcome.value, seen.reason)

asyncio.run(main())
"""


@pytest.mark.skipif(
    "XUNJIAN_SLOW" not in os.environ or os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("ip"),
    reason="makes a network of its own; set XUNJIAN_SLOW=1, as root",
)
def test_on_a_machine_without_ipv6_only_such_sites_are_unknown(tmp_path: Path) -> None:
    hosts = tmp_path / "hosts"
    hosts.write_text(f"{IPV6} six.example\n{IPV4} four.example\n{IPV6} both.example\n{IPV4} both.example\n")
    homes = [f"http://{name}/" for name in (f"[{IPV6}]", "six.example", IPV4, "four.example", "both.example")]
    prepared = f'mount --bind {hosts} /etc/hosts && ip link set lo up && exec "$@"'

    seen = subprocess.run(
        ["unshare", "-n", "-m", "sh", "-c", prepared, "sh", sys.executable, "-c", LOOK, *homes],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert seen.stdout.splitlines() == ["unknown own-line", "unknown own-line", *["down unreachable"] * 3]
