"""Whether it is this machine that has no IPv6, where a site that has nothing else could not be reached."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable

# Errors that say nothing of the site: there is no way to IPv6 from here.
NO_WAY = frozenset({errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EACCES, errno.EPERM})


def has_way(address: str) -> bool:
    """Whether this machine knows a way to an IPv6 address; nothing is sent."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as asking:
            asking.connect((address, 443))
    except OSError as error:
        return error.errno not in NO_WAY
    return True


async def out_of_our_reach(
    host: str, failed: int | None, timeout: float, has_way: Callable[[str], bool] = has_way
) -> bool:
    """Whether the host has IPv6 addresses alone, and this machine no way to them.

    `failed`: the errno with which connecting failed. None: it did not come to that, as where the resolver, on a
    machine without IPv6, leaves such addresses out and says that the name has none. `timeout`: seconds for asking anew.
    """
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(timeout):
            found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):  # TimeoutError too
        return False
    if any(one[0] is not socket.AF_INET6 for one in found):
        return False
    return failed in NO_WAY or not any(has_way(str(one[4][0])) for one in found)
