"""How much a folder takes, and how much its disk has left."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def free_bytes(folder: Path) -> int | None:
    """What is free on the folder's disk; None where nobody can tell."""
    there = next((place for place in (folder, *folder.parents) if place.exists()), None)
    try:
        return None if there is None else shutil.disk_usage(there).free
    except OSError:
        return None


def folder_bytes(folder: Path) -> int | None:
    """What the folder's files hold; a file that goes meanwhile is left out. None where there is no such folder."""
    if not folder.is_dir():
        return None
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.stat(os.path.join(place, name)).st_size  # noqa: PTH116, PTH118 (a hundred thousand files)
    return total
