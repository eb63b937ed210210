"""Lexicons of wrong wordings: what must not be written, and how it is written rightly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong wording. `unless`: texts around it in which it is right."""

    wrong: str
    right: str  # empty: it must not be written at all
    why: str = ""
    unless: tuple[str, ...] = ()
    mild: bool = False  # a slip of the pen, no fault that inspections count


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is now: pages that name another post in the present tense are wrong."""

    name: str
    posts: tuple[str, ...]
    since: date | None = None  # pages of before may rightly name an earlier one


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One file of the office, or the built-in one."""

    name: str  # as people know it: the file's name
    entries: tuple[Wrong, ...] = ()
    problem: str = ""  # what of it could not be read, in Chinese with the place and the mend; the rest is judged by
    posts: tuple[Post, ...] = ()
