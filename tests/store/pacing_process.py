"""A process that takes turns and writes down when each was its own, until it has enough or is killed."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.paces import Limits
from store.store import Store

KEY = "platform"
SPACING = timedelta(seconds=30)


def main(url: str, evidence: str, log: str, turns: str) -> None:
    with Store.open(url, Path(evidence)) as store, Path(log).open("a") as taken:
        for _ in range(int(turns)):
            now = datetime.now(UTC)
            turn = store.reserve(KEY, Limits(SPACING, per_day=100_000), now=now, patience=timedelta(days=9))
            assert turn.wait is not None
            taken.write(f"{(now + turn.wait).timestamp()}\n")  # nobody sleeps here: the turns are what is tested
            taken.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
