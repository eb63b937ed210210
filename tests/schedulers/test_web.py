"""What `/healthz` and `/metrics` answer over a real socket."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer, unused_port
from prometheus_client.parser import text_string_to_metric_families

from schedulers.settings import address_of
from schedulers.vitals import Vitals
from schedulers.watchman import Watchman
from schedulers.web import application, serve_web
from store.store import Store
from tests.schedulers.timetable_office import until
from tests.schedulers.watched import SITE, Watched

GRAVE: dict[str, Callable[[Watched], object]] = {
    "no-service": Watched.nobody_runs,
    "no-leader": Watched.nobody_leads,
    "unsent": Watched.message_is_stuck,
    "overdue": Watched.nothing_was_taken,
    "channels-fail": Watched.channels_fail,
}


@asynccontextmanager
async def answering(watched: Watched, **given: Any) -> AsyncIterator[TestClient[Any, Any]]:
    watchman = Watchman(watched.store, lambda: {SITE: watched.plan}, **given)
    async with TestClient(TestServer(application(watchman))) as client:
        yield client
    watched.store.close()


async def test_a_sound_service_answers_200(tmp_path: Path) -> None:
    async with answering(Watched(tmp_path)) as client, client.get("/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "ok", "why": "", "troubles": []})


@pytest.mark.parametrize("code", GRAVE)
async def test_each_grave_cause_turns_it_to_503_and_is_said_in_a_sentence(tmp_path: Path, code: str) -> None:
    watched = Watched(tmp_path)
    GRAVE[code](watched)

    async with answering(watched) as client, client.get("/healthz") as answer:
        said = await answer.json()

    assert answer.status == 503
    assert code in {trouble["code"] for trouble in said["troubles"]}
    assert said["why"]


async def test_what_is_not_grave_is_said_with_200(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.plan_is_refused()

    async with answering(watched) as client, client.get("/healthz") as answer:
        said = await answer.json()

    assert answer.status == 200
    assert [trouble["code"] for trouble in said["troubles"]] == ["plan-refused"]


async def test_a_loop_that_stands_still_turns_it_to_503(tmp_path: Path) -> None:
    now = 0.0
    vitals = Vitals(lambda: now)
    vitals.expect("tell", "通知", 60)
    now = 61.0

    async with answering(Watched(tmp_path), vitals=vitals) as client, client.get("/healthz") as answer:
        assert answer.status == 503
        assert "通知" in (await answer.json())["why"]


def _lose(folder: Path) -> None:
    for file in folder.glob("x.db*"):
        file.unlink()
    (folder / "x.db").mkdir()


async def test_a_database_that_is_gone_turns_it_to_503_and_metrics_say_so(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    async with answering(watched) as client:
        watched.store.close()
        _lose(tmp_path)
        async with client.get("/healthz") as answer:
            assert answer.status == 503
            assert "数据库" in (await answer.json())["why"]
        async with client.get("/metrics") as answer:
            text = await answer.text()

    assert answer.status == 200
    assert "xunjian_database_up 0.0" in text


async def test_a_database_that_does_not_answer_is_not_waited_for(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    answers = threading.Event()

    class Slow(Store):
        def clock(self) -> datetime:
            answers.wait(10)
            return super().clock()

    with Slow.open(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "evidence") as store:
        watchman = Watchman(store, lambda: {SITE: watched.plan}, patience=0.05)
        first, second = await watchman.judge(), await watchman.judge()
        answers.set()
        watchman.patience = 10
        third = await watchman.judge()
    watched.store.close()

    assert [one.troubles[0].code for one in (first, second)] == ["database", "database"]
    assert third.sound


async def test_metrics_can_be_parsed_and_agree_with_the_store(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watched.round_is_incomplete()
    watched.message_is_stuck()
    watched.round_was_cut()
    (round_,) = watched.store.open_rounds(watched.now.replace(year=2000))
    watched.store.record_progress(round_.round, stage="sweep", done=40, waiting=7, pages=9, faulty=1, at=watched.now)
    watched.store.acquire(SITE, "crawler")

    async with answering(watched) as client, client.get("/metrics") as answer:
        text = await answer.text()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    values = {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families.values()
        for sample in family.samples
    }

    assert values["xunjian_healthy",] == 0
    assert values["xunjian_database_up",] == 1
    assert values["xunjian_rounds", "full", "incomplete", SITE] == 1
    assert values["xunjian_messages", "office", SITE, "queued"] == 1
    assert values["xunjian_oldest_due_message_seconds", SITE] >= 3600
    assert values["xunjian_last_round_pages", "full", SITE] == 7
    assert values["xunjian_last_round_duration_seconds", "full", SITE] == 90
    assert values["xunjian_last_round_complete", "full", SITE] == 0
    assert values["xunjian_running_round_waiting", "full", SITE] == 7
    assert values["xunjian_processes", "serve"] == 1
    assert all(family.documentation for family in families.values())


async def test_openmetrics_is_spoken_where_it_is_asked_for(tmp_path: Path) -> None:
    headers = {"Accept": "application/openmetrics-text; version=1.0.0"}
    async with answering(Watched(tmp_path)) as client, client.get("/metrics", headers=headers) as answer:
        assert (await answer.text()).endswith("# EOF\n")


@pytest.mark.parametrize("accept", ["application/openmetrics-text;version=x", "text/plain;version=²", ";;=,"])
async def test_whatever_is_accepted_metrics_are_answered(tmp_path: Path, accept: str) -> None:
    async with (
        answering(Watched(tmp_path)) as client,
        client.get("/metrics", headers={"Accept": accept}) as answer,
    ):
        assert (answer.status, "xunjian_healthy" in await answer.text()) == (200, True)


async def test_an_address_that_is_taken_does_not_end_the_service(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watched, stop, port = Watched(tmp_path), asyncio.Event(), unused_port()
    taken = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", port)
    watchman = Watchman(watched.store, lambda: {SITE: watched.plan})
    serving = asyncio.create_task(serve_web(f"127.0.0.1:{port}", watchman, stop))
    await until(lambda: "不能在 XUNJIAN_LISTEN" in caplog.text)

    assert not serving.done()
    stop.set()
    await asyncio.wait_for(serving, 5)
    taken.close()
    watched.store.close()


async def asked(session: aiohttp.ClientSession, port: int) -> int | None:
    try:
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            return answer.status
    except aiohttp.ClientConnectionError:
        return None


async def test_the_server_answers_where_it_was_told_to_until_it_is_stopped(tmp_path: Path) -> None:
    watched, stop, port = Watched(tmp_path), asyncio.Event(), unused_port()
    watchman = Watchman(watched.store, lambda: {SITE: watched.plan})
    serving = asyncio.create_task(serve_web(f"127.0.0.1:{port}", watchman, stop))
    async with aiohttp.ClientSession() as session:
        async with asyncio.timeout(10):
            while (status := await asked(session, port)) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert status == 200
        stop.set()
        await asyncio.wait_for(serving, 5)
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(f"http://127.0.0.1:{port}/healthz")
    watched.store.close()


@pytest.mark.parametrize(
    ("text", "address"),
    [("127.0.0.1:8710", ("127.0.0.1", 8710)), ("[::1]:1", ("::1", 1)), (":9", ("0.0.0.0", 9)), ("OFF", None)],
)
def test_an_address_is_read(text: str, address: tuple[str, int] | None) -> None:
    assert address_of(text) == address


@pytest.mark.parametrize("text", ["8710", "localhost", "a:b", "a:70000", "a:"])
def test_what_is_no_address_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="不是地址"):
        address_of(text)
