"""A process that claims messages and writes down that it sent them, until it is killed."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.store import Store
from tests.store.samples import SITE

ANY = {"one": (10_000, timedelta(seconds=1))}
HOLD = timedelta(minutes=5)


def main(url: str, evidence: str, log: str) -> None:
    with Store.open(url, Path(evidence)) as store, Path(log).open("a") as sent:
        while True:
            message = store.claim(SITE, datetime.now(UTC), ANY, HOLD)
            if message is None:
                time.sleep(0.01)
                continue
            sent.write(f"{message.id}\n")  # the channel's yes; a kill after this and before the next line repeats it
            sent.flush()
            store.delivered(message.id, datetime.now(UTC), {})


if __name__ == "__main__":
    main(*sys.argv[1:])
