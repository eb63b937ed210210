"""Why an answer was not had, told by the right reason."""

from __future__ import annotations

import errno

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from spiders.fetch_errors import as_fetch_error


@pytest.mark.parametrize("number", [errno.ENETUNREACH, errno.EHOSTUNREACH])
@pytest.mark.parametrize("tls", [True, False])
def test_no_way_there_is_not_taken_for_a_fault_of_tls(number: int, tls: bool) -> None:
    """aiohttp's words for any failed connection speak of ssl."""
    key = ConnectionKey(
        "example.gov.cn", 443, is_ssl=tls, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
    )

    error = aiohttp.ClientConnectorError(key, OSError(number, "Connect call failed"))

    assert as_fetch_error(error).reason == "unreachable"
