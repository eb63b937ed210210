"""Stands in for the process that reads bodies: what an address asks for happens."""

from __future__ import annotations

import json
import os
import sys
import time


def main() -> None:
    """Answers until the input ends."""
    sys.stdin.readline()
    for line in sys.stdin:
        digest, url, _ = json.loads(line)
        if "crash" in url:
            os._exit(9)
        if "hang" in url:
            time.sleep(60)
        sys.stdout.write("nonsense\n" if "nonsense" in url else json.dumps({"title": digest}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
