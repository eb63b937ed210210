"""A module of ours in a process of its own, asked and answering by lines."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LONGEST = 1 << 16  # bytes of a line, as asyncio has it


async def begin(
    module: str, *, limit: int = _LONGEST, own_session: bool = False, mute: bool = False
) -> asyncio.subprocess.Process:
    """`python -m module` from the root, its three streams piped. Raises OSError where no process can be begun.

    `limit`: bytes of the longest line that is read. `own_session`: a terminal's Ctrl-C does not reach it, and all
    that it starts can be ended with it. `mute`: what it says of its errors is not kept.
    """
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL if mute else asyncio.subprocess.PIPE,
        limit=limit,
        start_new_session=own_session,
    )
