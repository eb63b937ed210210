"""The address guard: loopback, private and link-local addresses are refused, by number and by name."""

from __future__ import annotations

import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

REASON = "private-address"


class PrivateAddressError(OSError):
    """The address is not public, and the plan does not allow private hosts."""


def is_private(address: str) -> bool:
    """Whether an IP address (as text) is not on the public internet; tunnelled and mapped IPv4 is looked through."""
    try:
        ip = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _nat64(ip)
        if inner is not None:
            return is_private(str(inner))
    return not ip.is_global or ip.is_multicast


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


class GuardedResolver(AbstractResolver):
    """Resolves names, and refuses one when any of its addresses is private."""

    def __init__(self, *, allow_private: bool) -> None:
        self._resolver = ThreadedResolver()
        self._allow_private = allow_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """As aiohttp's resolvers; raises PrivateAddressError."""
        found = await self._resolver.resolve(host, port, family)
        if not self._allow_private and any(is_private(result["host"]) for result in found):
            raise PrivateAddressError(f"{host} resolves to a private address")
        return found

    async def close(self) -> None:
        """Nothing is held."""
        await self._resolver.close()
