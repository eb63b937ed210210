"""What is dear is worked out once, and kept while its key stays."""

from __future__ import annotations

import threading
import time

import pytest

from desk.remembered import Remembered


def test_many_who_ask_at_once_wait_for_one() -> None:
    kept, made = Remembered[int](2), list[int]()

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return 7

    threads = [threading.Thread(target=kept.get, args=("a", make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == [1]


def test_a_failure_is_told_and_not_kept() -> None:
    kept = Remembered[int](2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)

    assert kept.get("a", lambda: 3) == 3


def test_the_oldest_answer_makes_room() -> None:
    kept = Remembered[int](2)
    for n, key in enumerate("abac"):
        kept.get(key, lambda n=n: n)  # type: ignore[misc]

    assert [kept.has(key) for key in "abc"] == [True, False, True]


def test_what_nobody_asks_for_is_forgotten_where_it_is_large() -> None:
    kept = Remembered[int](1, idle=0.05)
    kept.get("a", lambda: 1)

    deadline = time.monotonic() + 5
    while kept.has("a") and time.monotonic() < deadline:
        time.sleep(0.01)

    assert not kept.has("a")
