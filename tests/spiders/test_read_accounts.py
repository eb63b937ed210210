"""The process that reads accounts: what it does when spiders, secrets or the round itself misbehave."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from inspection.plan_file import load_plan
from spiders.accounts.blotted import BlottedStream
from spiders.accounts.tasks import address_of, secrets_of
from spiders.job import ACCOUNTS_MODULE, Job
from store.store import Store
from tests.spiders.accounts.bad_spiders import SECRET
from tests.spiders.server import Site

ROOT = Path(__file__).resolve().parents[2]
PLAN = """
site: {{name: 甲市民政局, home: "{base}/", allow_private_hosts: true}}
accounts: [{{name: 甲市民政, platform: 客户端, source: {{feed: "{base}/a.xml"}}}}]
"""


@pytest.fixture(scope="module")
def misbehaved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a round came to whose spiders crash, say nothing, or never end."""
    folder = tmp_path_factory.mktemp("bad")
    run = subprocess.run(
        [sys.executable, "-m", "tests.spiders.accounts.bad_spiders", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return {**json.loads(run.stdout.splitlines()[-1]), "stderr": run.stderr}


def test_a_spider_that_crashes_costs_neither_the_other_source_nor_another_account(misbehaved: dict[str, Any]) -> None:
    state, reason, sources = misbehaved["told"]["崩"]

    assert (state, reason) == ("read", None)
    assert sources == [["unknown-shape", "读取程序出错：ValueError"], [None, ""]]
    assert misbehaved["told"]["好"][0] == "read"


def test_a_spider_that_says_nothing_is_told(misbehaved: dict[str, Any]) -> None:
    assert misbehaved["told"]["哑"][1:] == ["unknown-shape", [["unknown-shape", "读取程序出错：没有结果"]]]


def test_a_spider_that_never_ends_is_given_up(misbehaved: dict[str, Any]) -> None:
    state, reason, [source] = misbehaved["told"]["慢"]

    assert (state, reason, source[0]) == ("unreachable", "timeout", "timeout")


def test_our_own_mistake_is_told_by_its_type_and_costs_one_account(misbehaved: dict[str, Any]) -> None:
    assert misbehaved["wrong"] == ["错: KeyError"]
    assert misbehaved["told"]["错"][:2] == ["unreadable", "unknown-shape"]


def test_an_account_without_a_source_has_a_reading_that_says_so(misbehaved: dict[str, Any]) -> None:
    assert misbehaved["told"]["无"] == ["unreadable", "no-source", []]


def test_a_traceback_that_cites_a_secret_does_not_show_it(misbehaved: dict[str, Any]) -> None:
    assert "ValueError" in misbehaved["stderr"]
    assert SECRET not in misbehaved["stderr"]


async def test_the_end_of_input_ends_the_process(tmp_path: Path) -> None:
    """The round was killed: nobody waits for what is read."""
    reached, released = asyncio.Event(), asyncio.Event()

    async def never(_: web.Request) -> web.StreamResponse:
        reached.set()
        await released.wait()
        return web.Response()

    async with Site() as site:
        site.answers["/a.xml"] = never
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", ACCOUNTS_MODULE, cwd=ROOT, stdin=asyncio.subprocess.PIPE
        )
        assert process.stdin is not None
        process.stdin.write(_job(tmp_path, PLAN.format(base=site.base)).line().encode())
        await asyncio.wait_for(reached.wait(), 30)
        process.stdin.close()
        status = await asyncio.wait_for(process.wait(), 10)
        released.set()

    assert status == 3


def _job(folder: Path, plan: str) -> Job:
    url, now = f"sqlite:///{folder / 'x.db'}", datetime.now(UTC)
    with Store.open(url) as store:
        round_id = store.begin_round(site="甲市民政局", kind="daily", as_of=now, plan_digest="x", started_at=now)
        return Job(
            plan=plan,
            database=url,
            evidence=str(store.evidence.root),
            round=round_id,
            site="甲市民政局",
            as_of=now.isoformat(),
            kind="daily",
            folder=str(folder),
        )


@given(st.lists(st.text(max_size=20), max_size=8), st.lists(st.integers(1, 9), min_size=1, max_size=30))
def test_however_a_secret_is_written_in_pieces_it_is_not_shown(around: list[str], cuts: list[int]) -> None:
    text = f"{SECRET}".join(["", *around, ""])
    shown = io.StringIO()
    stream = BlottedStream(shown, lambda line: line.replace(SECRET, "***"))
    position = 0
    for cut in cuts:
        stream.write(text[position : position + cut])
        position += cut
    stream.write(text[position:])
    stream.close()

    assert SECRET not in shown.getvalue()


def test_what_is_no_secret_is_shown_as_it_was_written() -> None:
    shown = io.StringIO()
    stream = BlottedStream(shown, lambda line: line.replace(SECRET, "***"))
    try:
        raise ValueError(SECRET)
    except ValueError:
        traceback.print_exc(file=stream)

    assert shown.getvalue().endswith("ValueError: ***\n")


def test_a_line_without_end_is_cut_and_not_kept() -> None:
    shown = io.StringIO()
    stream = BlottedStream(shown, lambda line: line)
    for _ in range(40):
        stream.write("x" * 5000)

    assert len(shown.getvalue()) < 10


def test_the_keys_in_a_secret_address_are_secrets_by_themselves() -> None:
    plan = load_plan(
        'site: {name: 甲, home: "http://a.example/"}\n'
        "accounts: [{name: 乙, platform: wechat, source: {feed_env: KEYED}}]"
    )
    address = "https://desk:pass-word@rss.example/wechat/9f8e7d6c5b4a39281706/feed?key=abcdef&limit=50"
    secrets = secrets_of(plan, {"KEYED": address})
    cited = "cannot reach rss.example/wechat/9f8e7d6c5b4a39281706/feed with key abcdef, pass-word, limit 50"

    assert secrets.redact(cited) == "cannot reach rss.example/wechat/***/feed with key ***, ***, limit 50"
    assert address_of(plan.accounts[0]) == ""
