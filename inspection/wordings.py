"""Lexicons of wrong wordings: what must not be written, and how it is written rightly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong wording. `unless`: texts around it in which it is right."""

    wrong: str
    right: str  # empty: it must not be written at all
    why: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One file of the office, or the built-in one."""

    name: str  # as people know it: the file's name
    entries: tuple[Wrong, ...] = ()
    problem: str = ""  # why it could not be read, in Chinese with the place and the mend; then nothing is judged by it
