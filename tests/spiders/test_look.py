"""Looks on condition: a server that trips over the condition is judged by what it answers without."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import web

from inspection.records import Verdict
from spiders.before import Before
from spiders.fetch import Fetcher
from spiders.hosts import Task
from spiders.ledger import Ledger
from spiders.look import Look, look
from spiders.policy import FetchPolicy
from spiders.recorder import Recorder
from spiders.verdict import Kind
from store.store import Store
from tests.spiders.server import Site

PAGE = b"<title>\xe7\x94\xb2</title><p>as it was</p>"


async def looked(folder: Path, status: int, body: bytes = b"") -> tuple[Look, int]:
    """At a page that has changed, of a server that answers so whenever it is asked on condition; and the requests."""

    async def answer(request: web.Request) -> web.Response:
        if "If-None-Match" in request.headers:
            return web.Response(status=status, body=body, content_type="text/html")
        return web.Response(body=PAGE, content_type="text/html", headers={"ETag": '"2"'})

    async with Site() as site:
        site.answers["/a"] = answer
        before = Before(sha256(b"earlier").hexdigest(), "text/html", etag='"1"')
        task = Task(f"{site.base}/a", Kind.PAGE, before=before)
        with Store.open(f"sqlite:///{folder / 'x.db'}") as store:
            ledger = Ledger(Recorder(store, "none"), f"{site.base}/")
            async with Fetcher(FetchPolicy(allow_private_hosts=True)) as fetcher:
                return await look(task, fetcher, ledger, None, set()), len(site.asked)


@pytest.mark.parametrize(("status", "body"), [(412, b""), (400, b""), (403, b"no"), (206, b"<p>part"), (200, b"")])
async def test_who_minds_the_condition_is_asked_without(tmp_path: Path, status: int, body: bytes) -> None:
    seen, _ = await looked(tmp_path, status, body)

    assert seen.answer is not None
    assert (seen.outcome.verdict, seen.answer.body, seen.unchanged) == (Verdict.SOUND, PAGE, False)


@pytest.mark.parametrize(("status", "body"), [(304, b""), (200, b"<p>new</p>")])
async def test_who_heeds_the_condition_is_asked_once(tmp_path: Path, status: int, body: bytes) -> None:
    assert (await looked(tmp_path, status, body))[1] == 1
