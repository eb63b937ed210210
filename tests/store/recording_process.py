"""A process that records batches until it is killed, and says on its output which ones are committed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from store.recording import Batch
from store.store import Store
from tests.store.samples import link, page, probe

PAGES = 7


def main(url: str, evidence: str, round_id: str, first: str, last: str) -> None:
    with Store.open(url, Path(evidence)) as store:
        for number in range(int(first), int(last)):
            batch = Batch()
            for index in range(PAGES):
                path = f"{number}/{index}"
                digest = store.evidence.put(f"{path} ".encode() + os.urandom(20_000))
                links = [link("nav"), link(f"{path}/target", f"第{number}批"), link(f"{number}")]
                batch.pages.append((page(path, evidence=digest), links))
                batch.probes.append(probe(path))
            store.record(round_id, batch)
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
