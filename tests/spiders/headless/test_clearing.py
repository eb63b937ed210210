"""A browser gets past what a script passes, by doing nothing; what asks something of people stays as it is."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import aiohttp
import pytest
from playwright.async_api import Browser, async_playwright

from inspection.findings import Json
from spiders.browser import find_browser
from spiders.headless.clearing import carry_out
from spiders.headless.opened import Exchange, Opened
from spiders.headless.tasks import Kind, Task
from spiders.policy import USER_AGENT
from tests.headless.firewalls import Firewall, Make, hard
from tests.headless.guarded import GuardedPortal

pytestmark = pytest.mark.browser


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    found = find_browser()
    if found is None:
        pytest.skip("no Chromium or Chrome on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(found), args=["--no-sandbox"])
        yield browser
        await browser.close()


async def cleared(browser: Browser, portal: GuardedPortal) -> dict[str, Json]:
    context = await browser.new_context(user_agent=USER_AGENT)
    page, exchanges = await context.new_page(), list[Exchange]()
    page.on(
        "response",
        lambda answer: exchanges.append(
            Exchange(
                answer.url,
                answer.request.method,
                answer.request.resource_type,
                0.0,
                status=answer.status,
                answered=answer.headers,
            )
        ),
    )
    response = await page.goto(f"{portal.base}/", wait_until="commit")
    task = Task(id=1, kind=Kind.CLEAR, url=f"{portal.base}/", seconds=20.0)
    status, headers = (response.status, response.headers) if response is not None else (None, {})
    facts = await carry_out(Opened(task, page, status, headers, lambda _: "", exchanges))
    await context.close()
    return facts


async def plainly(portal: GuardedPortal, cookies: Json) -> tuple[int, bool]:
    assert isinstance(cookies, dict)
    said = {"User-Agent": USER_AGENT, "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    async with aiohttp.ClientSession() as session, session.get(f"{portal.base}/", headers=said) as answer:
        return answer.status, "欢迎访问" in await answer.text()


async def test_its_cookies_let_a_plain_request_through(browser: Browser) -> None:
    for seed, made in enumerate((Make(521, first=True, agent_bound=True, work="packed"), Make(200, reload="form"))):
        async with GuardedPortal(Firewall(made, seed)) as portal:
            facts = await cleared(browser, portal)

            assert facts["passed"] is True
            assert await plainly(portal, facts["cookies"]) == (200, True)


@pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="slow: a puzzle is watched for a while")
async def test_a_puzzle_stays_a_puzzle(browser: Browser) -> None:
    async with GuardedPortal(Firewall(hard("slider"))) as portal:
        assert (await cleared(browser, portal))["passed"] is False
