"""Where a report is written: a file is replaced whole; a pipe or a device is written to as it is."""

from __future__ import annotations

import os
import time
from pathlib import Path


def write_report(path: Path, text: str) -> None:
    """Write beside the file and rename, so that a reader never sees half a report. Raises OSError.

    What exists and is no ordinary file (a pipe, a device, a link such as /dev/stdout) is written to, never replaced.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        path.write_text(text, encoding="utf-8", errors="replace")
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.{time.monotonic_ns()}")
    try:
        beside.write_text(text, encoding="utf-8", errors="replace")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
