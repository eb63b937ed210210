"""A small portal with known faults, served on loopback, and its plan."""

from __future__ import annotations

from demo.comparison import Comparison, compare

__all__ = ["Comparison", "compare"]
