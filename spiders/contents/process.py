"""Bodies read in a process of its own, so that a hostile one costs itself alone: `python -m spiders.contents.process`.

Standard input: the folder of the evidence, then a line of JSON for each body. Standard output: a line for each, in
the same order. The end of input ends it.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from pathlib import Path

from inspection.contents import to_facts
from spiders.contents.reader import read_content
from spiders.heeding import heed_the_parent_alone
from store.errors import StoreError
from store.evidence import EvidenceStore

MODULE = "spiders.contents.process"
MEMORY = 2 << 30  # bytes of address space; a body that wants more costs itself alone
LONGEST = 30.0  # seconds of one body; whoever asks gives up sooner, but may have been killed


def answer(evidence: EvidenceStore, asked: str) -> str:
    """What one body says, as a line; `unread` says why nothing could be read of it."""
    digest, url, content_type = json.loads(asked)
    try:
        body = evidence.get(digest)
    except StoreError as error:
        return json.dumps({"unread": error.reason, "keep": False})
    try:
        return json.dumps(to_facts(read_content(body, url, content_type=content_type)), ensure_ascii=False)
    except Exception as error:  # noqa: BLE001 - whatever a body does to its readers, the others are read
        return json.dumps({"unread": f"{type(error).__name__}: {error}"[:200], "keep": True})


def main() -> None:
    """Until the input ends."""
    heed_the_parent_alone()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    evidence = EvidenceStore(Path(sys.stdin.readline().rstrip("\n")))
    for line in sys.stdin:
        # Ends the process, also amid C code: a body without end must not outlive its round.
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        said = answer(evidence, line)
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdout.write(said + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
