"""A file that a command makes: written whole or not at all."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from xunjian.failure import fail, why


def write_whole(content: bytes, output: Path | None, what: str) -> None:
    """Write beside the file and rename: a reader never sees half of it. Pipes, devices and links are written to.

    Ends the command where it cannot be written; `what`: in Chinese.
    """
    try:
        if output is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
            return
        if output.is_symlink() or (output.exists() and not output.is_file()):
            output.write_bytes(content)
            return
        beside = output.with_name(f".{output.name}.{os.getpid()}.{time.monotonic_ns()}")
        try:
            beside.write_bytes(content)
            beside.replace(output)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        fail(f"{what}没有写成：{why(error)}（{error.filename or output}）", status=3)
