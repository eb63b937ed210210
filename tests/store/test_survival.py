"""Killed at any moment, or beside another writer: nothing recorded is lost, nothing is there by half."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.store import Store
from tests.store.recording_process import PAGES
from tests.store.samples import HOST


def start(url: str, store: Store, round_id: str, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.recording_process", url, str(store.evidence.root), round_id]
    return subprocess.Popen(
        [*command, str(first), str(last)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def recorded(store: Store, round_id: str) -> dict[int, int]:
    """How many whole pages of each batch are there; a page without links, probe or evidence fails at once."""
    probed = set(store.probed(round_id))
    counts: dict[int, int] = {}
    for page in store.pages(round_id):
        path = page.url.removeprefix(HOST)
        number = int(path.partition("/")[0])
        counts[number] = counts.get(number, 0) + 1
        assert page.url in probed
        assert page.evidence
        assert store.evidence.get(page.evidence).startswith(f"{path} ".encode())
    return counts


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_process_loses_no_batch_that_it_reported(
    store: Store, database_url: str, round_id: str, seed: int
) -> None:
    process = start(database_url, store, round_id, 0, 10**6)
    assert process.stdout
    reported = [int(process.stdout.readline())]
    time.sleep(random.Random(seed).uniform(0, 0.4))

    process.kill()
    reported += [int(line) for line in process.stdout.read().splitlines()]
    process.wait()

    counts = recorded(store, round_id)
    assert set(counts) >= set(reported)
    assert set(counts.values()) == {PAGES}
    for number in reported[-3:]:
        links = store.links_from(round_id, f"{HOST}{number}/0")
        assert [one.url for one in links] == [HOST + "nav", f"{HOST}{number}/0/target", f"{HOST}{number}"]


def test_a_killed_round_goes_on_in_another_process(store: Store, database_url: str, round_id: str) -> None:
    process = start(database_url, store, round_id, 0, 10**6)
    assert process.stdout
    process.stdout.readline()
    process.kill()
    process.communicate()
    before = set(recorded(store, round_id))

    after = start(database_url, store, round_id, 0, max(before) + 5)

    assert after.wait(timeout=60) == 0
    assert recorded(store, round_id) == dict.fromkeys(range(max(before) + 5), PAGES)


def test_two_processes_write_at_once_and_both_finish(store: Store, database_url: str, round_id: str) -> None:
    both = [start(database_url, store, round_id, first, first + 40) for first in (0, 40)]

    assert [process.wait(timeout=60) for process in both] == [0, 0]

    assert recorded(store, round_id) == dict.fromkeys(range(80), PAGES)
    for number in (0, 39, 40, 79):
        links = store.links_from(round_id, f"{HOST}{number}/6")
        assert [one.text for one in links] == ["", f"第{number}批", ""]
