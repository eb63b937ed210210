"""Writers that wait for one another, on PostgreSQL: who only reads does not wait with them."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from store.errors import StoreError
from store.store import Store

SITE = "示例市民政局"


def test_writers_of_a_site_that_wait_keep_no_reader_waiting(postgres_database: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        other, desk = (stack.enter_context(Store.open(postgres_database, tmp_path / "e")) for _ in range(2))
        wrote = list[int]()

        def write(number: int) -> None:
            with suppress(StoreError), desk.writing_site(SITE):
                wrote.append(number)

        writers = [threading.Thread(target=write, args=(number,)) for number in range(30)]
        with other.writing_site(SITE):
            for one in writers:
                one.start()
            time.sleep(0.5)
            began = time.monotonic()
            desk.people()
            took, while_held = time.monotonic() - began, list(wrote)
        for one in writers:
            one.join(30)

    assert (took < 2, while_held, sorted(wrote)) == (True, [], list(range(30)))


def test_whose_turn_does_not_come_is_told_that_it_may_wait(postgres_database: str, tmp_path: Path) -> None:
    with Store.open(postgres_database, tmp_path / "e") as store:
        store.turns.wait = 0.05
        with store.writing_site(SITE):
            with pytest.raises(StoreError, match="正忙") as told, store.writing_site(SITE):
                pass
            with store.writing_site("另一个网站"):
                pass
        with store.writing_site(SITE):
            pass

    assert told.value.reason == "locked"
