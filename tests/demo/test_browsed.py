"""The demo's second portal says what its truth says it does."""

from __future__ import annotations

from pathlib import Path

import aiohttp

from checks.all import CHECKS
from demo.browsed.pages import COOKIE
from demo.browsed.server import Places, serving
from demo.browsed.truth import load_truth, write_plan
from inspection.plan_file import load_plan

PLACES = Places("http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3")


async def test_who_comes_without_the_cookie_is_asked_to_run_a_script() -> None:
    async with serving() as places, aiohttp.ClientSession() as client:
        async with client.get(f"{places.home}/") as refused:
            body = await refused.text()
        async with client.get(f"{places.home}/tzgg/", headers={"Cookie": COOKIE}) as shown:
            assert (refused.status, "acw_sc__v2" in body, shown.status) == (412, True, 200)


async def test_no_row_of_a_drawn_column_stands_in_its_page() -> None:
    async with serving() as places, aiohttp.ClientSession(headers={"Cookie": COOKIE}) as client:
        for path in ("/tzgg/", "/gzdt/", "/wsgs/"):
            async with client.get(f"{places.home}{path}") as answer:
                assert "/content/post_" not in await answer.text()


async def test_the_record_proxy_answers_who_posts_alone() -> None:
    async with serving() as places, aiohttp.ClientSession(headers={"Cookie": COOKIE}) as client:
        where = f"{places.home}/module/web/jpage/dataproxy.jsp"
        async with client.get(where) as got, client.post(where) as posted:
            assert (got.status, (await posted.text()).count("<record>")) == (404, 7)


def test_the_plan_is_sound_and_its_addresses_are_those_of_the_run(tmp_path: Path) -> None:
    plan = load_plan(write_plan(PLACES, tmp_path).read_text("utf-8"))

    assert plan.site.home_url == f"{PLACES.home}/"
    assert plan.services is not None
    assert plan.services.hosts == ("127.0.0.1:2",)


def test_the_truth_names_checks_that_there_are() -> None:
    assert {fault.check for fault in load_truth(PLACES).faults} <= {check.name for check in CHECKS}
