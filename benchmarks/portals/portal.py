"""What a generated portal is: answers by address, a plan, the truth about its faults, and what its pages state."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

HTML = "text/html"
# Stand for the two loopback servers' addresses, which are known only once they listen.
SITE = "@@SITE@@"  # host:port
OFFSITE = "@@OFFSITE@@"
REFUSED = "@@REFUSED@@"  # a port where nobody listens

Claim = tuple[str, str]  # (check, subject)


@dataclass(frozen=True, slots=True)
class Answer:
    """How the server answers one address. `how` misbehaves; the first `fails` requests get `failure` instead."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    head: int | None = None  # another status for HEAD
    how: str = "plain"  # plain, reset, hang
    fails: int = 0
    failure: str = "503"  # 503 or reset


@dataclass(slots=True)
class Truth:
    """Claims (check, subject). What is in no set must not be found. Addresses are full of SITE and OFFSITE."""

    must: set[Claim] = field(default_factory=set)  # found
    may: set[Claim] = field(default_factory=set)  # either is fair
    undecided: set[Claim] = field(default_factory=set)  # listed as undecided, not found
    noted: set[Claim] = field(default_factory=set)  # found or undecided, but not passed over in silence


@dataclass(slots=True)
class Stated:
    """What one page states by itself; None where it does not state it (or not clearly enough to be asked)."""

    kind: str
    title: str | None = None
    published: str | None = None
    number: str | None = None
    source: str | None = None
    attachments: tuple[tuple[str, str], ...] = ()  # (url, name)
    related: tuple[str, ...] = ()  # urls
    entries: tuple[tuple[str, str, str | None], ...] = ()  # (title, url, date)
    next_page: str | None = None
    charset: str | None = None


@dataclass(slots=True)
class Portal:
    """One portal. Keys of `site`, `offsite` are decoded path and query; in `unknown` the first prefix wins."""

    family: str
    seed: int
    as_of: datetime
    name: str
    plan: str
    truth: Truth
    site: dict[str, Answer]
    offsite: dict[str, Answer]
    unknown: tuple[tuple[str, Answer], ...]
    stated: dict[str, Stated]
    never: set[str] = field(default_factory=set)  # addresses that no fair tool asks for
    down: str = ""  # refused, reset, hang, 503: the whole site
    ends: tuple[int, ...] = (0, 1)  # the exit statuses of a fair round; 3 where nothing could be looked at
