"""What is asked of the browser's process, and what it answers: one JSON line each way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from inspection.findings import Json

MODULE = "spiders.headless.process"
CRASHED = "crashed"  # reasons of answers: the page or the browser broke down
TOO_LONG = "timeout"
NO_BROWSER = "no-browser"  # none is installed, or it does not start
REFUSED = "browser-refused"  # the task itself went wrong: `detail` says how


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The first line: what the process must know before it is asked anything."""

    plan: str  # the plan's text
    evidence: str  # folder of the evidence store
    site: str = ""

    def line(self) -> str:
        """As one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=True) + "\n"


class Kind(StrEnum):
    """What is asked; each has its module."""

    CLEAR = "clear"  # pass a firewall's script challenge as any visitor's browser does: which cookies came of it
    LIST = "list"  # show a column's list, all of it as far as it goes
    ARTICLE = "article"  # show an article's page
    VISIT = "visit"  # measure one page
    PICTURE = "picture"  # show a fault, outlined
    SERVICE = "service"  # open a service's page
    SEARCH = "search"  # ask the site's search
    FORM = "form"  # open the consultation form


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. `seconds` bound all of it."""

    id: int
    kind: Kind
    url: str
    seconds: float = 20.0
    phone: bool = False  # at the plan's phone width, as a phone
    light: bool = False  # images, media and fonts are not fetched
    options: Mapping[str, Json] = field(default_factory=dict)

    def line(self) -> str:
        """As one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=True) + "\n"

    @classmethod
    def of(cls, line: str) -> Task:
        """What `line` wrote."""
        said: dict[str, Any] = json.loads(line)
        return cls(**{**said, "kind": Kind(said["kind"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a task. `reason` None: the page answered and `facts` are the kind's own.

    Status, final address and title are those of the page as the task left it.
    """

    id: int  # 0: of no task; the process itself is there, or has no browser
    reason: str | None = None  # dns, refused, timeout, tls, private-address, crashed, no-browser ...
    detail: str = ""
    status: int | None = None  # of the main document
    final_url: str | None = None
    title: str = ""
    facts: Mapping[str, Json] = field(default_factory=dict)

    def line(self) -> str:
        """As one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=True) + "\n"

    @classmethod
    def of(cls, line: str) -> Answer:
        """What `line` wrote."""
        return cls(**json.loads(line))
