"""Senders killed at any moment: every message is sent, and repeated only where one was in hand."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from inspection.telling import Status
from store.store import Store
from tests.store.samples import SITE, message, put

MESSAGES, GROUPS, KILLS = 80, 6, 3


def start(url: str, store: Store, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.store.sending_process", url, str(store.evidence.root), str(log)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[2])


def sent(log: Path) -> list[str]:
    return log.read_text().split() if log.exists() else []


def wait_for_more(log: Path, chance: random.Random) -> None:
    """Until something was sent since, then a little longer: no kill falls into a process that only just begins."""
    before, deadline = len(sent(log)), time.monotonic() + 30
    while len(sent(log)) == before and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, 0.03))


@pytest.mark.parametrize("seed", [1])
def test_nothing_is_lost_or_sent_by_two_at_once(store: Store, database_url: str, tmp_path: Path, seed: int) -> None:
    chance, log = random.Random(seed), tmp_path / "sent"
    put(store, *(message(f"m{number:03}", group=str(number % GROUPS)) for number in range(MESSAGES)))
    senders = [start(database_url, store, log) for _ in range(2)]

    for _ in range(KILLS):
        wait_for_more(log, chance)
        victim = senders.pop(0)
        victim.kill()
        victim.wait()
        if store.messages(SITE, [Status.QUEUED]):
            senders.append(start(database_url, store, log))
    deadline = time.monotonic() + 60
    while store.messages(SITE, [Status.QUEUED]) and time.monotonic() < deadline:
        time.sleep(0.02)
    for sender in senders:
        sender.kill()
        sender.wait()

    said = sent(log)
    assert len(store.messages(SITE, [Status.SENT], limit=None)) == MESSAGES
    assert len(set(said)) == MESSAGES
    assert len(said) - MESSAGES <= KILLS
    firsts = list(dict.fromkeys(said))
    for group in range(GROUPS):
        mine = [one for one in firsts if int(one[1:]) % GROUPS == group]
        assert mine == sorted(mine)
    assert max(Counter(said).values()) <= 1 + KILLS
