"""Lexicons of wrong wordings, read from the files that the plan names."""

from __future__ import annotations

from pathlib import Path

from inspection.plan import Plan
from inspection.wordings import Lexicon


def lexicons_of(plan: Plan, folder: Path) -> tuple[Lexicon, ...]:
    """The built-in lexicon and the office's. A file that cannot be read is a lexicon with its problem."""
    return ()
