"""Garbage collection for a process that makes millions of small values and few cycles."""

from __future__ import annotations

import gc


def spare_collections() -> None:
    """Leave what is imported out of collections, and collect seldom: it took a tenth of a round's time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
