"""The demo's servers misbehave as real ones do."""

from __future__ import annotations

import aiohttp
import pytest
from aiohttp.client import URL

from demo.server import serving


@pytest.fixture
async def hosts():
    async with serving() as found:
        yield found


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as opened:
        yield opened


async def _status(session, url, method="GET"):
    async with session.request(method, URL(url, encoded=True), allow_redirects=False) as answer:
        return answer.status


async def test_a_reset_address_never_answers(hosts, session):
    with pytest.raises(aiohttp.ClientError):
        await _status(session, f"{hosts.home}/download/2024%E5%B9%B4%E5%BA%A6%E7%BB%9F%E8%AE%A1%E5%85%AC%E6%8A%A5.pdf")


async def test_the_closed_port_refuses(hosts, session):
    with pytest.raises(aiohttp.ClientConnectorError):
        await _status(session, f"{hosts.closed}/nj/login")


async def test_head_is_refused_where_get_is_answered(hosts, session):
    url = f"{hosts.partner}/zwfw/item/110045"
    assert (await _status(session, url, "HEAD"), await _status(session, url)) == (405, 200)


async def test_a_busy_address_answers_at_the_second_try(hosts, session):
    url = f"{hosts.home}/wsbs/query.jsp?type=1&page=1"
    assert [await _status(session, url), await _status(session, url)] == [503, 200]


async def test_the_firewall_lets_nobody_through(hosts, session):
    assert (await _status(session, f"{hosts.firewall}/any"), await _status(session, f"{hosts.firewall}/hd/")) == (
        403,
        412,
    )


async def test_unknown_addresses_of_the_portal_are_not_found(hosts, session):
    assert await _status(session, f"{hosts.home}/nothing-here.html") == 404


async def test_unknown_addresses_of_the_other_office_say_so_with_status_200(hosts, session):
    async with session.get(f"{hosts.partner}/nothing-here") as answer:
        assert (answer.status, "页面找不到了" in await answer.text()) == (200, True)


async def test_a_query_in_gbk_is_understood_and_one_in_utf8_is_not(hosts, session):
    right, wrong = "%B5%CD%B1%A3", "%E4%BD%8E%E4%BF%9D"
    found = [await _status(session, f"{hosts.home}/search.jsp?wd={q}") for q in (right, wrong)]
    assert found == [200, 404]
