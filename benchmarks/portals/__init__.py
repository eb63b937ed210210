"""Generated portals with known faults: pages of real families, a plan, and the truth to score against."""

from __future__ import annotations

from benchmarks.portals.assemble import generate
from benchmarks.portals.families import FAMILIES
from benchmarks.portals.portal import Answer, Portal, Truth
from benchmarks.portals.server import Serving, serve

__all__ = ["FAMILIES", "Answer", "Portal", "Serving", "Truth", "generate", "serve"]
