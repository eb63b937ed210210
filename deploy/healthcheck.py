"""For Docker: whether the service in this container says that it is well. Exit status 0 or 1, and why."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from urllib.error import HTTPError
from urllib.request import urlopen

_DEFAULT = "127.0.0.1:8710"


def address(environ: Mapping[str, str]) -> str | None:
    """The address of /healthz as seen from inside; None where the service listens nowhere."""
    said = environ.get("XUNJIAN_LISTEN", "").strip() or _DEFAULT
    if said.lower() == "off":
        return None
    host, _, port = said.rpartition(":")
    inside = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)  # noqa: S104
    return f"http://{inside}:{port}/healthz"


def main() -> int:
    """The exit status."""
    url = address(os.environ)
    if url is None:
        return 0
    try:
        with urlopen(url, timeout=8) as answer:  # noqa: S310 (our own address)
            return 0 if answer.status == 200 else 1
    except HTTPError as error:
        sys.stderr.write(error.read(2000).decode("utf-8", "replace") + "\n")
    except OSError as error:
        sys.stderr.write(f"{url}: {error}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
