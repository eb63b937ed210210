"""The address guard."""

from __future__ import annotations

import pytest

from spiders.guard import GuardedResolver, PrivateAddressError, is_private


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "::1", "[::1]", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_private(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["114.114.114.114", "2400:3200::1", "mzj.sh.gov.cn", "::ffff:114.114.114.114"])
def test_public_addresses_and_names_pass(address: str) -> None:
    assert not is_private(address)


async def test_a_name_that_resolves_to_loopback_is_refused() -> None:
    with pytest.raises(PrivateAddressError):
        await GuardedResolver(allow_private=False).resolve("localhost", 80)


async def test_an_allowed_private_name_resolves() -> None:
    assert await GuardedResolver(allow_private=True).resolve("localhost", 80)
