"""One attempt to open a home page: what counts as open, what does not, and what is our own fault."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from inspection.availability import Answering
from spiders.availability import OWN_LINE, Opening, line_works, open_home, open_or_blame_line
from spiders.policy import FetchPolicy
from tests.spiders.server import Site

POLICY = FetchPolicy(allow_private_hosts=True)
PAGE = "<html><head><title>某某局</title></head><body>" + "<a href='/tzgg/'>通知公告</a>" * 9 + "</body></html>"
LIMIT = 0.5  # seconds, in place of 15


async def opened(url: str, limit: float = 5.0) -> Opening:
    return await open_home(url, POLICY, limit)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as running:
        running.page("/", PAGE)
        yield running


@pytest.fixture
def closed() -> Iterator[str]:
    """An address at which nobody listens, and nobody will while the test runs."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/"


@asynccontextmanager
async def talker(*said: bytes, pause: float = 0.0, hold: float = 0.0) -> AsyncIterator[str]:
    """A server that says these bytes, one after another, whatever it is asked."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for part in said:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        await asyncio.sleep(hold)
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()


async def test_a_page_that_opens_is_up_with_every_part_timed(site: Site) -> None:
    seen = await opened(f"{site.base}/")

    assert (seen.outcome, seen.reason, seen.status) == (Answering.UP, None, 200)
    assert None not in (seen.connect_seconds, seen.first_byte_seconds, seen.total_seconds)


async def test_the_first_byte_is_counted_from_the_request(site: Site) -> None:
    async def late(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.3)
        return web.Response(text=PAGE, content_type="text/html")

    site.answers["/late"] = late

    seen = await opened(f"{site.base}/late")

    assert seen.first_byte_seconds is not None
    assert 0.3 <= seen.first_byte_seconds < 1.5


async def test_what_redirects_took_is_counted_in(site: Site) -> None:
    async def late(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.2)
        return web.Response(status=302, headers={"Location": "/"})

    site.answers["/late"] = late

    seen = await opened(f"{site.base}/late")

    assert seen.outcome is Answering.UP
    assert (seen.first_byte_seconds or 0) >= 0.2


async def test_a_redirect_that_wants_its_cookie_back_is_followed_as_a_browser_would(site: Site) -> None:
    async def gate(request: web.Request) -> web.StreamResponse:
        if request.cookies.get("seen") == "1":
            return web.Response(text=PAGE, content_type="text/html")
        return web.Response(status=302, headers={"Location": "/gate", "Set-Cookie": "seen=1; Path=/"})

    site.answers["/gate"] = gate

    assert (await opened(f"{site.base}/gate")).outcome is Answering.UP


async def test_a_page_that_only_leads_on_by_script_is_as_good_as_where_it_leads(site: Site) -> None:
    site.page("/old", "<script>location.href = '/broken'</script>")
    site.page("/broken", "<h1>出错了</h1>", 500)

    assert (await opened(f"{site.base}/old")).reason == "http-500"


@pytest.mark.parametrize("status", [404, 410, 500, 502, 503, 504])
async def test_an_answer_that_says_that_it_fails_is_down(site: Site, status: int) -> None:
    site.page("/bad", "<html><body>" + "<p>请稍后再试，给您带来不便敬请谅解。</p>" * 20 + "</body></html>", status)

    seen = await opened(f"{site.base}/bad")

    assert (seen.outcome, seen.reason, seen.status) == (Answering.DOWN, f"http-{status}", status)


@pytest.mark.parametrize("status", [401, 403, 412, 429])
async def test_who_is_turned_away_cannot_tell(site: Site, status: int) -> None:
    site.page("/barred", "<h1>Forbidden</h1>", status)

    assert (await opened(f"{site.base}/barred")).outcome is Answering.UNKNOWN


async def test_a_firewalls_challenge_says_nothing_of_the_site(site: Site) -> None:
    site.page("/waf", "<html><script>document.cookie='a=1';location.reload()</script></html>")

    seen = await opened(f"{site.base}/waf")

    assert (seen.outcome, seen.reason) == (Answering.UNKNOWN, "blocked-by-firewall")


async def test_redirects_without_end_are_down(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")

    seen = await opened(f"{site.base}/a")

    assert (seen.outcome, seen.reason) == (Answering.DOWN, "redirect-loop")


async def test_nobody_at_home_is_down(closed: str) -> None:
    seen = await opened(closed)

    assert (seen.outcome, seen.reason) == (Answering.DOWN, "refused")


async def test_a_name_that_nobody_knows_is_down() -> None:
    assert (await opened("http://nobody.invalid/")).reason == "dns"


async def test_headers_that_do_not_come_in_time_are_down() -> None:
    async with talker(hold=3) as url:
        seen = await opened(url, LIMIT)

    assert (seen.outcome, seen.reason) == (Answering.DOWN, "timeout")
    assert (seen.total_seconds or 9) < 2


async def test_a_body_that_drips_is_not_open_in_time() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4000\r\n\r\n"
    async with talker(head, *[b"<p>a</p>"] * 20, pause=0.1) as url:
        seen = await opened(url, LIMIT)

    assert (seen.outcome, seen.reason) == (Answering.DOWN, "timeout")


async def test_the_limit_is_for_all_redirects_together(site: Site) -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(LIMIT * 0.6)
        return web.Response(status=302, headers={"Location": request.path + "x"})

    for n in range(4):
        site.answers["/s" + "x" * n] = slow

    assert (await opened(f"{site.base}/s", LIMIT)).reason == "timeout"


async def test_an_endless_page_is_open_once_its_beginning_was_read() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    async with talker(head, b"<p>a</p>" * 20_000, hold=3) as url:
        assert (await opened(url)).outcome is Answering.UP


async def test_a_server_that_speaks_no_http_cannot_be_judged() -> None:
    async with talker(b"220 mail ready\r\n") as url:
        assert (await opened(url)).outcome is Answering.UNKNOWN


async def test_an_address_that_is_not_public_is_not_asked(site: Site) -> None:
    seen = await open_home(f"{site.base}/", FetchPolicy(), 5)

    assert (seen.outcome, seen.reason, site.asked) == (Answering.UNKNOWN, "private-address", [])


async def test_where_an_address_elsewhere_answers_it_is_the_site_that_is_down(site: Site, closed: str) -> None:
    seen = await open_or_blame_line(closed, [closed, f"{site.base}/anything"], POLICY, 5)

    assert (seen.outcome, seen.reason) == (Answering.DOWN, "refused")


async def test_where_nothing_answers_anywhere_it_is_our_line(closed: str) -> None:
    seen = await open_or_blame_line(closed, [closed, "http://nobody.invalid/"], POLICY, 5)

    assert (seen.outcome, seen.reason) == (Answering.UNKNOWN, OWN_LINE)
    assert "refused" in seen.detail


async def test_without_an_address_elsewhere_a_refusal_is_the_sites(closed: str) -> None:
    assert (await open_or_blame_line(closed, [], POLICY, 5)).outcome is Answering.DOWN


async def test_without_an_address_elsewhere_nobody_can_tell_whose_name_server_failed() -> None:
    assert (await open_or_blame_line("http://nobody.invalid/", [], POLICY, 5)).reason == OWN_LINE


async def test_a_site_that_answers_with_an_error_blames_no_line(site: Site) -> None:
    site.page("/bad", "<h1>出错了</h1>" * 200, 500)

    def never() -> Iterator[str]:
        raise AssertionError("no address elsewhere is needed")
        yield

    assert (await open_or_blame_line(f"{site.base}/bad", never(), POLICY, 5)).outcome is Answering.DOWN


async def test_one_silent_address_elsewhere_does_not_hold_up_another(site: Site) -> None:
    async with talker(hold=5) as silent:
        began = asyncio.get_running_loop().time()
        works = await line_works([silent, f"{site.base}/"], POLICY)

    assert works
    assert asyncio.get_running_loop().time() - began < 4
