"""The browser of one round, a process of its own: `python -m spiders.headless.process`, driven over standard input.

The first line is the order (JSON). Each further line is a task; answers come on standard output as they are ready, one
a line. With the end of input everything ends, the browser with it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from threading import Lock
from typing import TextIO

from inspection.plan_file import parse_plan
from spiders import logs
from spiders.headless.tasks import NO_BROWSER, Answer, Order
from spiders.heeding import heed_the_parent_alone
from spiders.parent import GONE
from store.evidence import EvidenceStore


class Speaker:
    """Says answers, a line each."""

    def __init__(self, output: TextIO) -> None:
        self._output = output
        self._lock = Lock()

    def __call__(self, answer: Answer) -> None:
        """One line, whole."""
        with self._lock:
            try:
                self._output.write(answer.line())
                self._output.flush()
            except OSError:
                os._exit(GONE)  # nobody listens any more


def own_output() -> TextIO:
    """Standard output for answers alone: what anybody else prints, the browser too, goes to standard error."""
    sys.stdout.flush()
    output = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    return output


def main() -> int:
    """Ends with its parent; before that only when the program itself is wrong."""
    heed_the_parent_alone()
    order = Order(**json.loads(sys.stdin.readline() or "null") or {})
    logs.configure_child("browser", site=order.site)
    say = Speaker(own_output())
    try:
        from spiders.headless.crawl import crawl  # a second, and whatever is not installed
    except ImportError as error:
        say(Answer(id=0, reason=NO_BROWSER, detail=f"浏览器所需的程序库没有安装好：{error}"))
        sys.stdin.read()
        return GONE
    crawl(parse_plan(order.plan), EvidenceStore(Path(order.evidence)).put, say)
    return 1


if __name__ == "__main__":
    sys.exit(main())
